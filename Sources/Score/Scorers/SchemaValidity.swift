internal import Record

extension Scorer {
  /// `json-schema`, revision 1: the answer is JSON that a schema takes.
  static let jsonSchema = Scorer(
    name: "json-schema", revision: 1, noun: "a validation", summary: "The answer is JSON, and JSON that the schema takes.",
    settings: [schemaSetting.entry, schemaField.entry],
    outputs: [
      Output("valid", .higher, "share of the items whose answer is JSON that the schema takes"),
      Output("json", .higher, "share of the items whose answer is JSON at all"),
    ], problem: { settings in schemaProblem(settings) }, fit: { item, settings in schemaMisfit(item, settings) }
  ) { (answer, item, settings) throws(SettingFault) in
    let outcome = answer.plainOutcome
    guard outcome == .answer, case .success(let schema) = try schema(of: item, settings) else {
      return .judged(Judgement(outcome, scores: ["valid": Rational(0), "json": Rational(0)]))
    }
    let value = try? JSON(parsing: Array(Normalization.trimmed(answer.text).utf8))
    let isValid = value.map { schema.takes($0) } ?? false
    let extracted = ItemRecord.Extracted(whole: answer.text)
    return .judged(
      Judgement(.answer, extracted: extracted, scores: ["valid": Rational(isValid), "json": Rational(value != nil)]))
  }

  private static let schemaSetting = Setting<String?>.optional("schema", .text, "The schema of every item, as JSON.")
  private static let schemaField = Setting<String?>.optional("schema-field", .text, "The field of an item that holds its schema.")

  private static func schema(of item: Item, _ settings: Settings) throws(SettingFault) -> Result<JSONSchema, JSONSchema.Fault> {
    if let text = try settings.value(schemaSetting) { return JSONSchema.read(text) }
    guard let field = try settings.value(schemaField), let value = item.fields[field] else {
      return .failure(JSONSchema.Fault("there is no schema"))
    }
    return value.text.map(JSONSchema.read) ?? JSONSchema.read(value)
  }

  private static func schemaProblem(_ settings: Settings) -> String? {
    let text = try? settings.value(schemaSetting)
    let field = try? settings.value(schemaField)
    if text != nil, field != nil { return "`schema` and `schema-field` both say what is valid" }
    if let text, case .failure(let fault) = JSONSchema.read(text) { return fault.reason }
    return text == nil && field == nil ? "neither `schema` nor `schema-field` says what is valid" : nil
  }

  private static func schemaMisfit(_ item: Item, _ settings: Settings) -> String? {
    guard case .failure(let fault) = try? schema(of: item, settings) else { return nil }
    return fault.reason
  }
}

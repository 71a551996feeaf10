import Record

/// `docs/bundle-records.md`: every field of every record, from the schema and the words of the sources.
struct RecordsPage {
  let schema: BundleSchema

  private static let opening = """
    # The records of a bundle, field by field

    This page is derived from the records themselves, as [`schema/bundle-1.json`](../schema/bundle-1.json) is; a test compares both with
    the program. [bundle-format.md](bundle-format.md) says how records are written and, in section 2.1, what they say about each other; the last column
    names what binds a field, so that a signer who changes the field alone is found out. Where it is empty there is only the signer's word
    ([security.md](security.md)).

    *always* means that a record without the field is refused; *may be absent* that the field is left out where it has no value. `null` does not
    occur. A record with a field that stands not here is refused.

    | holds | spelling |
    |---|---|
    | text | well-formed UTF-8 |
    | integer | a JSON number from 0 to 2^53 - 1 without a fraction, unless another range is said |
    | number | a finite binary64, shortest spelling of RFC 8785 |
    | u64 | a JSON string of decimal digits, 0 to 2^64 - 1, no leading zero |
    | exact | a JSON string: an integer or `P/Q` in lowest terms, Q at least 2, both within 128 bits: `"5"`, `"-3"`, `"97/100"` |
    | digest | a JSON string of 64 lower-case hexadecimal digits, a SHA-256 |
    | time | a JSON string: a second of a day of the calendar in UTC, `"2026-11-23T09:30:00Z"` |
    | exchange | a JSON string: `"probe/N"`, `"item/N"` or `"item/N/query/N"`, N without leading zeros |
    | name | a JSON string of 1 to 1,024 printable ASCII characters without a space |
    | any | any JSON value |
    """

  var text: String {
    var seen: Set<String> = []
    var parts = [RecordsPage.opening]
    for kind in schema.kinds {
      parts.append("## " + kind.title)
      if let summary = schema.comments.summaries[SchemaProbe.name(of: kind.type)] { parts.append(RecordsPage.sentence(summary)) }
      if kind.name == "plan" {
        parts.append("A whole plan, every shape in it, stands in [`Tests/Corpora/record/plan.json`](../Tests/Corpora/record/plan.json).")
      } else if let json = try? kind.example.json() {
        parts.append("```json\n" + json.indented(width: 136) + "\n```")
      }
      parts += sections(kind.name, heading: nil, &seen)
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func sentence(_ text: String) -> String { text.hasSuffix(".") || text.hasSuffix(":") ? text : text + "." }

  /// The table of a definition, and then of those that it refers to and that were not shown yet.
  private func sections(_ name: String, heading: String?, _ seen: inout Set<String>) -> [String] {
    guard seen.insert(name).inserted, let definition = schema.definitions[name] else { return [] }
    var parts: [String] = []
    if let heading { parts.append("### \(heading)") }
    if heading != nil, let summary = schema.comments.summaries[name] { parts.append(RecordsPage.sentence(summary)) }
    if let alternatives = definition["oneOf"]?.elements {
      parts.append("One of:\n\n" + alternatives.map { "- " + alternative($0) }.joined(separator: "\n"))
    } else {
      parts.append(table(definition, of: name))
    }
    for next in references(in: definition) { parts += sections(next, heading: "`\(next)`", &seen) }
    return parts
  }

  private func table(_ definition: JSON, of name: String) -> String {
    let required = Set((definition["required"]?.elements ?? []).compactMap(\.text))
    let members = definition["properties"]?.object?.members ?? []
    guard !members.isEmpty else { return "An object with \(holds(definition))." }
    let type = schema.typeName(of: name)
    let rows = members.map { member in
      let meaning = schema.comments.summaries["\(type).\(member.name)"] ?? "the kind"
      return "| `\(member.name)` | \(holds(member.value)) | \(required.contains(member.name) ? "always" : "may be absent") | "
        + "\(meaning.replacing("|", with: "\\|")) | \(Binding.of("\(name).\(member.name)")) |"
    }
    return "| field | holds | present | meaning | bound by |\n|---|---|---|---|---|\n" + rows.joined(separator: "\n")
  }

  private func alternative(_ schema: JSON) -> String {
    if let members = schema["properties"]?.object?.members {
      if let kind = members.first(where: { $0.name == "kind" })?.value["const"]?.text {
        return "`\"kind\":\"\(kind)\"` beside the fields of `\(kind.prefix(1).uppercased() + kind.dropFirst())Work`"
      }
      return members.map { "`\($0.name)`: \(holds($0.value))" }.joined(separator: ", ")
    }
    return holds(schema)
  }

  /// What a field holds, in a phrase.
  private func holds(_ schema: JSON) -> String {
    if let reference = schema["$ref"]?.text {
      return "[`\(RecordsPage.name(reference))`](#\(RecordsPage.anchor(RecordsPage.name(reference))))"
    }
    if let constant = schema["const"] { return "`\(String(decoding: constant.canonicalBytes, as: UTF8.self))`" }
    if let words = schema["enum"]?.elements { return words.map { "`\($0.text ?? "")`" }.joined(separator: ", ") }
    if let alternatives = schema["oneOf"]?.elements { return alternatives.map(alternative).joined(separator: " or ") }
    switch schema["type"]?.text {
    case "array"?: return "list of " + (schema["items"].map(holds) ?? "any")
    case "object"?:
      guard let inner = schema["properties"]?.object?.members else {
        let count = schema["maxProperties"] != nil ? "exactly one name" : "names"
        return "object from \(count) to " + (schema["additionalProperties"].map(holds) ?? "any")
      }
      return inner.isEmpty ? "`{}`" : "object of " + inner.map { "`\($0.name)`: \(holds($0.value))" }.joined(separator: "; ")
    case "string"?: return schema["pattern"]?.text.flatMap(RecordsPage.word) ?? "text"
    case "integer"?:
      guard let low = schema["minimum"]?.number, let high = schema["maximum"]?.number, high < 0x1p53 - 1 else { return "integer" }
      return "integer from \(Int(low)) to \(Int(high))"
    case "number"?: return "number"
    case "boolean"?: return "`true` or `false`"
    default: return "any"
    }
  }

  private static func word(for pattern: String) -> String? {
    let words: [(any TextCodable.Type, String)] = [
      (Digest.self, "digest"), (U64.self, "u64"), (Rational.self, "exact"), (Timestamp.self, "time"), (Exchange.self, "exchange"),
      (Name.self, "name"),
    ]
    return words.first { (try? SchemaTable.form(of: $0.0).pattern) == pattern }?.1
  }

  private static func name(_ reference: String) -> String { String(reference.trimmingPrefix("#/$defs/")) }

  /// As the headings of a page are linked to.
  private static func anchor(_ name: String) -> String { name.lowercased().filter { $0 != "." && $0 != "`" } }

  private func references(in schema: JSON) -> [String] {
    if let reference = schema["$ref"]?.text { return [RecordsPage.name(reference)] }
    if let elements = schema.elements { return elements.flatMap(references) }
    return (schema.object?.members ?? []).flatMap { references(in: $0.value) }
  }
}

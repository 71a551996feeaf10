internal import Record
internal import Score
internal import Text

/// Where the values of items stand in their records, as a format declares it.
struct ItemMapping {
  let id: FieldPath?
  let input: FieldPath
  let answer: FieldPaths?
  let answerForm: AnswerForm
  let choices: FieldPaths?
  let category: FieldPath?
  let cluster: FieldPath?

  /// Reads the settings of a format.
  init(_ format: InputPlan.Format, of name: String) throws(RunFault) {
    let settings = format.word == TemplateFormat.word ? try TemplateFormat.mapping(format.settings) : format.settings
    guard let input = try settings.read(ItemSettings.input) else {
      throw RunFault(
        .noItems, "dataset \(quoted(name)) declares no questions", help: "its format needs `input`, the field that holds the question")
    }
    self.input = input
    id = try settings.read(ItemSettings.id)
    answer = try settings.read(ItemSettings.answer)
    choices = try settings.read(ItemSettings.choices)
    category = try settings.read(ItemSettings.category)
    cluster = try settings.read(ItemSettings.cluster)
    answerForm = try settings.read(ItemSettings.answerForm).flatMap(AnswerForm.init) ?? .text
    guard answerForm == .text || (choices != nil && answer != nil) else {
      throw RunFault(
        .invalidDataset, "dataset \(quoted(name)) declares `answer-is: \(answerForm.rawValue)` without `choices` and `answer`",
        help: "a letter or a number names one of the choices: declare the fields that hold them")
    }
  }

  /// A record as an item.
  func item(_ row: ItemRow, position: Int) throws(DataFault) -> EvaluationItem {
    let reading = RecordReading(row)
    let id = try reading.id(id)
    let (input, messages) = try reading.input(input)
    var item = EvaluationItem(
      position: position, id: id, cluster: try reading.label(cluster), stratum: try reading.label(category), input: input,
      messages: messages, answers: try reading.answers(answer), choices: try reading.choices(choices), fields: row.fields)
    if choices != nil, answer != nil {
      item.correct = try ChosenAnswers(item.choices, answerForm, row.place).positions(of: item.answers)
      item.answers = item.correct.map { item.choices[$0] }
    }
    return item
  }
}

/// The values of one record by their paths.
struct RecordReading {
  let row: ItemRow
  private let json: JSON
  var place: ItemPlace { row.place }

  init(_ row: ItemRow) {
    self.row = row
    json = .object(row.fields)
  }

  /// A value, or `nil` where there is none or null.
  func value(_ path: FieldPath) -> JSON? {
    guard let value = path.value(in: json), value != .null else { return nil }
    return value
  }

  /// A value that has to be there.
  func required(_ path: FieldPath) throws(DataFault) -> JSON {
    if let value = value(path) { return value }
    throw place.fault("lacks the field \(shown(path))", help: help(missing: path))
  }

  private func help(missing path: FieldPath) -> String {
    let names = row.fields.members.map(\.name)
    let dotted = path.steps.joined(separator: ".")
    if path.steps.count > 1, row.fields[dotted] != nil { return "\"\(dotted)\" is one name with a dot in it; write '\"\(dotted)\"'" }
    guard !names.isEmpty else { return "it has no fields" }
    let guess = path.steps.first.flatMap { row.fields[$0] == nil ? didYouMean($0, among: names) : nil }
    return (guess.map { "did you mean `\(printable($0))`? " } ?? "") + "its fields are \(listed(names))"
  }

  func id(_ path: FieldPath?) throws(DataFault) -> String? {
    guard let path else { return nil }
    guard let text = value(path)?.valueText(truths: false), !text.isEmpty else {
      throw place.fault("has no id in \(shown(path))", help: "an id is a text or a number, and not empty")
    }
    return text
  }

  /// A category or a cluster; `nil` where the record has none.
  func label(_ path: FieldPath?) throws(DataFault) -> String? {
    guard let path, let value = value(path) else { return nil }
    guard let text = value.valueText() else {
      throw place.fault("has \(value.kind) in \(shown(path))", help: "a category or a cluster is a text, a number or a truth value")
    }
    return text.isEmpty ? nil : text
  }

  /// What a value has to be that stands for a text.
  func text(_ path: FieldPath) throws(DataFault) -> String {
    let value = try required(path)
    guard let text = value.valueText() else {
      throw place.fault("has \(value.kind) in \(shown(path))", help: "a text, a number or a truth value has to stand there")
    }
    return text
  }

  /// The expected answers; an empty one is a mistake in the file, since no reply could ever be told from none.
  func answers(_ paths: FieldPaths?) throws(DataFault) -> [String] {
    switch paths {
    case nil: return []
    case .one(let path):
      let texts = try texts(at: path, as: "what counts as right")
      for text in texts where Normalization.trimmed(text).isEmpty {
        throw place.fault("expects an empty answer in \(shown(path))", help: "write what counts as right, or remove it")
      }
      return texts
    case .each(let paths):
      var texts: [String] = []
      for path in paths where value(path) != nil { texts += try self.texts(at: path, as: "what counts as right") }
      texts.removeAll { Normalization.trimmed($0).isEmpty }
      guard !texts.isEmpty else {
        throw place.fault("expects no answer in any of \(shown(paths))", help: "write what counts as right, or remove it")
      }
      return texts
    }
  }

  /// The texts of a list, or the one text that stands in its place.
  func texts(at path: FieldPath, as meaning: String) throws(DataFault) -> [String] {
    guard let elements = try required(path).elements else { return [try text(path)] }
    let texts = elements.compactMap { $0.valueText() }
    guard !texts.isEmpty, texts.count == elements.count else {
      throw place.fault(
        "has a list in \(shown(path)) that is empty or holds other things than texts",
        help: "list \(meaning), each as a text, a number or a truth value")
    }
    return texts
  }

  /// How messages name a path.
  func shown(_ path: FieldPath) -> String { "\"\(printable(path.steps.joined(separator: ".")))\"" }

  /// How messages name several.
  func shown(_ paths: [FieldPath]) -> String { listed(paths.map { $0.steps.joined(separator: ".") }) }
}

extension JSON {
  /// The text that a value stands for: itself, a number as canonical JSON writes it, `true` or `false`; `nil` for everything else.
  func valueText(truths: Bool = true) -> String? {
    switch self {
    case .string(let text): text
    case .number: canonicalText
    case .bool: truths ? canonicalText : nil
    case .null, .array, .object: nil
    }
  }

  /// What it is, for a message.
  var kind: String {
    switch self {
    case .string: "a text"
    case .number: "a number"
    case .bool: "a truth value"
    case .null: "nothing"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

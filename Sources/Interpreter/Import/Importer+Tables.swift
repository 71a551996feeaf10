internal import Record
internal import Text

// The layouts of tables with four choices: MMLU and C-Eval.
extension Importer {
  /// MMLU as its authors lay it out: no header, a question, four choices, the letter of the right one.
  static let mmlu = Importer(
    word: "mmlu", summary: "MMLU's CSV: a question, four choices and a letter on each row, no header.", endings: [".csv"]
  ) { source throws(ImportFault) in
    let table = ChoiceTable(source)
    let rows = { (bytes: [UInt8], name: String) throws(ImportFault) -> [JSON.Object] in
      try table.records(of: try ImportSource.table(of: bytes, name), name, columns: nil)
    }
    var task = ImportedTask(
      table.subject, title: "MMLU, \(table.words)", records: try rows(source.bytes, source.name), fields: choiceFields)
    if let dev = table.dev { task.shots = try rows(dev.bytes, dev.name) }
    // The original puts two spaces before the subject.
    let head = "The following are multiple choice questions (with answers) about  \(table.words)."
    task.asking = letters(head: head, answer: "Answer:", shots: task.shots.count)
    return task
  }

  /// C-Eval as its authors lay it out: a header, four choices in columns, the letter of the right one.
  static let cEval = Importer(
    word: "c-eval", summary: "C-Eval's CSV: the columns `id`, `question`, `A` to `D` and `answer`.", endings: [".csv"]
  ) { source throws(ImportFault) in
    let table = ChoiceTable(source)
    let rows = { (bytes: [UInt8], name: String) throws(ImportFault) -> [JSON.Object] in
      var rows = try ImportSource.table(of: bytes, name)
      guard !rows.isEmpty, case let header = rows.removeFirst().cells, let columns = ChoiceTable.columns(header) else {
        throw ImportFault("\(name):1: the header is not that of C-Eval", help: "it has the columns id, question, A, B, C, D and answer")
      }
      return try table.records(of: rows, name, columns: columns)
    }
    var task = ImportedTask(
      table.subject, title: "C-Eval, \(table.subject)", records: try rows(source.bytes, source.name), fields: choiceFields)
    if let dev = table.dev { task.shots = try rows(dev.bytes, dev.name) }
    let head = "以下是中国关于\(table.subject)考试的单项选择题，请选出其中的正确答案。"
    task.asking = letters(head: head, answer: "答案：", shots: task.shots.count)
    task.notes = ["the original names the subject in Chinese in its prompt, which the file does not tell; write it into `prompt`"]
    return task
  }

  /// How questions with choices are declared.
  static let choiceFields = [("answer", "answer"), ("answer-is", "letter"), ("choices", "choices"), ("category", "subject")]
    .map { (key: $0.0, value: $0.1) }

  /// How a letter is asked for: solved questions first, where there are any, as one text.
  private static func letters(head: String, answer: String, shots: Int) -> [(key: String, yaml: String)] {
    let question = "{input}\n{choices | lettered}\n\(answer)"
    let prompt = ImportedTask.yaml("\(head)\n\n" + (shots > 0 ? "{shots}\n\n" : "") + question)
    let solved = shots > 0 ? [("shots", "{ from: dev, count: \(shots), text: \(ImportedTask.yaml("\(question) {letter}")) }")] : []
    return [("prompt", prompt)] + solved
      + [("extract", "letter"), ("scorer", "multiple-choice"), ("generation", "{ max-tokens: 16, temperature: 0 }")]
  }
}

/// A table of questions with four choices, named after its subject and its part: `anatomy_test.csv`.
private struct ChoiceTable {
  let source: ImportSource
  let subject: String

  init(_ source: ImportSource) {
    self.source = source
    let (stem, parts) = (source.stem, ["_test", "_dev", "_val"])
    let part = parts.first { stem.hasSuffix($0) && stem.utf8.count > $0.utf8.count }
    subject = String(stem.dropLast(part?.count ?? 0))
  }

  var words: String { subject.replacing("_", with: " ") }

  /// The part with solved questions, where it lies as the authors lay it out.
  var dev: (bytes: [UInt8], name: String)? {
    guard !source.stem.hasSuffix("_dev") else { return nil }
    let names = ["\(subject)_dev.csv", "../dev/\(subject)_dev.csv"]
    for name in names { if let bytes = source.neighbour(name) { return (bytes, name) } }
    return nil
  }

  /// The positions of C-Eval's columns.
  static func columns(_ header: [String]) -> [Int]? {
    let found = ["id", "question", "A", "B", "C", "D", "answer"].map { name in header.firstIndex { $0.utf8.elementsEqual(name.utf8) } }
    let columns = found.compactMap(\.self)
    return columns.count == found.count ? columns : nil
  }

  /// The records of rows whose cells are a question, four choices and a letter, or stand in columns that say so, an id first.
  func records(of rows: [(cells: [String], line: Int)], _ name: String, columns: [Int]?) throws(ImportFault) -> [JSON.Object] {
    var records: [JSON.Object] = []
    for (index, row) in rows.enumerated() {
      let cells = columns.map { $0.map { row.cells[$0] } } ?? ["\(index)"] + row.cells
      guard cells.count == 7 else {
        throw ImportFault(
          "\(name):\(row.line): a row has \(counted(row.cells.count, "field")), and this layout six",
          help: "the columns are question, A, B, C, D and the letter, without a header")
      }
      let letter = trimmed(cells[6])
      guard ["A", "B", "C", "D"].contains(letter) else {
        throw ImportFault(
          "\(name):\(row.line): \(quoted(cells[6], limit: 40)) is not one of the letters A to D",
          help: letter.isEmpty ? "the part `test` of this set has no answers; import `val` or `dev`" : "look at the row's commas and quotes"
        )
      }
      records.append(
        JSON.record([
          ("id", .string("\(subject)-\(cells[0])")), ("input", .string(cells[1])), ("choices", .texts(Array(cells[2...5]))),
          ("answer", .string(letter)), ("subject", .string(subject)),
        ]))
    }
    return records
  }
}

internal import Record
internal import Text

// The layouts of tables with four choices: MMLU and C-Eval.
extension Importer {
  /// MMLU as its authors lay it out: no header, a question, four choices, the letter of the right one.
  static let mmlu = Importer(
    word: "mmlu", summary: "MMLU's CSV: a question, four choices and a letter on each row, no header.", endings: [".csv"]
  ) { source throws(ImportFault) in
    let rows = try ImportSource.table(of: source.bytes, source.name)
    let subject = subject(source.stem)
    var records: [JSON.Object] = []
    for (index, row) in rows.enumerated() {
      guard row.cells.count == 6 else {
        throw ImportFault("\(source.name):\(row.line): a row has \(counted(row.cells.count, "field")), and this layout six")
      }
      records.append(
        try question(
          row.cells[0], choices: Array(row.cells[1...4]), answer: row.cells[5], id: "\(subject)-\(index)", subject: subject,
          at: "\(source.name):\(row.line)"))
    }
    let words = subject.replacing("_", with: " ")
    var task = ImportedTask(subject, title: "MMLU, \(words)", records: records, fields: choiceFields)
    task.asking = letters(
      system: nil,
      prompt: "The following are multiple choice questions (with answers) about \(words).\n\n{input}\n{choices | lettered}\nAnswer:")
    task.notes = ["the original puts five questions of its `dev` part with their answers before each; here none is, unless `shots` says so"]
    return task
  }

  /// C-Eval as its authors lay it out: a header, four choices in columns, the letter of the right one.
  static let cEval = Importer(
    word: "c-eval", summary: "C-Eval's CSV: the columns `id`, `question`, `A` to `D` and `answer`.", endings: [".csv"]
  ) { source throws(ImportFault) in
    var rows = try ImportSource.table(of: source.bytes, source.name)
    guard !rows.isEmpty, case let header = rows.removeFirst().cells, let columns = columns(header) else {
      throw ImportFault(
        "\(source.name):1: the header is not that of C-Eval", help: "it has the columns id, question, A, B, C, D and answer")
    }
    let subject = subject(source.stem)
    var records: [JSON.Object] = []
    for row in rows {
      let cells = columns.map { row.cells[$0] }
      records.append(
        try question(
          cells[1], choices: Array(cells[2...5]), answer: cells[6], id: "\(subject)-\(cells[0])", subject: subject,
          at: "\(source.name):\(row.line)"))
    }
    var task = ImportedTask(subject, title: "C-Eval, \(subject)", records: records, fields: choiceFields)
    task.asking = letters(
      system: nil, prompt: "以下是中国关于\(subject)考试的单项选择题，请选出其中的正确答案。\n\n{input}\n{choices | lettered}\n答案：")
    task.notes = ["the original names the subject in Chinese in its prompt, which the file does not tell; write it into `prompt`"]
    return task
  }

  /// How questions with choices are declared.
  static let choiceFields = [("answer", "answer"), ("answer-is", "letter"), ("choices", "choices"), ("category", "subject")]
    .map { (key: $0.0, value: $0.1) }

  /// How a letter is asked for.
  static func letters(system: String?, prompt: String) -> [(key: String, yaml: String)] {
    var keys: [(key: String, yaml: String)] = []
    if let system { keys.append(("system", ImportedTask.yaml(system))) }
    return keys + [("prompt", ImportedTask.yaml(prompt)), ("generation", "{ max-tokens: 16, temperature: 0 }")]
  }

  private static func columns(_ header: [String]) -> [Int]? {
    let found = ["id", "question", "A", "B", "C", "D", "answer"].map { name in header.firstIndex { $0.utf8.elementsEqual(name.utf8) } }
    let columns = found.compactMap(\.self)
    return columns.count == found.count ? columns : nil
  }

  /// The subject that a file is named after: without the name of its part.
  private static func subject(_ stem: String) -> String {
    for part in ["_test", "_dev", "_val"] where stem.hasSuffix(part) && stem.utf8.count > part.utf8.count {
      return String(stem.dropLast(part.count))
    }
    return stem
  }

  private static func question(
    _ text: String, choices: [String], answer: String, id: String, subject: String, at place: String
  ) throws(ImportFault) -> JSON.Object {
    let letter = trimmed(answer)
    guard ["A", "B", "C", "D"].contains(letter) else {
      throw ImportFault(
        "\(place): \(quoted(answer, limit: 40)) is not one of the letters A to D",
        help: letter.isEmpty ? "the part `test` of this set has no answers; import `val` or `dev`" : "look at the row's commas and quotes")
    }
    return JSON.record([
      ("id", .string(id)), ("input", .string(text)), ("choices", .texts(choices)), ("answer", .string(letter)),
      ("subject", .string(subject)),
    ])
  }
}

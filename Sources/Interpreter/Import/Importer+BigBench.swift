internal import Record
internal import Text

extension Importer {
  /// A task of BIG-bench that is one file of JSON.
  static let bigBench = Importer(
    word: "big-bench", summary: "A `task.json` of BIG-bench with `examples`.", endings: [".json"]
  ) { source throws(ImportFault) in
    try BigBenchTask(source).imported()
  }
}

/// A task of BIG-bench: examples with a target, or with a score for each choice.
private struct BigBenchTask {
  let source: ImportSource
  let json: JSON.Object

  init(_ source: ImportSource) throws(ImportFault) {
    self.source = source
    guard let object = try source.json().object, object["examples"]?.elements != nil else {
      throw ImportFault(
        "\(source.name): no task of BIG-bench: there are no `examples`", help: "a task of subtasks has a file for each; import one of those"
      )
    }
    json = object
  }

  func imported() throws(ImportFault) -> ImportedTask {
    let examples = json["examples"]?.elements ?? []
    var records: [JSON.Object] = []
    var seen: Set<JSON> = []
    // The original leaves out what stands twice.
    for (index, example) in examples.enumerated() where seen.insert(example).inserted { records.append(try record(example, index)) }
    let name = json["name"]?.text ?? source.stem
    let answers = examplesHaveChoices ? [("answer", "answer"), ("choices", "choices")] : [("answer", "answer")]
    var task = ImportedTask(
      name, title: json["description"]?.text.map { "\(name): \($0)" } ?? name, records: records,
      fields: answers.map { (key: $0.0, value: $0.1) })
    task.origin = "https://github.com/google/BIG-bench"
    task.asking = [
      ("scorer", examplesHaveChoices ? "multiple-choice" : "{ exact-match: { normalize: false } }"),
      ("generation", "{ max-tokens: 64, temperature: 0 }"),
    ]
    task.notes = notes
    return task
  }

  private var examplesHaveChoices: Bool { json["examples"]?.elements?.first?["target_scores"] != nil }

  private func record(_ example: JSON, _ index: Int) throws(ImportFault) -> JSON.Object {
    guard let input = example["input"]?.text else { throw fault(index, "has no text in `input`") }
    var record = JSON.record([("id", .string("\(index)")), ("doc", example)])
    var choices: [String] = []
    if let scores = example["target_scores"]?.object {
      choices = scores.members.map(\.name)
      let best = scores.members.compactMap(\.value.number).max() ?? 0
      let right = scores.members.filter { $0.value.number == best && best > 0 }.map(\.name)
      guard choices.count >= 2, !right.isEmpty, right.count < choices.count else {
        throw fault(index, "has no choice that is better than another", help: "such an example tells nothing; take it out")
      }
      (record["choices"], record["answer"]) = (.texts(choices), .texts(right))
    } else {
      guard let target = example["target"], target.text != nil || target.elements != nil else { throw fault(index, "has no `target`") }
      record["answer"] = target
    }
    record["input"] = .string(prompt(input, choices))
    return record
  }

  /// The text that BIG-bench puts to a model, with its standard prefixes.
  private func prompt(_ input: String, _ choices: [String]) -> String {
    func setting(_ name: String, _ standard: String) -> String { json[name]?.text ?? standard }
    var text = setting("task_prefix", "") + setting("example_input_prefix", "\nQ: ") + input
    let appends = if case .bool(let flag)? = json["append_choices_to_input"] { flag } else { true }
    if appends { for choice in choices { text += setting("choice_prefix", "\n  choice: ") + choice } }
    return text + setting("example_output_prefix", "\nA: ")
  }

  private func fault(_ index: Int, _ what: String, help: String? = nil) -> ImportFault {
    ImportFault("\(source.name): example \(index) \(what)", help: help)
  }

  private var notes: [String] {
    var notes: [String] = []
    let metrics = json["metrics"]?.elements?.compactMap(\.text) ?? []
    if !metrics.isEmpty { notes.append("the original's metrics are \(listed(metrics))") }
    if metrics.contains("multiple_choice_grade") {
      notes.append(
        "the original takes the choice with the highest log-likelihood; here it is asked for in text, unless the scorer says otherwise")
    }
    if examplesHaveChoices {
      notes.append("the original shows the choices in an order drawn by NumPy; here they stand in the order of their names")
    }
    if json["canary"] != nil { notes.append("the file carries a canary: keep these data out of training corpora") }
    return notes
  }
}

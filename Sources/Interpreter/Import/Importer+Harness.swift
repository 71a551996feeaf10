internal import Record
internal import Spec
internal import Text

extension Importer {
  /// A task of lm-evaluation-harness whose data lie beside it and whose templates are texts.
  static let lmEvaluationHarness = Importer(
    word: "lm-eval", summary: "A task of lm-evaluation-harness, YAML, whose data lie beside it and whose templates hold no code.",
    endings: [".yaml", ".yml"]
  ) { source throws(ImportFault) in
    try HarnessTask(source).imported()
  }
}

/// A task of lm-evaluation-harness.
private struct HarnessTask {
  let source: ImportSource
  let task: JSON.Object

  init(_ source: ImportSource) throws(ImportFault) {
    self.source = source
    let bytes = try source.plain()
    let text = String(decoding: bytes, as: UTF8.self)
    if let code = text.firstRange(of: "!function") {
      let line = text[..<code.lowerBound].utf8.count { $0 == 0x0A } + 1
      throw ImportFault(
        "\(source.name):\(line): `!function` names code of Python", help: "only tasks whose templates are texts are imported")
    }
    let (json, diagnostics) = readJSON(from: SourceFile(name: source.name, bytes: bytes, digest: Digest(InlineArray(repeating: 0))))
    guard let object = json?.object else {
      throw ImportFault(
        "\(source.name): not YAML as it is read here: \(diagnostics.first?.headline ?? "no mapping")",
        help: "give the task's own YAML, without `!function`")
    }
    task = object
    for key in ["include", "class", "process_docs", "process_results", "custom_dataset", "use_prompt"] where object[key] != nil {
      throw ImportFault(
        "\(source.name): `\(key)` leads out of the file",
        help: "write out what it stands for; only tasks that stand for themselves are imported")
    }
  }

  func imported() throws(ImportFault) -> ImportedTask {
    let kind = task["output_type"]?.text ?? "generate_until"
    guard ["generate_until", "multiple_choice"].contains(kind) else {
      throw ImportFault(
        "\(source.name): the output type \(quoted(kind)) is not imported", help: "these are: generate_until and multiple_choice")
    }
    let (path, documents) = try documents()
    var records: [JSON.Object] = []
    for (index, document) in documents.enumerated() {
      do throws(Jinja.Refusal) {
        records.append(try record(.object(document.fields), index, isChoice: kind == "multiple_choice"))
      } catch { throw ImportFault(document.place.fault("does not fill the templates: \(error.reason)"), in: path) }
    }
    let name = task["task"]?.text ?? source.stem
    let fields =
      kind == "multiple_choice"
      ? [("answer", "answer"), ("answer-is", "index"), ("choices", "choices")] : [("answer", "answer")]
    var result = ImportedTask(
      name, title: "\(name) of lm-evaluation-harness", records: records, fields: fields.map { (key: $0.0, value: $0.1) })
    result.asking = try asking()
    result.notes = notes(kind)
    return result
  }

  // MARK: - Data

  private func documents() throws(ImportFault) -> (path: String, [(fields: JSON.Object, place: ItemPlace)]) {
    guard let loader = task["dataset_path"]?.text, ["json", "csv"].contains(loader) else {
      throw ImportFault(
        "\(source.name): the data come from \(quoted(task["dataset_path"]?.text ?? "nowhere")), not from a file beside the task",
        help: "save the split as JSON Lines and declare `dataset_path: json` with `dataset_kwargs: { data_files: … }`")
    }
    let split = ["test_split", "validation_split", "training_split"].compactMap { task[$0]?.text }.first ?? "test"
    let files = task["dataset_kwargs"]?["data_files"]
    guard let path = files?.text ?? files?[split]?.text else {
      throw ImportFault(
        "\(source.name): `dataset_kwargs.data_files` names no file for \(quoted(split))", help: "one file, relative to the task")
    }
    guard !path.contains("://"), let bytes = source.neighbour(path) else {
      throw ImportFault(
        "\(source.name): there is no \(quoted(path)) beside it", help: "paths count from the folder of the task; nothing is downloaded")
    }
    return (path, loader == "json" ? try ImportSource.objects(of: bytes, path) : try rows(bytes, path))
  }

  private func rows(_ bytes: [UInt8], _ path: String) throws(ImportFault) -> [(fields: JSON.Object, place: ItemPlace)] {
    do throws(DataFault) {
      var rows = try CSVRows(try DatasetBytes.plain(bytes))
      var documents: [(fields: JSON.Object, place: ItemPlace)] = []
      while let row = try rows.next() { documents.append((row.fields, row.place)) }
      return documents
    } catch { throw ImportFault(error, in: path) }
  }

  // MARK: - Templates

  private func record(_ document: JSON, _ index: Int, isChoice: Bool) throws(Jinja.Refusal) -> JSON.Object {
    let description = try Jinja(task["description"]?.text ?? "").filled(document)
    let input = description + (try text(of: "doc_to_text", document))
    var record = JSON.record([("id", .string("\(index)")), ("input", .string(input)), ("doc", document)])
    if isChoice {
      let choices = try choices(document)
      record["choices"] = .texts(choices)
      record["answer"] = .string("\(try rightChoice(document, choices))")
    } else {
      record["answer"] = try value(of: "doc_to_target", document)
    }
    return record
  }

  /// A template, or the name of a field, which the harness reads as its value.
  private func text(of key: String, _ document: JSON) throws(Jinja.Refusal) -> String {
    guard let value = try value(of: key, document).valueText() else { throw Jinja.Refusal(reason: "`\(key)` gives no text") }
    return value
  }

  private func value(of key: String, _ document: JSON) throws(Jinja.Refusal) -> JSON {
    guard let written = task[key] else { throw Jinja.Refusal(reason: "`\(key)` is missing") }
    guard let text = written.text else { return written }
    let template = try Jinja(text)
    if template.isPlain, let field = document[text] { return field }
    if let value = try template.value(document) { return value }
    return .string(try template.filled(document))
  }

  private func choices(_ document: JSON) throws(Jinja.Refusal) -> [String] {
    if let templates = task["doc_to_choice"]?.elements {
      return try templates.compactMap(\.text).map { text throws(Jinja.Refusal) in try Jinja(text).filled(document) }
    }
    guard let elements = try value(of: "doc_to_choice", document).elements else {
      throw Jinja.Refusal(reason: "`doc_to_choice` is neither a list nor the name of one")
    }
    return elements.compactMap { $0.valueText() }
  }

  /// The position of the right choice: a number as it is, a text as one of the choices.
  private func rightChoice(_ document: JSON, _ choices: [String]) throws(Jinja.Refusal) -> Int {
    let value = try value(of: "doc_to_target", document)
    let text = value.valueText() ?? ""
    let position = Int(text) ?? choices.firstIndex { $0.utf8.elementsEqual(text.utf8) }
    guard let position, choices.indices.contains(position) else {
      throw Jinja.Refusal(reason: "`doc_to_target` gives \(quoted(text)), which is no choice")
    }
    return position
  }

  // MARK: - Asking

  private func asking() throws(ImportFault) -> [(key: String, yaml: String)] {
    let settings = task["generation_kwargs"]
    var generation = ["max-tokens: \(settings?["max_gen_toks"]?.valueText() ?? "256")"]
    generation.append("temperature: \(settings?["temperature"]?.valueText() ?? "0")")
    if let top = settings?["top_p"]?.valueText() { generation.append("top-p: \(top)") }
    if (1...HarnessTask.stopLimit).contains(stops.count) {
      generation.append("stop: [\(stops.map(ImportedTask.yaml).joined(separator: ", "))]")
    }
    let scorer = isChoice ? "multiple-choice" : "{ exact-match: { normalize: false } }"
    return [("scorer", scorer), ("generation", "{ \(generation.joined(separator: ", ")) }")]
  }

  private var isChoice: Bool { task["output_type"]?.text == "multiple_choice" }

  /// The texts that end an answer.
  private var stops: [String] {
    let until = task["generation_kwargs"]?["until"]
    return until?.elements?.compactMap(\.text) ?? until?.text.map { [$0] } ?? []
  }

  /// The most stops that a spec may have.
  private static let stopLimit = 4

  private func notes(_ kind: String) -> [String] {
    var notes: [String] = []
    if let shots = task["num_fewshot"]?.number, shots > 0 {
      notes.append(
        "the original puts \(Int(exactly: shots) ?? 0) examples before each question, drawn by Python's generator; here `shots` says which")
    }
    if stops.count > HarnessTask.stopLimit {
      notes.append("the original stops at \(JSON.texts(stops).canonicalText), which is more than can be asked")
    }
    if let filters = task["filter_list"] {
      notes.append("the original looks for the answer by \(excerpt(filters.canonicalText, limit: 300))")
    }
    if let metrics = task["metric_list"]?.elements, metrics != [["metric": "exact_match"]] {
      notes.append("the original's metrics are \(excerpt(JSON.array(metrics).canonicalText, limit: 300))")
    }
    if kind == "multiple_choice" { notes.append("the original takes the choice with the highest log-likelihood") }
    return notes
  }
}

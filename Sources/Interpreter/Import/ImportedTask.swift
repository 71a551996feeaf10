internal import Attest
internal import Record
internal import Text

/// A set of questions, read from whatever layout, before it is written as a spec.
struct ImportedTask {
  /// A name of the language.
  var name: String
  var title: String
  /// Records as lines of the dataset, each with what `fields` names.
  var records: [JSON.Object]
  /// A document of templates in the place of records, and how many items are drawn from it.
  var document: (text: String, count: Int)?
  /// Solved records that stand in the spec itself, to be shown before each question.
  var shots: [JSON.Object] = []
  /// The declared fields, each with what it is mapped to, in order.
  var fields: [(key: String, value: String)]
  /// The model, as YAML.
  var endpoint = "{ url: \"http://127.0.0.1:8080/v1\", model: default }"
  /// Subjects beside the model, each as YAML.
  var subjects: [(name: String, yaml: String)] = []
  /// Keys of the workload, in order, as YAML.
  var asking: [(key: String, yaml: String)] = []
  var license: String?
  /// Where the original says that it comes from, for people.
  var origin: String?
  /// What is not as in the original, and what the user has to decide.
  var notes: [String] = []

  /// A task whose records have the fields `id` and `input`, unless it says where those stand.
  init(
    _ name: String, title: String, records: [JSON.Object], id: String = "id", input: String = "input",
    fields: [(key: String, value: String)]
  ) {
    (self.name, self.title, self.records) = (ImportedTask.languageName(name), title, records)
    self.fields = [("id", id), ("input", input)] + fields
  }

  /// A text as a name of the language.
  static func languageName(_ text: String) -> String {
    var name: [UInt8] = []
    for byte in text.utf8 {
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      name.append(isPlain ? byte : UInt8(ascii: "-"))
    }
    while let first = name.first, !(0x41...0x5A).contains(first & 0xDF) { name.removeFirst() }
    return name.isEmpty ? "imported" : String(decoding: name.prefix(64), as: UTF8.self)
  }
}

/// What an import writes: a spec, and the data that it pins.
public struct Imported: Sendable, Hashable {
  /// The name of the spec, which is also that of its files.
  public let name: String
  /// The spec as YAML.
  public let spec: String
  /// The dataset as JSON Lines, each line canonical JSON.
  public let data: [UInt8]
  /// How many items there are.
  public let count: Int
  /// What is not as in the original, and what the user has to decide.
  public let notes: [String]

  /// The name of the spec's file.
  public var specFile: String { name + ".yaml" }
  /// The name of the dataset's file.
  public let dataFile: String

  init(_ task: ImportedTask, from source: ImportSource, by kind: String) {
    name = task.name
    data = task.document.map { Array($0.text.utf8) } ?? InputPlan.lines(of: task.records.map { .object($0) })
    dataFile = name + (task.document == nil ? ".jsonl" : "-templates.yaml")
    count = task.document?.count ?? task.records.count
    notes =
      task.notes
      + (task.license == nil
        ? ["the licence of the data is not known: find it out, then write it as `license`, or import with `--license`"] : [])
    spec = SpecText(task, digest: SHA256.digest(of: data), source: source, kind: kind, notes: notes).text
  }
}

/// Writes the spec of an imported task.
private struct SpecText {
  let text: String

  init(_ task: ImportedTask, digest: Digest, source: ImportSource, kind: String, notes: [String]) {
    let mapping = task.fields.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    var lines = [
      "# Imported by `etalon import \(kind)` from a file with the SHA-256", "# \(SHA256.digest(of: source.bytes).hex).",
    ]
    lines += notes.map { "# Note: \(printable($0))." }
    lines += [
      "etalon: 1", "name: \(task.name)", "title: \(SpecText.quoted(task.title))", "seed: 1", "", "targets:",
      "  client: { device: cpu, threads: 1 }", "", "datasets:", "  items:",
      "    file: \(task.name)\(task.document == nil ? ".jsonl" : "-templates.yaml")", "    sha256: \(digest.hex)",
    ]
    if let license = task.license { lines.append("    license: \(SpecText.quoted(license))") }
    if let origin = task.origin { lines.append("    source: \(SpecText.quoted(origin))") }
    lines.append(task.document.map { "    format: { template: { count: \($0.count) } }" } ?? "    format: { jsonl: { \(mapping) } }")
    if !task.shots.isEmpty {
      lines += ["  dev:", "    items:"] + task.shots.map { "      - " + ImportedTask.yaml(.object($0)) }
      lines.append("    format: { inline: { \(mapping) } }")
    }
    lines += ["", "subjects:", "  model:"]
    lines.append("    endpoint: \(task.endpoint)")
    lines += task.subjects.map { "  \($0.name): \($0.yaml)" } + ["", "workloads:", "  \(task.name):"]
    lines += ["    evaluate: model", "    dataset: items"]
    lines += task.asking.map { "    \($0.key): \($0.yaml)" }
    text = lines.joined(separator: "\n") + "\n"
  }

  /// A text between quotation marks, as YAML reads it too.
  static func quoted(_ text: String) -> String { ImportedTask.yaml(text) }
}

extension ImportedTask {
  /// A text as a YAML scalar in quotes.
  static func yaml(_ text: String) -> String { yaml(.string(text)) }

  /// A value as YAML, which JSON is; nothing in it names a parameter.
  static func yaml(_ json: JSON) -> String { json.canonicalText.replacing("${", with: "$${") }
}

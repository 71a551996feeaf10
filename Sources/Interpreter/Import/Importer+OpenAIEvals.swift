internal import Record
internal import Spec
internal import Text

extension Importer {
  /// A set of the evals package: samples with `input` and `ideal`, and the entry of its registry where one is given.
  static let openAIEvals = Importer(
    word: "openai-evals",
    summary: "Samples of OpenAI's evals, JSON Lines with `input` and `ideal`, or a YAML of its registry that names them.",
    endings: [".jsonl", ".yaml"]
  ) { source throws(ImportFault) in
    let isRegistry = source.name.hasSuffix(".yaml") || source.name.hasSuffix(".yml")
    let entry = isRegistry ? try EvalsEntry(source) : nil
    let (bytes, name) = entry.map { ($0.samples, $0.samplesName) } ?? (source.bytes, source.name)
    var records: [JSON.Object] = []
    for (index, (fields, place)) in try ImportSource.objects(of: bytes, name).enumerated() {
      guard let input = fields["input"], let ideal = fields["ideal"] else {
        throw ImportFault(place.fault("lacks `input` or `ideal`", help: "only sets with expected answers are imported"), in: name)
      }
      var record = fields
      record["id"] = .string("\(index)")
      (record["input"], record["answer"], record["ideal"]) = (input, ideal, nil)
      records.append(record)
    }
    let folder = source.name.split(separator: "/").dropLast().last.map(String.init)
    let title = entry?.name ?? (source.stem == "samples" ? folder ?? source.stem : source.stem)
    var task = ImportedTask(title, title: "\(title) of OpenAI's evals", records: records, fields: [(key: "answer", value: "answer")])
    task.asking = (entry?.scorer.map { [("scorer", $0)] } ?? []) + [("generation", "{ max-tokens: 512, temperature: 0 }")]
    task.notes = entry?.notes ?? ["the file does not tell how the original judges; import the registry's YAML for that"]
    return task
  }
}

/// An entry of the registry of evals: which samples, and which class judges.
private struct EvalsEntry {
  let name: String
  let samples: [UInt8]
  let samplesName: String
  let scorer: String?
  let notes: [String]

  /// How each class that compares texts judges: a scorer that says the same where there is one, and what is said of it where there is none.
  private static let classes: [String: (scorer: String?, note: String?)] = [
    "evals.elsuite.basic.match:Match": (nil, "the original takes a reply that begins with an expected answer for right"),
    "evals.elsuite.basic.includes:Includes": (containing(foldsCase: false), nil),
    "evals.elsuite.basic.fuzzy_match:FuzzyMatch": (
      nil, "the original takes a reply that contains an expected answer, or is contained in one, for right, after normalising both"
    ),
  ]

  /// Containment of texts as they are.
  private static func containing(foldsCase: Bool) -> String {
    let steps = ["invisible", "width", "minus", "latex", "thousands"].map { "\($0): false" }
    return "{ contains: { words: false, case: \(foldsCase), \(steps.joined(separator: ", ")), punctuation: kept, space: kept } }"
  }

  init(_ source: ImportSource) throws(ImportFault) {
    let (json, diagnostics) = readJSON(from: SourceFile(name: source.name, bytes: try source.plain(), digest: Digest.none))
    guard let object = json?.object else {
      throw ImportFault(
        "\(source.name): not YAML as it is read here: \(diagnostics.first?.headline ?? "no mapping")",
        help: "give the registry file of the eval, a mapping from names to entries, or the samples themselves")
    }
    let entries = object.members.filter { $0.value["class"]?.text != nil }
    guard entries.count == 1, let entry = entries.first, let kind = entry.value["class"]?.text else {
      throw ImportFault("\(source.name): \(counted(entries.count, "entry", "entries")) with a `class`", help: "leave one in the file")
    }
    guard let judging = EvalsEntry.classes[kind] else {
      throw ImportFault(
        "\(source.name): the class \(quoted(kind)) judges in its own way",
        help: "these are imported: \(listed(EvalsEntry.classes.keys.sorted()))")
    }
    let args = entry.value["args"]
    let foldsCase = args?["ignore_case"] == .bool(true)
    guard let path = args?["samples_jsonl"]?.text else {
      throw ImportFault("\(source.name): `args.samples_jsonl` is missing", help: "it names the samples")
    }
    let places = [path, "../data/\(path)"]
    guard let place = places.first(where: { source.neighbour($0) != nil }), let bytes = source.neighbour(place) else {
      throw ImportFault("\(source.name): there is no \(listed(places.map { quoted($0) }, joining: "or"))", help: "put the samples there")
    }
    name = entry.name.split(separator: ".").first.map(String.init) ?? entry.name
    (samples, samplesName) = (bytes, place)
    scorer = judging.scorer.map { foldsCase ? EvalsEntry.containing(foldsCase: true) : $0 }
    notes = [judging.note].compactMap(\.self)
  }
}

extension Digest {
  /// Stands where nobody looks at a digest.
  fileprivate static let none = Digest(InlineArray(repeating: 0))
}

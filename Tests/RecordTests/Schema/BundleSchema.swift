import Record

/// `schema/bundle-1.json`: the JSON Schema (draft 2020-12) of every record of a bundle, learnt from the records themselves.
struct BundleSchema {
  /// One kind of record, under the name that the schema gives it.
  struct Kind {
    let name: String
    let type: any Record.Type
    let example: any Record
    let title: String
  }

  static func kinds() throws -> [Kind] {
    [
      Kind(name: "plan", type: Plan.self, example: try Example.plan(), title: "`data/plan.json`"),
      Kind(name: "inputs", type: Inputs.self, example: try Example.inputsRecord(), title: "`data/inputs.json`"),
      Kind(name: "environment", type: Fingerprint.self, example: Example.fingerprint(), title: "`data/environment.json`"),
      Kind(name: "run", type: RunRecord.self, example: try Example.runRecord(), title: "`data/run.json`"),
      Kind(name: "trial", type: TrialLine.self, example: try Example.trialLine(), title: "a line of `data/trials.jsonl`"),
      Kind(name: "results", type: Results.self, example: try Example.results(), title: "`data/results.json`"),
      Kind(name: "bounded", type: BoundedResults.self, example: try Example.bounded(), title: "`data/bounded.json`"),
      Kind(name: "measurements", type: Measurements.self, example: try Example.measurements(), title: "`data/measurements.json`"),
      Kind(name: "scores", type: Scores.self, example: try Example.scores(), title: "`data/scores.json`"),
      Kind(name: "transcript", type: Transcript.self, example: Example.transcript(), title: "a line of `data/transcripts/SHA256`"),
      Kind(name: "item", type: ItemRecord.self, example: try Example.itemRecord(), title: "a line of `data/items/SHA256`"),
      Kind(
        name: "verification", type: VerificationReport.self, example: try Example.verification(),
        title: "what `etalon verify --format json` says"),
    ]
  }

  let kinds: [Kind]
  /// The schemas by name: `plan`, `Node`, `CommandWork.Output`.
  let definitions: [String: JSON]
  let comments: SourceComments

  init() throws {
    kinds = try BundleSchema.kinds()
    comments = try SourceComments(of: "Sources/Record")
    let probe = SchemaProbe()
    for kind in kinds { _ = try probe.schema(of: kind.type) }
    var definitions = probe.definitions
    for kind in kinds {
      let name = SchemaProbe.name(of: kind.type)
      guard var schema = definitions.removeValue(forKey: name) else { continue }
      if let urn = try kind.example.json()["schema"] { schema = schema.setting(["properties", "schema"], to: ["const": urn]) }
      definitions[kind.name] = schema
    }
    self.definitions = definitions
  }

  /// The name of the Swift type behind a definition.
  func typeName(of definition: String) -> String {
    kinds.first { $0.name == definition }.map { SchemaProbe.name(of: $0.type) } ?? definition
  }

  /// The file.
  var text: String {
    var described = JSON.Object()
    for (name, schema) in definitions { described[name] = comments.describing(schema, type: typeName(of: name)) }
    let root: JSON = [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:etalon:bundle:v1",
      "title": "The records of an Etalon bundle: a definition for each", "$defs": .object(described),
      "oneOf": .array(kinds.map { ["$ref": .string("#/$defs/\($0.name)")] }),
    ]
    return root.indented() + "\n"
  }
}

extension JSON {
  /// The object with another value at a path of names.
  func setting(_ path: [String], to value: JSON) -> JSON {
    guard let first = path.first else { return value }
    var object = self.object ?? JSON.Object()
    object[first] = (object[first] ?? .object(JSON.Object())).setting(Array(path.dropFirst()), to: value)
    return .object(object)
  }

  /// The value for people: what fits stands in one line.
  func indented(_ margin: String = "", width: Int = 130) -> String {
    let line = String(decoding: canonicalBytes, as: UTF8.self)
    if line.count + margin.count <= width { return line }
    let inner = margin + "  "
    switch self {
    case .array(let elements) where !elements.isEmpty:
      return "[\n" + elements.map { inner + $0.indented(inner, width: width) }.joined(separator: ",\n") + "\n\(margin)]"
    case .object(let object) where !object.members.isEmpty:
      let members = object.members.map { member in
        inner + String(decoding: JSON.string(member.name).canonicalBytes, as: UTF8.self) + ": " + member.value.indented(inner, width: width)
      }
      return "{\n" + members.joined(separator: ",\n") + "\n\(margin)}"
    default: return line
    }
  }
}

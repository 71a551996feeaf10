import Record

/// The schemas that no decoding can tell: texts with one spelling, and types that are decoded by hand.
enum SchemaTable {
  /// How the text of a value is spelled.
  struct Form {
    let pattern: String
    let sample: String
  }

  private static let integer = "(0|[1-9][0-9]*)"

  static func form(of type: any TextCodable.Type) throws -> Form {
    switch type {
    case is Digest.Type: Form(pattern: "^[0-9a-f]{64}$", sample: String(repeating: "0", count: 64))
    case is U64.Type: Form(pattern: "^(0|[1-9][0-9]{0,19})$", sample: "0")
    case is Rational.Type: Form(pattern: "^(0|-?[1-9][0-9]*|-?[1-9][0-9]*/([2-9]|[1-9][0-9]+))$", sample: "0")
    case is Timestamp.Type:
      Form(
        pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$",
        sample: "2026-11-23T09:30:00Z")
    case is Exchange.Type: Form(pattern: "^(probe/\(integer)|item/\(integer)(/query/\(integer))?)$", sample: "probe/0")
    case is Name.Type: Form(pattern: "^[!-~]{1,\(Name.limit)}$", sample: "name")
    default: throw SchemaProbe.Unknown(type: "\(type)")
    }
  }

  /// A type that is decoded by hand: its schema, and some value of it.
  struct Entry {
    let value: any Any
    let schema: (SchemaProbe) throws -> JSON
  }

  static func byHand(_ type: any Decodable.Type) -> Entry? {
    switch type {
    case is Expression.Type: Entry(value: Expression.text("")) { try expression($0) }
    case is Derivation.Type: Entry(value: Derivation.value("")) { try derivation($0) }
    case is ResultValue.Content.Type: Entry(value: ResultValue.Content.flag(true)) { try content($0) }
    case is Work.Type:
      Entry(value: Work.infer(InferWork(model: "", dataset: "", scenario: .singleStream(queries: 1), revisions: [:])), schema: work)
    case is TrainWork.Model.Type: Entry(value: TrainWork.Model.mlp(layers: []), schema: model)
    case is TrainWork.Optimizer.Type:
      Entry(value: TrainWork.Optimizer.sgd(TrainWork.Optimizer.SGD(lr: Rational(1), momentum: Rational(0))), schema: optimizer)
    case is TrainWork.Schedule.Type: Entry(value: TrainWork.Schedule.constant, schema: schedule)
    case is CommandWork.Reading.Place.Type:
      Entry(value: CommandWork.Reading.Place.json(""), schema: readingPlace)
    case is Perturbation.Type: Entry(value: Perturbation.fullWidth, schema: perturbation)
    case is Scenario.Type: Entry(value: Scenario.singleStream(queries: 1), schema: scenario)
    case is LoadScenario.Type: Entry(value: LoadScenario.singleStream, schema: loadScenario)
    case is LoadWork.Server.Type: Entry(value: LoadWork.Server.model(""), schema: server)
    case is Settings.Type: Entry(value: Settings()) { _ in ["type": "object"] }
    case is ChosenEntry.Type:
      Entry(value: ChosenEntry("csv", Settings())) { _ in
        ["type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": ["type": "object"]]
      }
    case is TargetPlan.Threads.Type: Entry(value: TargetPlan.Threads.all) { ["oneOf": [["const": "all"], try $0.schema(of: Int.self)]] }
    default: nil
    }
  }

  /// An object with exactly these members.
  private static func object(_ members: [(String, JSON)]) -> JSON {
    var properties = JSON.Object()
    for (name, schema) in members { properties[name] = schema }
    return [
      "type": "object", "properties": .object(properties), "required": .array(members.map(\.0).sorted().map { .string($0) }),
      "additionalProperties": false,
    ]
  }

  private static func oneOf(_ alternatives: [[(String, JSON)]]) -> JSON { ["oneOf": .array(alternatives.map(object))] }

  private static let text: JSON = ["type": "string"]

  private static func derivation(_ probe: SchemaProbe) throws -> JSON {
    oneOf([
      [("value", text)], [("time", text)], [("time", text), ("over", try probe.schema(of: U64.self))],
      [("rate", try probe.schema(of: Quantity.self)), ("per", text)],
      [("amount", text), ("per", text)], [("load", try probe.schema(of: LoadFigure.self))],
      [("energy", ["const": "repetition"])], [("energy", ["const": "repetition"]), ("rate", try probe.schema(of: Quantity.self))],
    ])
  }

  private static func content(_ probe: SchemaProbe) throws -> JSON {
    let (count, number) = (try probe.schema(of: U64.self), try probe.schema(of: Double.self))
    return oneOf([
      [("digest", try probe.schema(of: Digest.self))], [("count", count)], [("share", count), ("total", count)], [("number", number)],
      [("series", ["type": "array", "items": number])], [("text", text)], [("flag", ["type": "boolean"])],
    ])
  }

  private static func expression(_ probe: SchemaProbe) throws -> JSON {
    let any: JSON = ["$ref": "#/$defs/Expression"]
    func operands(_ count: JSON...) -> JSON {
      var list: JSON.Object = JSON.Object()
      (list["type"], list["items"]) = ("array", any)
      if let only = count.first { (list["minItems"], list["maxItems"]) = (only, only) }
      return .object(list)
    }
    return oneOf([
      [("quantity", try probe.schema(of: Quantity.self))], [("text", text)], [("metric", try probe.schema(of: MetricReference.self))],
      [("variable", text)], [("operator", try probe.schema(of: Expression.UnaryOperator.self)), ("operands", operands(1))],
      [("operator", try probe.schema(of: Expression.BinaryOperator.self)), ("operands", operands(2))],
      [("call", try probe.schema(of: Expression.Function.self)), ("operands", operands())], [("if", any), ("then", any), ("else", any)],
    ])
  }

  private static func work(_ probe: SchemaProbe) throws -> JSON {
    let shapes: [(WorkKind, any Decodable.Type)] = WorkKind.allCases.map { kind in
      switch kind {
      case .kernel: (kind, KernelWork.self)
      case .train: (kind, TrainWork.self)
      case .infer: (kind, InferWork.self)
      case .evaluate: (kind, EvaluateWork.self)
      case .command: (kind, CommandWork.self)
      case .load: (kind, LoadWork.self)
      }
    }
    return ["oneOf": .array(try shapes.map { try probe.shape(of: $1, with: ("kind", ["const": .string($0.rawValue)])) })]
  }

  private static func model(_ probe: SchemaProbe) throws -> JSON {
    oneOf([
      [("mlp", object([("layers", try probe.schema(of: [Int].self))]))], [("cnn", try probe.schema(of: TrainWork.Convolutional.self))],
      [("gpt", try probe.schema(of: TrainWork.Transformer.self))],
    ])
  }

  private static func optimizer(_ probe: SchemaProbe) throws -> JSON {
    oneOf([
      [("sgd", try probe.schema(of: TrainWork.Optimizer.SGD.self))], [("adamw", try probe.schema(of: TrainWork.Optimizer.AdamW.self))],
    ])
  }

  private static func schedule(_ probe: SchemaProbe) throws -> JSON {
    let (count, number) = (try probe.schema(of: Int.self), try probe.schema(of: Rational.self))
    return oneOf([
      [("constant", object([]))], [("step", object([("every", count), ("factor", number)]))],
      [("cosine", object([("steps", count), ("warmup", count), ("final", number)]))],
    ])
  }

  private static func readingPlace(_ probe: SchemaProbe) throws -> JSON {
    oneOf([
      [("line", try probe.schema(of: CommandWork.Reading.Line.self))], [("json", text)],
      [("column", try probe.schema(of: CommandWork.Reading.Column.self))],
      [("pattern", try probe.schema(of: CommandWork.Reading.Match.self))],
    ])
  }

  private static func perturbation(_ probe: SchemaProbe) throws -> JSON {
    oneOf([
      [("typos", object([("rate", try probe.schema(of: Rational.self))]))],
      [("case", object([("to", try probe.schema(of: LetterCase.self))]))],
      [("full-width", object([]))], [("choice-order", object([]))], [("paraphrase", object([("prompt", text)]))],
      [("distractors", object([("count", try probe.schema(of: Int.self)), ("from", text)]))], [("injection", object([("text", text)]))],
    ])
  }

  /// From the same entries that a spec chooses from.
  private static func scenario(_ probe: SchemaProbe) throws -> JSON {
    oneOf(
      try ScenarioEntry.all.map { entry in
        [(entry.word, object(try entry.settings.map { ($0.name, try schema(of: $0.domain, probe)) }))]
      })
  }

  private static func loadScenario(_ probe: SchemaProbe) throws -> JSON {
    oneOf(
      try LoadScenarioEntry.all.map { entry in
        [(entry.word, object(try entry.settings.map { ($0.name, try schema(of: $0.domain, probe)) }))]
      })
  }

  private static func server(_ probe: SchemaProbe) throws -> JSON {
    oneOf([[("subject", try probe.schema(of: EvaluateWork.self))], [("model", text)], [("program", text)]])
  }

  private static func schema(of domain: SettingDomain, _ probe: SchemaProbe) throws -> JSON {
    switch domain {
    case .text, .name, .url, .field: text
    case .fields: ["anyOf": [text, ["type": "array", "items": text]]]
    case .boolean: ["type": "boolean"]
    case .integer(let range):
      ["type": "integer", "minimum": .number(Double(range.lowerBound)), "maximum": .number(Double(range.upperBound))]
    case .number: try probe.schema(of: Rational.self)
    case .word(let words): ["enum": .array(words.map { .string($0) })]
    case .names: ["type": "array", "items": text]
    case .renaming: ["type": "object", "additionalProperties": text]
    }
  }
}

extension SchemaProbe {
  /// The schema of an object with one more member, spelled out in its place.
  fileprivate func shape(of type: any Decodable.Type, with member: (name: String, schema: JSON)) throws -> JSON {
    _ = try schema(of: type)
    guard case .object(var object)? = definitions[SchemaProbe.name(of: type)], case .object(var properties)? = object["properties"] else {
      throw Unknown(type: "\(type)")
    }
    properties[member.name] = member.schema
    object["properties"] = .object(properties)
    object["required"] = .array(((object["required"]?.elements ?? []).compactMap(\.text) + [member.name]).sorted().map { .string($0) })
    return .object(object)
  }
}

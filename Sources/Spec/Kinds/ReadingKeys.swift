internal import Record
internal import Text

/// A number that a program writes.
struct ReadingKeys: KeyTable {
  static let noun = "a reading"
  static let summary = "A number that the program writes; give it one place: `after`, `json`, `column` or `pattern`."

  let after: TypedKey<String?>
  let field: TypedKey<Int?>
  let json: TypedKey<String?>
  let column: TypedKey<String?>
  let pattern: TypedKey<Located<String>?>
  let occurrence: TypedKey<CommandWork.Reading.Occurrence>
  let from: TypedKey<String>
  let unit: TypedKey<Located<String>?>
  let dimension: TypedKey<Dimension>
  let direction: TypedKey<Direction>
  let origin: TypedKey<MetricOrigin>

  init(_ keys: inout TableBuilder) {
    after = keys.optional("after", .text, "The text that the line begins with; the number follows it.")
    field = keys.optional("field", .integer(1...1000), "Which word behind `after` is the number, from 1; without it, all that follows is.")
    json = keys.optional("json", .text, "The path of the value in JSON: names and indices from 0, joined by points.")
    column = keys.optional("column", .text, "The column of a table whose first line names its columns.")
    pattern = keys.optional(
      "pattern", Shape.text.located, "A pattern that a line matches; its first group is the number, or all that it matches.")
    occurrence = keys.standard("occurrence", .word, "only", "Which of several such lines counts; `only` refuses several.")
    from = keys.standard("from", .text, "stdout", "`stdout`, `stderr`, or the name of an output.")
    unit = keys.optional("unit", Shape.text.located, "The unit of a number that stands without one; else it is in the base unit.")
    dimension = keys.standard("dimension", .word, "number", "What it measures; a number may carry any unit of it.")
    direction = keys.required("direction", .word([.higher, .lower]), "Which is better.")
    origin = keys.required(
      "origin", .word([.result, .measurement]), "Whether a re-execution must give it again (`result`) or may differ.")
  }
}

extension Fields<ReadingKeys> {
  /// The reading of the plan.
  func reading(_ name: String, of outputs: [CommandWork.Output], _ catalogue: Catalogue) throws(Reported) -> CommandWork.Reading {
    let source = Outcome(try source(among: outputs))
    let unit = Outcome(try knownUnit())
    return CommandWork.Reading(
      name: name, source: try source.get(), place: try readingPlace(catalogue), unit: try unit.get(), dimension: try self.dimension,
      direction: try self.direction, origin: try self.origin)
  }

  /// The one place that is given.
  private func readingPlace(_ catalogue: Catalogue) throws(Reported) -> CommandWork.Reading.Place {
    let (after, json, column, pattern, occurrence) = (try self.after, try self.json, try self.column, try self.pattern, try self.occurrence)
    switch (after, json, column, pattern) {
    case (let after?, nil, nil, nil): return .line(CommandWork.Reading.Line(after: after, occurrence: occurrence, field: try self.field))
    case (nil, let json?, nil, nil): return .json(json)
    case (nil, nil, let column?, nil): return .column(CommandWork.Reading.Column(name: column, occurrence: occurrence))
    case (nil, nil, nil, let pattern?):
      if let problem = catalogue.patternProblem(pattern.value) {
        throw problems.error(.badPattern, "the pattern cannot be used: \(problem)", at: pattern.span, "not a pattern")
      }
      return .pattern(CommandWork.Reading.Match(pattern: pattern.value, occurrence: occurrence))
    default:
      throw problems.error(
        .readingPlace, "a reading has exactly one place", at: span, "this one has none or several",
        help: "give it one of `after`, `json`, `column` and `pattern`")
    }
  }

  private func source(among outputs: [CommandWork.Output]) throws(Reported) -> String {
    let source = try self.from
    let streams = [CommandWork.Reading.standardOutput, CommandWork.Reading.standardError]
    if (streams + outputs.map(\.name)).contains(where: { $0.utf8.elementsEqual(source.utf8) }) { return source }
    throw problems.error(
      .unknownOutput, "the workload has no output \(quoted(source))", at: place(of: \.from), "not a stream and not an output",
      help: "declare it under `outputs`, or read from `stdout` or `stderr`")
  }

  private func knownUnit() throws(Reported) -> String? {
    guard let unit = try self.unit else { return nil }
    let dimension = try self.dimension
    let symbol = unit.value.replacingGreekMu
    guard let known = Unit.named(symbol) else {
      throw problems.error(
        .unknownUnit, "no unit is called \(quoted(unit.value))", at: unit.span, "not a unit",
        help: UnitHint.help(for: symbol, dimension))
    }
    guard known.dimension == dimension else {
      throw problems.error(
        .wrongDimension, "the reading has to be \(dimension.noun)", at: unit.span, "this is a unit of \(known.dimension.noun)",
        help: "set `dimension`, or give a unit of it such as `\(dimension.commonUnit)`")
    }
    return symbol
  }
}

public import Record
internal import Text

/// Reads a grade scale; every problem is told with its place.
///
/// What the scale says as a whole (reachable classes, the reference's own) is proved by the room that ranks.
/// - Parameter catalogue: The catalogue of this release.
public func readScale(from source: SourceFile, _ catalogue: Catalogue) -> (scale: GradeScale?, diagnostics: [Diagnostic]) {
  let reader = RankingReader(catalogue)
  let scale = reader.read(source, ScaleKeys.self, "the scale") { fields throws(Reported) in try reader.scale(fields) }
  return (scale, reader.problems.inOrder)
}

/// Reads the files that ranking takes, by the same tables and rules as specs.
final class RankingReader {
  let problems = Problems()
  let decoder: Decoder

  init(_ catalogue: Catalogue) { decoder = Decoder(problems, catalogue) }

  /// A whole document by its table; `nil` where something of it is reported.
  func read<Keys: KeyTable, Output>(
    _ source: SourceFile, _ keys: Keys.Type, _ what: Phrase, _ make: (Fields<Keys>) throws(Reported) -> Output
  ) -> Output? {
    guard let tree = DocumentReader.read(source.text, problems: problems) else { return nil }
    do throws(Reported) {
      let fields = try decoder.fields(tree, Table(keys), what, in: Occurrence.Place(phrase: what, name: nil))
      let output = try make(fields)
      return problems.hasErrors ? nil : output
    } catch {
      return nil
    }
  }

  func scale(_ fields: Fields<ScaleKeys>) throws(Reported) -> GradeScale {
    let tree = Outcome(try indicators(try fields.indicators, "`indicators`", depth: 1))
    let classes = Outcome(
      try fields.classes.mapAll { named throws(Reported) in GradeClass(name: named.key.text, from: try named.outcome.get()) })
    let expires = Outcome(try day(try fields.expires, at: fields.place(of: \.expires), "`expires`"))
    let vetoes = Outcome(try fields.vetoes.mapAll { veto throws(Reported) in try self.veto(veto) })
    _ = try fields.scale
    return GradeScale(
      name: try fields.name, title: try fields.title, edition: try fields.edition, scope: try fields.scope, expires: try expires.get(),
      mean: try fields.mean, indicators: try tree.get(), classes: try classes.get(), referenceClass: try fields.reference,
      vetoes: try vetoes.get())
  }

  private func veto(_ fields: Fields<VetoKeys>) throws(Reported) -> Veto {
    Veto(indicator: try fields.indicator, bound: try amount(try fields.bound, "`bound`").value, best: try fields.best)
  }

  // MARK: - Indicators

  private func indicators(_ value: YAMLValue, _ phrase: Phrase, depth: Int) throws(Reported) -> [Indicator] {
    guard let entries = value.entries, !entries.isEmpty else {
      throw problems.error(
        .wrongType, "\(phrase) has to be a mapping of indicators", at: value.span, "this is \(value.noun)",
        help: "such as `speed: { weight: 1, metric: gemm.throughput, better: higher, reference: 100 Gflop/s }`")
    }
    guard depth <= WeightingBuilder.depthLimit else {
      throw problems.error(
        .tooDeep, "the tree is more than \(WeightingBuilder.depthLimit) indicators deep", at: value.span, "one too many",
        help: "join some of them")
    }
    let found = try entries.mapAll { entry throws(Reported) in try self.indicator(entry, depth) }
    let sum = found.reduce(Optional(Rational(0))) { $0?.adding($1.weight) }
    return try found.mapAll { indicator throws(Reported) in
      guard let sum, let share = indicator.weight.divided(by: sum) else {
        throw problems.error(
          .numberTooLong, "the weights in \(phrase) do not add up exactly", at: value.span, "too many digits", help: "use shorter numbers")
      }
      var indicator = indicator
      indicator.weight = share
      return indicator
    }
  }

  private func indicator(_ entry: Entry, _ depth: Int) throws(Reported) -> Indicator {
    try languageName(entry.key.text, at: entry.key.span, problems)
    let phrase = Phrase.named(entry.key.text, noun: "indicator")
    let place = Occurrence.Place(phrase: phrase, name: entry.key.span)
    let fields = try decoder.fields(entry.value, Table(IndicatorKeys.self), "the \(phrase)", in: place)
    if let inner = try fields.of {
      if try fields.metric != nil {
        throw problems.error(
          .wrongType, "the \(phrase) has both `of` and `metric`", at: entry.key.span, "one of the two", help: "a leaf has a metric, a branch `of`")
      }
      return Indicator(
        id: entry.key.text, weight: try fields.weight, branches: try indicators(inner, "`of` in the \(phrase)", depth: depth + 1))
    }
    guard let metric = try fields.metric, let better = try fields.better, let reference = try fields.reference else {
      throw problems.error(
        .missingKey, "the \(phrase) needs `metric`, `better` and `reference`, or `of`", at: entry.key.span, "not whole",
        help: "a leaf says what is measured, which side is better, and what it is divided by")
    }
    return Indicator(
      id: entry.key.text, weight: try fields.weight, metric: metric, better: better, reference: try amount(reference, "`reference`"),
      admits: try range(try fields.admits, at: entry.key.span),
      greatest: try fields.greatest.map { (written) throws(Reported) in try amount(written, "`greatest`").value })
  }

  private func range(_ written: [WrittenScalar]?, at span: Span) throws(Reported) -> ClosedRangeOfNumbers? {
    guard let written else { return nil }
    let ends = try written.mapAll { scalar throws(Reported) in try amount(scalar, "`admits`").value }
    guard ends.count == 2, ends[0] <= ends[1] else {
      throw problems.error(
        .outOfRange, "`admits` has to be the least and the greatest reference", at: written.first?.span ?? span, "not two ends in order",
        help: "such as `admits: [50 Gflop/s, 200 Gflop/s]`")
    }
    return ClosedRangeOfNumbers(low: ends[0], high: ends[1])
  }

  // MARK: - Values

  /// An amount in whatever unit it is written.
  func amount(_ written: WrittenScalar, _ what: Phrase) throws(Reported) -> Quantity {
    let text = written.scalar.text
    let symbol = text.drop { $0.isNumber || "+-. ".contains($0) }
    let dimension = Unit.named(symbol)?.dimension ?? .number
    guard let value = QuantityReader(problems: problems, what: what).read(written.scalar, written.span, dimension) else {
      throw problems.reported(earlier: what.description, at: written.span)
    }
    return value
  }

  /// A day of the calendar as YYYY-MM-DD.
  func day(_ text: String, at span: Span, _ what: Phrase) throws(Reported) -> String {
    guard isDay(text) else {
      throw problems.error(
        .wrongType, "\(what) has to be a day", at: span, "this is \(quoted(text))", help: "such as `2028-11-30`")
    }
    return text
  }
}

/// Whether a text is a day of the Gregorian calendar as YYYY-MM-DD.
func isDay(_ text: String) -> Bool {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
    let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
  else { return false }
  let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return (1...12).contains(month) && (1...lengths[month - 1]).contains(day)
}

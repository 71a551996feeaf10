public import Record
internal import Text

/// Reads a buyer's profile; every problem is told with its place.
public func readProfile(from source: SourceFile, _ catalogue: Catalogue) -> (profile: BuyerProfile?, diagnostics: [Diagnostic]) {
  let reader = RankingReader(catalogue)
  let profile = reader.read(source, ProfileKeys.self, "the profile") { fields throws(Reported) in try reader.profile(fields) }
  return (profile, reader.problems.inOrder)
}

/// Reads a file of declared facts; every problem is told with its place.
public func readFacts(from source: SourceFile, _ catalogue: Catalogue) -> (facts: DeclaredFacts?, diagnostics: [Diagnostic]) {
  let reader = RankingReader(catalogue)
  let facts = reader.read(source, FactsKeys.self, "the facts") { fields throws(Reported) in
    _ = try fields.facts
    return DeclaredFacts(
      systems: try fields.systems.mapAll { named throws(Reported) in
        DeclaredFacts.Declaration(
          system: named.key.text,
          facts: try named.outcome.get().mapAll { fact throws(Reported) in try reader.fact(fact.key.text, try fact.outcome.get()) })
      })
  }
  return (facts, reader.problems.inOrder)
}

extension RankingReader {
  func profile(_ fields: Fields<ProfileKeys>) throws(Reported) -> BuyerProfile {
    _ = try fields.profile
    let weights = Outcome(
      try (try fields.weights ?? []).mapAll { named throws(Reported) in BranchWeight(branch: named.key.text, weight: try named.outcome.get()) })
    let ranges = Outcome(try (try fields.ranges ?? []).mapAll { named throws(Reported) in try range(named) })
    let orders = Outcome(try (try fields.order).mapAll { written throws(Reported) in try self.order(written) })
    let require = Outcome(
      try (try fields.require ?? []).mapAll { named throws(Reported) in try requirement(named.key.text, try named.outcome.get()) })
    return BuyerProfile(
      name: try fields.name, title: try fields.title, scale: try fields.scale, weights: try weights.get(), ranges: try ranges.get(),
      order: try orders.get(), require: try require.get(), per: try fields.per)
  }

  private func range(_ named: Named<[Rational]>) throws(Reported) -> WeightRange {
    let ends = try named.outcome.get()
    guard ends.count == 2, ends[0] <= ends[1] else {
      throw problems.error(
        .outOfRange, "the range of \(quoted(named.key.text)) has to be its least and greatest share", at: named.span, "not two ends in order",
        help: "such as `[20%, 40%]`")
    }
    return WeightRange(branch: named.key.text, range: ClosedRangeOfNumbers(low: ends[0], high: ends[1]))
  }

  private func order(_ written: Located<String>) throws(Reported) -> WeightOrder {
    let words = written.value.split(separator: " ")
    guard words.count == 3, words[1] == "above" else {
      throw problems.error(
        .wrongType, "an order has to be two branches with `above` between them", at: written.span, "this is \(quoted(written.value))",
        help: "such as `security above cost`")
    }
    return WeightOrder(above: String(words[0]), below: String(words[2]))
  }

  private func requirement(_ name: String, _ fields: Fields<RequirementOfProfileKeys>) throws(Reported) -> Requirement {
    func value(_ written: WrittenScalar?) throws(Reported) -> Fact.Value? {
      try written.map { (written) throws(Reported) in try factValue(written) }
    }
    let found = Requirement(
      fact: name, atLeast: try value(try fields.atLeast), atMost: try value(try fields.atMost), oneOf: try fields.oneOf,
      allOf: try fields.allOf)
    guard found.atLeast != nil || found.atMost != nil || found.oneOf != nil || found.allOf != nil else {
      throw problems.error(
        .missingKey, "the requirement \(quoted(name)) requires nothing", at: fields.span, "empty",
        help: "such as `price: { at-most: 9000 EUR }`")
    }
    return found
  }

  func fact(_ name: String, _ fields: Fields<FactKeys>) throws(Reported) -> Fact {
    let evidence = try fields.evidence
    if let words = try fields.words { return Fact(name, .words(words), evidence: evidence) }
    guard let written = try fields.value else {
      throw problems.error(
        .missingKey, "the fact \(quoted(name)) says nothing", at: fields.span, "neither `value` nor `words`",
        help: "such as `price: { value: 8000 EUR }`")
    }
    return Fact(name, try factValue(written), evidence: evidence)
  }

  /// An amount with a unit or a currency, a day, or a word.
  private func factValue(_ written: WrittenScalar) throws(Reported) -> Fact.Value {
    let text = written.scalar.text
    if isDay(text) { return .day(text) }
    let symbol = text.drop { $0.isNumber || "+-. ".contains($0) }
    let number = text.dropLast(symbol.count).filter { $0 != " " }
    guard !number.isEmpty, let value = Rational(decimal: String(number)) else { return .words([text]) }
    if symbol.isEmpty { return .amount(value, unit: "1") }
    if symbol == "m2" || (symbol.utf8.count == 3 && symbol.utf8.allSatisfy { (0x41...0x5A).contains($0) }) {
      return .amount(value, unit: String(symbol))
    }
    let amount = try amount(written, "the value")
    return .amount(amount.value, unit: amount.dimension.baseUnit)
  }
}

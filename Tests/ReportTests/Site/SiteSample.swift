import Attest
import Ranking
import Record
import Report
import TestSupport

/// Tables at random, and sites of them.
struct SiteSample {
  let table: LeafTable
  let formula: ScoreFormula
  let scale: GradeScale

  /// A table of systems with leaves of every kind of observation; two systems are equal, and one may lack a metric.
  init(seed: UInt64, mean: MeanKind, systems: Int = 6, terms count: Int = 5) {
    var random = SeededGenerator(seed: seed)
    let terms = SiteSample.terms(count, &random)
    formula = ScoreFormula(mean: mean, terms: terms, branches: ["first", "second", "third"])
    var made: [LeafTable.System] = []
    for index in 0..<systems {
      let leaves = terms.flatMap { SiteSample.leaves(of: $0, &random) }
      made.append(
        LeafTable.System(
          name: "system \(index)", kind: .server, standing: Standing(isVerified: index % 2 == 0, words: "intact: all files"), work: "same",
          leaves: leaves, facts: [Fact("memory", .amount(Rational(index), unit: "B"), source: "recorded")]))
    }
    if systems > 3 { made[1].leaves = made[0].leaves }
    if systems > 4, seed % 3 == 0 { made[systems - 1].leaves.removeLast() }
    table = LeafTable(made)
    scale = SiteSample.scale(mean, veto: terms[0])
  }

  private static func terms(_ count: Int, _ random: inout SeededGenerator) -> [ScoreFormula.Term] {
    let shares = (0..<count).map { _ in Int.random(in: 1...9, using: &random) }
    let sum = shares.reduce(0, +)
    return (0..<count).map { index in
      ScoreFormula.Term(
        id: "term-\(index)", branch: ["first", "second", "third"][index % 3], metric: "work-\(index).rate",
        better: Bool.random(using: &random) ? .higher : .lower, unit: "1/s",
        reference: Fraction(text: "\(Int.random(in: 1...99_999, using: &random))/\([1, 3, 8, 1000].randomElement(using: &random) ?? 1)") ?? .one,
        weight: Fraction(text: "\(shares[index])/\(sum)") ?? .one)
    }
  }

  private static func leaves(of term: ScoreFormula.Term, _ random: inout SeededGenerator) -> [Leaf] {
    let count = Int.random(in: 0...4, using: &random) == 0 ? 2 : 1
    return (0..<count).map { place in
      let point = term.reference.real * Double.random(in: 0.4...2.5, using: &random)
      let values = (0..<6).map { _ in point * Double.random(in: 0.9...1.1, using: &random) }
      let observations: Observations =
        switch Int.random(in: 0...3, using: &random) {
        case 0: .exact
        case 1: .trials(values)
        case 2: .interval(low: point * 0.9, high: point * 1.12)
        default: .samples([values, values.map { $0 * 1.01 }], percent: nil)
        }
      return Leaf(
        workload: String(term.metric.prefix { $0 != "." }), coordinates: [Coordinate(axis: "size", value: "\(place)")], metric: "rate", unit: "1/s",
        better: term.better, point: Fraction(decimalOf: point) ?? .one, observations: observations)
    }
  }

  private static func scale(_ mean: MeanKind, veto term: ScoreFormula.Term) -> GradeScale {
    let bound = Rational(Int(term.reference.real * 0.8) + 1)
    return GradeScale(
      name: "sample", title: "A scale of samples", edition: "1", scope: .server, expires: "2999-12-31", mean: mean, indicators: [],
      classes: [
        GradeClass(name: "A", from: Rational(decimal: "1.25") ?? Rational(1)), GradeClass(name: "B", from: Rational(1)),
        GradeClass(name: "C", from: Rational(decimal: "0.75") ?? Rational(1)), GradeClass(name: "D", from: Rational(0)),
      ], referenceClass: "B", vetoes: [Veto(indicator: term.id, bound: bound, best: "C")])
  }

  func ranking(_ formula: ScoreFormula? = nil, draws: Int = 40) -> Ranking {
    Ranking(table, by: formula ?? self.formula, source: "a sample", scale: scale, resampling: Resampling(draws: draws, seed: 1))
  }

  func input() -> SiteInput {
    let ranking = ranking()
    let details = ranking.systems.enumerated().map { index, system in
      (
        system.name,
        SiteSystem(
          about: "sample run", division: "none", started: Timestamp(recordText: "2026-11-2\(index % 9)T10:00:00Z"),
          ended: Timestamp(recordText: "2026-11-2\(index % 9)T10:01:00Z"), identity: "machine \(index % 2)",
          verdicts: [SiteSystem.Verdict(property: "intact", state: "holds", summary: "all files are as the manifest says")])
      )
    }
    return SiteInput(title: "Sample systems", ranking: ranking, details: Dictionary(details) { first, _ in first }, reference: ranking.systems.first?.name)
  }
}

func digest(_ bytes: [UInt8]) -> Digest { SHA256.digest(of: bytes) }

extension [SiteFile] {
  func text(_ path: String) -> String { first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "" }

  func write(to folder: TemporaryFolder) throws {
    for file in self { try folder.write(file.bytes, to: file.path) }
  }
}

import Foundation
import Record

@testable import Ranking

/// Small random tables of whole numbers, from a printed seed; `ETALON_RANK_TABLES` raises their number.
struct RandomTables: Sequence, IteratorProtocol {
  private var state: UInt64
  private var left: Int

  init(seed: UInt64, count: Int = 400) {
    state = seed
    left = ProcessInfo.processInfo.environment["ETALON_RANK_TABLES"].flatMap { Int($0) } ?? count
  }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  /// A formula and scale over two to four metrics, and systems with whole values.
  mutating func next() -> RandomTable? {
    guard left > 0 else { return nil }
    left -= 1
    let width = 2 + below(3)
    let indicators = (0..<width).map { index -> Indicator in
      Indicator(
        id: "m\(index)", weight: Rational(1, over: Int128(width)) ?? Rational(1), metric: "w\(index).value",
        better: below(2) == 0 ? .higher : .lower, reference: Quantity(Rational(1 + below(9))))
    }
    let means: [MeanKind] = [.geometric, .arithmetic, .harmonic]
    let vetoes = below(3) == 0 ? [Veto(indicator: "m0", bound: Rational(indicators[0].better == .higher ? 1 : 40), best: "C")] : []
    let scale = GradeScale(
      name: "random", title: "random", edition: "1", scope: .server, expires: "2099-12-31", mean: means[below(3)], indicators: indicators,
      classes: [("A", 2), ("B", 1), ("C", 0)].map { GradeClass(name: $0.0, from: Rational($0.1)) }, referenceClass: "B", vetoes: vetoes)
    let systems = (0..<(1 + below(4))).map { number in
      RandomTable.system("s\(number)", indicators, indicators.map { _ in Fraction(1 + below(20)) })
    }
    return RandomTable(scale: scale, systems: systems)
  }
}

/// A scale with systems that have all its metrics.
struct RandomTable {
  var scale: GradeScale
  var systems: [LeafTable.System]

  static func system(_ name: String, _ indicators: [Indicator], _ points: [Fraction]) -> LeafTable.System {
    LeafTable.System(
      name: name, kind: .server, standing: Standing(isVerified: true, words: "intact"), work: "the same",
      leaves: zip(indicators, points).map { indicator, point in
        Leaf(workload: String(indicator.id.replacing("m", with: "w")), metric: "value", better: indicator.better ?? .higher, point: point)
      })
  }

  func ranking(_ systems: [LeafTable.System]? = nil) throws -> Ranking {
    var request = Ranking.Request(ScoreFormula(scale), source: "a test", scale: scale, day: "2026-11-27")
    request.resampling = Resampling(draws: 20)
    request.weightDraws = 0
    return try Ranking(LeafTable(systems ?? self.systems), request)
  }

  /// Score and grade of each system by name.
  func grades(_ systems: [LeafTable.System]? = nil) throws -> [String: [String]] {
    Dictionary(uniqueKeysWithValues: try ranking(systems).systems.map { ($0.name, [$0.score ?? "", $0.grade?.text ?? ""]) })
  }
}

import Foundation
import TestSupport
import Testing

@testable import Score

@Suite struct `Releases on one scale` {
  /// What `Tests/Outside/equating.py` wrote: answers, and what scipy makes of them.
  struct Case: Decodable {
    var seed: Int
    var systems: Int
    var items: [[Field]]
    var logLikelihood: Double
    var abilities, difficulties, difference, score, scoreDifference: [Double]
    var spread: Double

    enum Field: Decodable {
      case part(Int)
      case answers(String)

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = if let part = try? container.decode(Int.self) { .part(part) } else { .answers(try container.decode(String.self)) }
      }
    }

    var read: [Equating.Item] {
      items.compactMap { fields in
        guard case (.part(let part), .answers(let text)) = (fields[0], fields[1]), let part = Equating.Part(rawValue: part) else {
          return nil
        }
        var answers: [Int: Bool] = [:]
        for (system, mark) in text.enumerated() where mark != "-" { answers[system] = mark == "1" }
        return Equating.Item(part, answers)
      }
    }
  }

  private static let cases: [Case] = {
    let bytes = (try? Repository.bytes(of: Repository.path("Tests/ScoreTests/Golden/equating.json"))) ?? []
    return (try? JSONDecoder().decode([Case].self, from: Data(bytes))) ?? []
  }()

  private func isNear(_ found: Double, _ wanted: Double, _ tolerance: Double = 1e-4) -> Bool { abs(found - wanted) < tolerance }

  @Test func `come out as scipy has them: abilities, difficulties, errors and scores`() throws {
    #expect(Self.cases.count == 2)
    for wanted in Self.cases {
      let found = try Equating(wanted.read, systems: wanted.systems)
      #expect(isNear(found.logLikelihood, wanted.logLikelihood))
      #expect(zip(found.abilities, wanted.abilities).allSatisfy { isNear($0, $1) }, "\(found.abilities) \(wanted.abilities)")
      #expect(isNear(found.spread, wanted.spread))
      #expect(isNear(found.difficulty(.first), wanted.difficulties[0]) && isNear(found.difficulty(.second), wanted.difficulties[1]))
      #expect(found.difficulty(.linking) == 0)
      let last = wanted.systems - 1
      for (estimate, pair) in [
        (found.difference(0, last), wanted.difference), (found.score(0, on: .second), wanted.score),
        (found.scoreDifference(0, last, on: .second), wanted.scoreDifference),
      ] {
        #expect(isNear(estimate.value, pair[0]) && isNear(estimate.error, pair[1]), "\(estimate) \(pair)")
      }
    }
  }

  /// Answers by the model, whose difference of abilities is known.
  private static func simulated(
    _ generator: inout SplitMix, linking: Int, own: Int, abilities: [Double], means: [Double]
  ) -> [Equating.Item] {
    Equating.Part.allCases.flatMap { part in
      (0..<(part == .linking ? linking : own)).map { _ in
        let difficulty = means[part.rawValue] + generator.normal()
        var answers: [Int: Bool] = [:]
        for system in abilities.indices where part == .linking || (system < abilities.count / 2) == (part == .first) {
          answers[system] = generator.uniform() < 1 / (1 + exp(difficulty - abilities[system]))
        }
        return Equating.Item(part, answers)
      }
    }
  }

  /// `ETALON_SIMULATIONS=400` looks longer.
  @Test func `have intervals that hold the truth as often as they say`() throws {
    let runs = ProcessInfo.processInfo.environment["ETALON_SIMULATIONS"].flatMap { Int($0) } ?? 16
    let seed: UInt64 = 20_261_127
    var generator = SplitMix(state: seed)
    var (held, heldScores, naive) = (0, 0, 0)
    for _ in 0..<runs {
      // The second release is harder, and its system better.
      let (abilities, means) = ([0.2, 0.7], [0.0, -0.3, 0.9])
      let items = Self.simulated(&generator, linking: 60, own: 60, abilities: abilities, means: means)
      let found = try Equating(items, systems: 2)
      let gap = found.difference(0, 1)
      if gap.low <= -0.5, gap.high >= -0.5 { held += 1 }
      let scores = found.scoreDifference(0, 1, on: .second)
      let truth = Self.share(0.2, means) - Self.share(0.7, means)
      if scores.low <= truth, scores.high >= truth { heldScores += 1 }
      func plain(_ system: Int) -> Double {
        let answers = items.compactMap { $0.answers[system] }
        return Double(answers.count(where: \.self)) / Double(answers.count)
      }
      if plain(0) > plain(1) { naive += 1 }
    }
    print(
      "seed \(seed): of \(runs) intervals \(held) hold the difference of abilities, \(heldScores) that of scores; raw scores call the worse system better in \(naive)"
    )
    // Six standard errors of a coverage of 95 % are a bug, no chance.
    let least = Int(Double(runs) * 0.95 - 6 * (Double(runs) * 0.95 * 0.05).squareRoot())
    #expect(held >= least && heldScores >= least)
    #expect(naive > runs / 2)
  }

  /// The share of the second release that an ability has right, by a fine sum over difficulties.
  private static func share(_ ability: Double, _ means: [Double]) -> Double {
    func part(_ mean: Double) -> Double {
      let grid = stride(from: -6.0, through: 6.0, by: 0.01)
      let weights = grid.map { exp(-$0 * $0 / 2) }
      return zip(grid, weights).reduce(0) { $0 + $1.1 / (1 + exp(mean + $1.0 - ability)) } / weights.reduce(0, +)
    }
    return (part(means[0]) + part(means[2])) / 2
  }

  @Test func `are refused with too few linking items, and where a system has all or nothing right`() throws {
    var generator = SplitMix(state: 3)
    let few = Self.simulated(&generator, linking: 19, own: 30, abilities: [0, 0], means: [0, 0, 0])
    #expect(throws: Equating.Refusal.self) { try Equating(few, systems: 2) }
    let thin = Self.simulated(&generator, linking: 25, own: 120, abilities: [0, 0], means: [0, 0, 0])
    let refusal = #expect(throws: Equating.Refusal.self) { try Equating(thin, systems: 2) }
    #expect(refusal?.reason.contains("at least 29") == true, "\(String(describing: refusal))")
    let perfect = (0..<60).map { number in Equating.Item(.linking, [0: true, 1: number % 2 == 0]) }
    let none = #expect(throws: Equating.Refusal.self) { try Equating(perfect, systems: 2) }
    #expect(none?.reason.contains("every item right") == true)
  }

  @Test func `do not depend on the order of the items`() throws {
    let wanted = try #require(Self.cases.first)
    let (forth, back) = (try Equating(wanted.read, systems: wanted.systems), try Equating(wanted.read.reversed(), systems: wanted.systems))
    #expect(zip(forth.abilities, back.abilities).allSatisfy { isNear($0, $1, 1e-6) })
  }
}

/// SplitMix64, so that simulations have seeds.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Box and Muller.
  mutating func normal() -> Double { (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform()) }
}

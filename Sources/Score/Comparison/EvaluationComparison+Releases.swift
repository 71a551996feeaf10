internal import Kernels
internal import Record

extension EvaluationComparison {
  /// Two evaluations of different releases of a bank, on one scale by the items that stand in both.
  public struct Equated: Sendable, Hashable, Codable {
    /// The letters of the pair; the first one was asked the first release.
    public var first, second: String
    /// The name of the metric, whose scores are right and wrong.
    public var metric: String
    /// The releases that they were asked, by their names; shares are of the items of the second one.
    public var releases: [String]
    /// The share of the second release that each would have right.
    public var shares: [Double]
    /// The first share minus the second, and its 95 % interval, in which the error of equating is.
    public var difference, low, high: Double
    /// The same on the scale itself, in logits.
    public var logits, logitsLow, logitsHigh: Double
    /// How many linking items both answered, and the items of each release beside them.
    public var linking: Int
    public var others: [Int]
    /// The first minus the second on the linking items alone, which needs no equating.
    public var direct: Double
    /// The 95 % interval of that difference; absent where the items say nothing about others.
    public var directLow, directHigh: Double?
  }

  /// What a bank says of the evaluations that are compared.
  public struct Releases: Sendable {
    /// The release that each evaluation was asked, by its place among the entrants; absent where it is of none.
    public var names: [Int: String]
    /// The releases in the order of their dates.
    public var order: [String]
    /// The ids of the items that link two releases.
    public var linking: @Sendable (_ first: String, _ second: String) -> [String]

    /// What a bank says.
    public init(names: [Int: String], order: [String], linking: @escaping @Sendable (String, String) -> [String]) {
      (self.names, self.order, self.linking) = (names, order, linking)
    }
  }

  /// Equates evaluations of two releases, and takes out the obstacles that this removes; where it cannot be done the reason is told.
  public mutating func equate(_ sheets: [EvaluationSheet], by bank: Releases, seed: UInt64) {
    let asked = bank.order.filter { name in bank.names.values.contains(name) }
    for (place, first) in asked.enumerated() {
      for second in asked.dropFirst(place + 1) {
        let members = sheets.indices.filter { [first, second].contains(bank.names[$0]) }
        do throws(Equating.Refusal) {
          let scale = try ReleaseScale(sheets, members, first, second, bank)
          add(scale, sheets, (first, second), seed)
        } catch {
          obstacles.append(
            Obstacle(
              between: members.map { entrants[$0].letter },
              reason: "the releases `\(first)` and `\(second)` are not equated: \(error.reason)",
              isRefusal: true))
        }
      }
    }
  }

  private mutating func add(_ scale: ReleaseScale, _ sheets: [EvaluationSheet], _ names: (String, String), _ seed: UInt64) {
    for one in scale.members where scale.release(one) == names.0 {
      for other in scale.members where scale.release(other) == names.1 {
        let letters = [entrants[one].letter, entrants[other].letter]
        obstacles.removeAll { Set($0.between) == Set(letters) && $0.reason.hasPrefix(EvaluationSheet.otherDataset) }
        obstacles += sheets[one].differences(from: sheets[other]).map { Obstacle(between: letters, reason: $0, isRefusal: false) }
        equated = (equated ?? []) + [scale.equated(one, other, letters, sheets, StreamKey(key: seed, high: 0x6574_616C_6F6E))]
      }
    }
  }
}

/// The evaluations of two releases on one scale.
private struct ReleaseScale {
  /// The places of the evaluations among the entrants.
  let members: [Int]
  private let metric: String
  private let names: [Int: String]
  private let releases: [String]
  private let linking: Set<String>
  private let equating: Equating

  func release(_ member: Int) -> String? { names[member] }

  init(
    _ sheets: [EvaluationSheet], _ members: [Int], _ first: String, _ second: String, _ bank: EvaluationComparison.Releases
  ) throws(Equating.Refusal) {
    (self.members, names, releases, linking) = (members, bank.names, [first, second], Set(bank.linking(first, second)))
    metric = try ReleaseScale.metric(members.map { sheets[$0] })
    var items: [String: Equating.Item] = [:]
    for (system, member) in members.enumerated() {
      let own: Equating.Part = bank.names[member] == first ? .first : .second
      for entry in sheets[member].items.values {
        guard let id = entry.id else {
          throw Equating.Refusal(reason: "an item of `\(sheets[member].cell)` has no id, so nobody knows what links")
        }
        guard let score = entry.mean(metric) else { continue }
        let part = linking.contains(id) ? .linking : own
        items["\(part.rawValue) \(id)", default: Equating.Item(part, [:])].answers[system] = score == 1
      }
    }
    // Only what both sides answered links.
    let earlier = Set(members.indices.filter { bank.names[members[$0]] == first })
    let kept = items.sorted { $0.key < $1.key }.map(\.value).compactMap { item -> Equating.Item? in
      guard item.part == .linking else { return item }
      let (before, behind) = (item.answers.keys.contains { earlier.contains($0) }, item.answers.keys.contains { !earlier.contains($0) })
      if before, behind { return item }
      return Equating.Item(before ? .first : .second, item.answers)
    }
    equating = try Equating(kept, systems: members.count)
  }

  /// The first metric that all have, whose scores are right and wrong.
  private static func metric(_ sheets: [EvaluationSheet]) throws(Equating.Refusal) -> String {
    let shared = sheets.first?.metrics.map(\.name).filter { name in sheets.allSatisfy { $0.metrics.contains { $0.name == name } } } ?? []
    guard !shared.isEmpty else { throw Equating.Refusal(reason: "they have no metric in common, or their items are sealed") }
    for name in shared {
      let scores = sheets.flatMap { sheet in sheet.items.values.compactMap { $0.mean(name) } }
      if !scores.isEmpty, scores.allSatisfy({ $0 == 0 || $0 == 1 }) { return name }
    }
    throw Equating.Refusal(reason: "no metric of theirs is right or wrong for each item, once: the scale is one of right and wrong answers")
  }

  func equated(
    _ one: Int, _ other: Int, _ letters: [String], _ sheets: [EvaluationSheet], _ key: StreamKey
  ) -> EvaluationComparison.Equated {
    let (first, second) = (members.firstIndex(of: one) ?? 0, members.firstIndex(of: other) ?? 0)
    let shares = [first, second].map { equating.score($0, on: .second).value }
    let gap = equating.scoreDifference(first, second, on: .second)
    let logits = equating.difference(first, second)
    let pairs = pairs(sheets[one], sheets[other])
    let direct = PairedDifference(pairs, key)
    return EvaluationComparison.Equated(
      first: letters[0], second: letters[1], metric: metric, releases: releases, shares: shares, difference: gap.value, low: gap.low,
      high: gap.high, logits: logits.value, logitsLow: logits.low, logitsHigh: logits.high, linking: equating.counts[.linking] ?? 0,
      others: [equating.counts[.first] ?? 0, equating.counts[.second] ?? 0], direct: direct?.mean ?? 0, directLow: direct?.low,
      directHigh: direct?.high)
  }

  private func pairs(_ mine: EvaluationSheet, _ theirs: EvaluationSheet) -> [PairedDifference.Pair] {
    func scores(_ sheet: EvaluationSheet) -> [String: Double] {
      var scores: [String: Double] = [:]
      for entry in sheet.items.values {
        if let id = entry.id, linking.contains(id), let score = entry.mean(metric) { scores[id] = score }
      }
      return scores
    }
    let behind = scores(theirs)
    return scores(mine).sorted { $0.key < $1.key }.enumerated().compactMap { unit, entry in
      behind[entry.key].map { PairedDifference.Pair(unit: unit, first: entry.value, second: $0) }
    }
  }
}

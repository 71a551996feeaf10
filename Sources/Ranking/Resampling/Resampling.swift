internal import Record

/// A seeded bootstrap over items, trials and samples.
///
/// Streams are Philox, keyed by the seed and by what is drawn from, so order and names of systems change no bit, and equal systems get
/// equal draws. Systems that answered the same items are drawn together.
public struct Resampling: Sendable {
  /// How many draws there are.
  public var draws: Int
  /// The seed.
  public var seed: UInt64

  /// A resampling of so many draws.
  public init(draws: Int = 2000, seed: UInt64 = 1) {
    self.draws = max(1, draws)
    self.seed = seed
  }

  /// The deviations of each system's parts.
  ///
  /// Complexity: O(draws · items · systems) and O(draws · samples), with sums of 16 systems at a time.
  public func deviations(of systems: [SystemScore]) -> [Deviations] {
    var found = systems.map { system in
      Deviations(
        parts: [[Double]?](repeating: nil, count: system.parts.count), source: Array(system.parts.indices),
        shift: system.parts.map { _ in 0 },
        freedom: system.parts.map { _ in .infinity })
    }
    let plain = SampleDraws(draws: draws, seed: seed)
    var groups: [GroupKey: [(system: Int, part: Int)]] = [:]
    for (number, system) in systems.enumerated() {
      for (place, part) in system.parts.enumerated() {
        if case .items(let items, let set) = part.leaf.observations {
          if items.count > 1 { groups[GroupKey(items, set), default: []].append((number, place)) }
        } else if let drawn = plain.deviations(part.leaf) {
          found[number].parts[place] = drawn.values.map { part.leaf.better == .higher ? $0 : -$0 }
          found[number].freedom[place] = drawn.freedom
        }
      }
    }
    for (key, members) in groups { draw(key, members, systems, &found) }
    return found
  }

  private func draw(
    _ key: GroupKey, _ members: [(system: Int, part: Int)], _ systems: [SystemScore], _ found: inout [Deviations]
  ) {
    let leaves = members.map { systems[$0.system].parts[$0.part].leaf }
    let group = ItemGroup(leaves.map { if case .items(let items, _) = $0.observations { items } else { [] } }, set: key.set)
    guard group.units > 1 else { return }
    let drawn = zip(group.deviations(draws: draws, seed: seed), group.shifts)
    for (member, (values, shift)) in zip(members, drawn) {
      found[member.system].source[member.part] = -1 - members.firstPart(of: member.system)
      let isHigher = systems[member.system].parts[member.part].leaf.better == .higher
      found[member.system].parts[member.part] = isHigher ? values : values.map { -$0 }
      found[member.system].shift[member.part] = isHigher ? shift : -shift
      found[member.system].freedom[member.part] = Double(group.units - 1)
    }
  }

  /// What makes items the same ones.
  struct GroupKey: Hashable {
    let set: String
    let ids: [String]
    let clusters: [String?]

    init(_ items: [Observations.ItemScore], _ set: String) { self.init(ordered: ItemGroup.order(items), set) }

    /// A key of items that are in order.
    init(ordered order: [Observations.ItemScore], _ set: String) {
      self.set = set
      ids = order.map(\.id)
      clusters = order.map(\.cluster)
    }
  }
}

extension [(system: Int, part: Int)] {
  /// The first part of a system in a group, which stands for the group there.
  fileprivate func firstPart(of system: Int) -> Int { first { $0.system == system }?.part ?? 0 }
}

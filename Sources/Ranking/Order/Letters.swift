/// Letters for groups: systems that share one are not told apart, and systems that share none are.
///
/// Insert and absorb (Piepho, "An Algorithm for a Letter-Based Representation of All-Pairwise Comparisons", 2004).
struct Letters {
  /// The most groups that are looked at; beyond, letters would help nobody.
  static let most = 400

  /// For each system its letters, the systems being in order; `nil` where there would be too many.
  static func of(count: Int, differs: (Int, Int) -> Bool) -> [String]? {
    var groups: [Set<Int>] = [Set(0..<count)]
    for first in 0..<count {
      for second in (first + 1)..<max(first + 1, count) where differs(first, second) {
        guard let split = insert(first, second, groups) else { return nil }
        groups = split
      }
    }
    let inOrder = groups.map { $0.sorted() }.sorted { $0.lexicographicallyPrecedes($1) }
    return (0..<count).map { system in
      inOrder.enumerated().filter { $0.element.contains(system) }.map { letter($0.offset) }.joined()
    }
  }

  /// Splits each group that holds both, and drops groups that stand inside another.
  private static func insert(_ first: Int, _ second: Int, _ groups: [Set<Int>]) -> [Set<Int>]? {
    var kept = groups.filter { !($0.contains(first) && $0.contains(second)) }
    for group in groups where group.contains(first) && group.contains(second) {
      for part in [group.subtracting([first]), group.subtracting([second])] where !kept.contains(where: { $0.isSuperset(of: part) }) {
        kept.removeAll { $0.isSubset(of: part) }
        kept.append(part)
      }
    }
    return kept.count > most ? nil : kept
  }

  /// `a` to `z`, then `a2` and so on.
  private static func letter(_ index: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(index % 26)))
    return index < 26 ? letter : letter + "\(index / 26 + 1)"
  }
}

public import Record

/// On which of the common items two evaluations are both right, and on which they differ, by one score.
public struct EvaluationAgreement: Sendable, Hashable {
  /// The name of the score, and which side of it is better.
  public let metric: String
  /// Which side is better.
  public let direction: Direction
  /// How many items both, only the first, only the second and neither have right; right is the best score that there is.
  public private(set) var both = 0, onlyFirst = 0, onlySecond = 0, neither = 0
  /// The positions of the items whose scores differ, ascending.
  public private(set) var differing: [Int] = []

  /// Compares two evaluations of the same items; `nil` where they have no item or no such score in common.
  ///
  /// Complexity: O(n log n) in the items.
  public init?(_ first: EvaluationSheet, _ second: EvaluationSheet, by metric: String) {
    guard case .success(let positions) = first.common(with: second),
      let direction = first.metrics.first(where: { $0.name.utf8.elementsEqual(metric.utf8) })?.direction
    else { return nil }
    (self.metric, self.direction) = (metric, direction)
    let best = direction == .lower ? 0.0 : 1.0
    for position in positions {
      guard let mine = first.items[position]?.mean(metric), let theirs = second.items[position]?.mean(metric) else { continue }
      switch (mine == best, theirs == best) {
      case (true, true): both += 1
      case (true, false): onlyFirst += 1
      case (false, true): onlySecond += 1
      case (false, false): neither += 1
      }
      if mine != theirs { differing.append(position) }
    }
    guard both + onlyFirst + onlySecond + neither > 0 else { return nil }
  }
}

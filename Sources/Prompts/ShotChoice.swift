public import Kernels

/// Which elements of a set are shown as examples before an item is asked; the item itself is never among them.
public enum ShotChoice {
  /// The first ones in the order of the set.
  ///
  /// - Parameter isExcluded: Whether an element is the item itself.
  /// - Returns: `nil` where there are too few.
  public static func first(_ count: Int, of candidates: [Int], excluding isExcluded: (Int) -> Bool) -> [Int]? {
    var chosen: [Int] = []
    for candidate in candidates where chosen.count < count && !isExcluded(candidate) { chosen.append(candidate) }
    return chosen.count == count ? chosen : nil
  }

  /// Different ones, each allowed one equally likely, in the order in which they are drawn.
  ///
  /// An integer below the number of candidates is drawn for each; a candidate that is excluded or drawn already is drawn again.
  ///
  /// - Parameters:
  ///   - excluded: The candidates that are not allowed, each once.
  /// - Returns: `nil` where there are too few.
  public static func drawn(_ count: Int, of candidates: [Int], excluding excluded: Set<Int>, by stream: inout RandomStream) -> [Int]? {
    guard candidates.count - candidates.count(where: excluded.contains) >= count else { return nil }
    var chosen: [Int] = []
    var taken = excluded
    while chosen.count < count {
      let candidate = candidates[Int(stream.integer(below: UInt64(candidates.count)))]
      if taken.insert(candidate).inserted { chosen.append(candidate) }
    }
    return chosen
  }
}

// Did-you-mean: which known words are near a misspelt one.

/// Which known words are close to a misspelt one.
public enum Spelling {
  /// Returns up to three candidates that `word` may have meant, the nearest first, ties in the order given.
  ///
  /// A candidate is near when a third of the word's characters (at least one) need an edit, or when it begins with the word.
  /// Words longer than 64 characters have no neighbours. O(candidates × length²).
  public static func nearest(to word: String, among candidates: [String]) -> [String] {
    guard !word.isEmpty, word.count <= 64 else { return [] }
    let limit = max(1, word.count / 3)
    var near: [(distance: Int, position: Int, word: String)] = []
    for (position, candidate) in candidates.enumerated() where candidate.count <= 64 {
      let distance = distance(word, candidate)
      if distance <= limit {
        near.append((distance, position, candidate))
      } else if word.count >= 2, candidate.utf8.starts(with: word.utf8) {
        near.append((limit + 1, position, candidate))
      }
    }
    near.sort { ($0.distance, $0.position) < ($1.distance, $1.position) }
    guard let best = near.first?.distance else { return [] }
    return near.prefix { $0.distance == best }.prefix(3).map(\.word)
  }

  /// Returns the number of insertions, deletions, substitutions and swaps of neighbours that turn `first` into `second`.
  ///
  /// This is the optimal string alignment distance (no substring is edited twice), on lower-cased characters.
  public static func distance(_ first: String, _ second: String) -> Int {
    let a = Array(first.lowercased())
    let b = Array(second.lowercased())
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}

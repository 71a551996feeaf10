/// The name that was probably meant: the nearest by edit distance, if it is near; ties go to the first in byte order.
///
/// Complexity: O(candidates × length²), with both lengths capped, since names come from files.
func didYouMean(_ word: String, among candidates: [String]) -> String? {
  let typed = Array(word.utf8)
  guard (1...64).contains(typed.count) else { return nil }
  let sorted = candidates.prefix(1000).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  let limit = max(1, (typed.count + 1) / 3)
  var best: (name: String, distance: Int)?
  for name in sorted where abs(name.utf8.count - typed.count) <= limit && name.utf8.count <= 64 {
    let distance = editDistance(typed.map(lowercased), name.utf8.map(lowercased))
    if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
  }
  return best?.name
}

private func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

/// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours each cost one.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var before: [Int] = []
  var previous = Array(0...right.count)
  for (i, a) in left.enumerated() {
    var current = [i + 1]
    for (j, b) in right.enumerated() {
      var cost = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a == b ? 0 : 1))
      if i > 0, j > 0, a == right[j - 1], left[i - 1] == b { cost = min(cost, before[j - 1] + 1) }
      current.append(cost)
    }
    (before, previous) = (previous, current)
  }
  return previous[right.count]
}

/// What there is, as a clause: "there is `a`", "there are `a` and `b`".
func available(_ names: [String]) -> String { "there \(names.count == 1 ? "is" : "are") \(listed(names))" }

/// Names in a sentence: "`a`", "`a` and `b`", "`a`, `b` and `c`"; long lists are cut.
func listed(_ names: [String], joining word: String = "and") -> String {
  let shown = names.prefix(12).map { quoted($0) }
  guard names.count <= 12 else { return shown.joined(separator: ", ") + ", …" }
  guard shown.count > 1, let last = shown.last else { return shown.first ?? "" }
  return shown.dropLast().joined(separator: ", ") + " \(word) " + last
}

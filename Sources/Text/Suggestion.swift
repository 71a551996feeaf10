// Did-you-mean: which known names are near a misspelt one.

/// Returns the name that was probably meant, `nil` where none is near; `nearest(to:among:)` says what is near.
public func didYouMean(_ word: String, among names: some Collection<String>) -> String? {
  nearest(to: word, among: names).first
}

/// Returns up to three names that `word` may have meant: the nearest ones, in byte order.
///
/// A name is near if at most a third of the word's letters (rounded to nearest, at least one) need an edit and one stays; if there is
/// none, names that begin with the word's two or more letters are. Upper and lower case are the same letters.
///
/// Words and names come from outside, so that the cost is bounded: longer ones than 64 scalars have no neighbours, and of many names the
/// first 1000 are looked at, or fewer: until their letters times those of the word are 200,000.
public func nearest(to word: String, among names: some Collection<String>) -> [String] {
  guard let typed = folded(word) else { return [] }
  let limit = max(1, (typed.count + 1) / 3)
  var near: [(distance: Int, name: String)] = []
  var steps = 200_000
  for name in names.prefix(1000) {
    steps -= 20 + min(name.utf8.count, 64) * typed.count
    guard steps > 0 else { break }
    guard let letters = folded(name) else { continue }
    let distance = abs(letters.count - typed.count) > limit ? .max : editDistance(typed, letters)
    if distance <= limit, distance < max(typed.count, letters.count) {
      near.append((distance, name))
    } else if typed.count >= 2, letters.starts(with: typed) {
      near.append((limit + 1, name))
    }
  }
  let least = near.map(\.distance).min()
  return Array(near.filter { $0.distance == least }.map(\.name).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.prefix(3))
}

/// The letters of a name that is neither empty nor long, in lower case.
private func folded(_ name: String) -> [Unicode.Scalar]? {
  guard !name.isEmpty, name.utf8.count <= 256, name.unicodeScalars.count <= 64 else { return nil }
  return Array(name.lowercased().unicodeScalars)
}

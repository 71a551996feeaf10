extension String {
  /// Whether two texts are the same bytes; a canonically equivalent spelling is another name.
  func isSpelled(_ other: String) -> Bool {
    let mine = utf8Span.span
    let theirs = other.utf8Span.span
    guard mine.count == theirs.count else { return false }
    for index in 0..<mine.count where mine[index] != theirs[index] { return false }
    return true
  }
}

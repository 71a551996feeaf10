extension String {
  /// Whether two texts are the same bytes; a canonically equivalent spelling is another name.
  func isSpelled(_ other: String) -> Bool { utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8) }
}

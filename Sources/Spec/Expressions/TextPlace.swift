/// Finds where a part of a scalar's text stands in the file.
///
/// Exact for plain scalars on one line, quoted ones and literal blocks (`WrittenBytes`); for others, the whole scalar.
struct TextPlace {
  private let span: Span
  /// The place of the whole scalar.
  var whole: Span { span }
  private let shift: Int?
  /// For each byte of a text that was changed, where it stands in the scalar's own; empty for that one.
  private var origins: [Int] = []

  init(_ scalar: Scalar?, _ span: Span) {
    self.span = span
    let written = span.text
    if let text = scalar?.text, written.utf8.elementsEqual(text.utf8) {
      shift = 0
    } else if let text = scalar?.text, written.utf8.count == text.utf8.count + 2,
      written.utf8.dropFirst().dropLast().elementsEqual(text.utf8)
    {
      shift = 1
    } else if let text = scalar?.text, let offsets = WrittenBytes(of: text, written: written).offsets {
      shift = 0
      origins = offsets
    } else {
      shift = nil
    }
  }

  /// The place of a text made from this one.
  func following(_ origins: [Int]) -> TextPlace {
    var place = self
    place.origins = self.origins.isEmpty ? origins : origins.map { self.origins[min(max($0, 0), self.origins.count - 1)] }
    return place
  }

  func span(_ range: Range<Int>) -> Span {
    guard let shift else { return span }
    if !origins.isEmpty {
      let (low, high) = (origins[min(range.lowerBound, origins.count - 1)], origins[min(range.upperBound, origins.count - 1)])
      return span.part(low + shift..<max(low, high) + shift)
    }
    return span.part(range.lowerBound + shift..<range.upperBound + shift)
  }
}

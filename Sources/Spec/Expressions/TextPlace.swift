/// Finds where a part of a scalar's text stands in the file.
///
/// Exact for plain scalars on one line and for quoted ones without escapes; for others, the whole scalar.
struct TextPlace {
  private let span: Span
  private let shift: Int?

  init(_ scalar: Scalar?, _ span: Span) {
    self.span = span
    let written = span.text
    if let text = scalar?.text, written.utf8.elementsEqual(text.utf8) {
      shift = 0
    } else if let text = scalar?.text, written.utf8.count == text.utf8.count + 2,
      written.utf8.dropFirst().dropLast().elementsEqual(text.utf8)
    {
      shift = 1
    } else {
      shift = nil
    }
  }

  func span(_ range: Range<Int>) -> Span {
    guard let shift else { return span }
    return span.part(range.lowerBound + shift..<range.upperBound + shift)
  }
}

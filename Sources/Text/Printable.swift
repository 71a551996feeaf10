// Text from outside may carry escape sequences, reorder a line or hide in it; where a person reads it, it must stay text.

/// Returns `text` with everything that could act on a terminal, or that a reader could not see, spelled out.
///
/// Hidden scalars become `\n`, `\t`, `\r` or their code point in lower-case hexadecimal, such as `\u{1b}`. Everything else, a backslash
/// too, stays as it is: text that is printable already is not changed, so that it does no harm to do this twice. The price is that the
/// result cannot be read back; exact bytes stand in the records. O(n).
public func printable(_ text: some StringProtocol) -> String {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(text) }
  var result = String.UnicodeScalarView()
  var last: Unicode.Scalar?
  var scalars = text.unicodeScalars.makeIterator()
  var next = scalars.next()
  while let scalar = next {
    next = scalars.next()
    if scalar.isVisible(behind: last, before: next) {
      result.append(scalar)
      last = scalar
    } else {
      result.append(contentsOf: scalar.spelledOut.unicodeScalars)
      last = nil
    }
  }
  return String(result)
}

extension Unicode.Scalar {
  /// What stands for it where it must not stand itself; ASCII.
  fileprivate var spelledOut: String {
    switch self {
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    default: "\\u{\(String(value, radix: 16))}"
    }
  }
}

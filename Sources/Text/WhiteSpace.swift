// White space as Unicode 16 has it, spelled out so that no later Unicode changes what a text becomes.

/// Whether a scalar is one of the 25 of the property White_Space (PropList.txt of Unicode 16).
public func isWhiteSpace(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
  default: false
  }
}

/// A text without the white space at its ends; what stands inside stays.
public func trimmed(_ text: String) -> String {
  let scalars = text.unicodeScalars
  guard let first = scalars.firstIndex(where: { !isWhiteSpace($0) }), let last = scalars.lastIndex(where: { !isWhiteSpace($0) })
  else { return "" }
  return String(scalars[first...last])
}

/// Appends text so that it is neither markup nor able to change how the text around it is read.
///
/// The five significant characters become entities. Control characters, bidirectional overrides, invisible formatting and noncharacters
/// become visible escapes such as `\u{202e}`, so that two names that look alike are alike. The result holds in text and in quoted attributes.
func appendEscaped(_ text: String, to bytes: inout [UInt8]) {
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": bytes.append(contentsOf: "&amp;".utf8)
    case "<": bytes.append(contentsOf: "&lt;".utf8)
    case ">": bytes.append(contentsOf: "&gt;".utf8)
    case "\"": bytes.append(contentsOf: "&quot;".utf8)
    case "'": bytes.append(contentsOf: "&#39;".utf8)
    case _ where isDeceptive(scalar): bytes.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".utf8)
    default: bytes.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
    }
  }
}

/// Whether a character has no picture of its own and acts on others.
private func isDeceptive(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0: true
  // Soft hyphen, Arabic letter mark, Hangul and Mongolian fillers.
  case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x3164, 0xFFA0: true
  // Zero width space and marks (the joiners 200C and 200D are spelling in several scripts), line separators, bidirectional controls.
  case 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF0...0xFFFB: true
  case 0xE0000...0xE0FFF: true
  case let value: value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value)
  }
}

/// The beginning of a text that is too long for its place, with how much was left out.
///
/// Long values stand in full in the records; the page only has to show which one it is.
func shortened(_ text: String, to limit: Int = 240) -> String {
  let scalars = text.unicodeScalars
  guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex), end != scalars.endIndex else {
    return text
  }
  let rest = scalars.distance(from: end, to: scalars.endIndex)
  return "\(String(scalars[..<end]))… (\(grouped(rest)) more characters)"
}

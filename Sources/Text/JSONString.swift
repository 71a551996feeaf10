/// Returns the text as a JSON string, quotes included, in the one spelling of RFC 8785.
///
/// Complexity: O(n).
public func jsonString(_ text: String) -> String {
  var bytes: [UInt8] = []
  appendJSONString(text, to: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

/// Appends the text as a JSON string, quotes included, as the JSON Canonicalization Scheme spells it (RFC 8785 section 3.2.2.2).
///
/// Only the quote, the backslash and control characters are escaped: by a letter where JSON has one, else as `\u001b`. O(n).
public func appendJSONString(_ text: String, to bytes: inout [UInt8]) {
  bytes.append(UInt8(ascii: "\""))
  unsafe text.utf8Span.span.withUnsafeBufferPointer { unsafe appendEscaped($0, to: &bytes) }
  bytes.append(UInt8(ascii: "\""))
}

/// Appends what stands between the quotes: runs of bytes as they are, and an escape where one has to be.
private func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
  var start = 0
  for index in text.indices {
    let byte = unsafe text[index]
    guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
    unsafe bytes.append(contentsOf: text[start..<index])
    appendEscape(byte, to: &bytes)
    start = index + 1
  }
  unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
}

/// Appends the escape of a byte.
private func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
  bytes.append(UInt8(ascii: "\\"))
  switch byte {
  case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
  case 0x08: bytes.append(UInt8(ascii: "b"))
  case 0x09: bytes.append(UInt8(ascii: "t"))
  case 0x0A: bytes.append(UInt8(ascii: "n"))
  case 0x0C: bytes.append(UInt8(ascii: "f"))
  case 0x0D: bytes.append(UInt8(ascii: "r"))
  default:
    let low = byte & 0xF
    bytes += [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0"), UInt8(ascii: "0") + byte >> 4]
    bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
  }
}

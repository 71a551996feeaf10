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
  guard hasEscape(text) else {
    bytes += text.utf8
    bytes.append(UInt8(ascii: "\""))
    return
  }
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case 0x08: bytes += "\\b".utf8
    case 0x09: bytes += "\\t".utf8
    case 0x0A: bytes += "\\n".utf8
    case 0x0C: bytes += "\\f".utf8
    case 0x0D: bytes += "\\r".utf8
    case 0..<0x20: bytes += "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
    default: bytes.append(byte)
    }
  }
  bytes.append(UInt8(ascii: "\""))
}

/// Whether a text has anything that JSON escapes.
private func hasEscape(_ text: String) -> Bool {
  let span = text.utf8Span.span
  for index in span.indices {
    let byte = span[index]
    if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return true }
  }
  return false
}

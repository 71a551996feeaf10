internal import Text

/// Appends text so that it is neither markup nor able to change how the text around it is read.
///
/// The text is made printable, so that two names that look alike are alike, and the five significant characters become entities. The
/// result holds in text and in quoted attributes.
func appendEscaped(_ text: String, to bytes: inout [UInt8]) {
  for byte in printable(text).utf8 {
    switch byte {
    case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
    case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
    case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
    case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
    case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
    default: bytes.append(byte)
    }
  }
}

/// The beginning of a text that is too long for its place, with how much was left out.
///
/// Long values stand in full in the records; the page only has to show which one it is.
func shortened(_ text: String, to limit: Int = 240, in language: PageLanguage = .en) -> String {
  guard let head = beginning(of: text, limit: limit) else { return text }
  let words = PageWords(language)
  return head + "…" + words.inParentheses(words.moreCharacters(text.unicodeScalars.count - head.unicodeScalars.count))
}

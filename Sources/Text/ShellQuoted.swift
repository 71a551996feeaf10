/// A word as a shell takes it, for commands that messages print: quoted where it holds anything but plain characters.
///
/// Control characters are written as `$'…'` escapes, so that the word stays on its line and nothing of it acts on a terminal. A path
/// that begins with a dash gets `./` before it, since it would be read as an option.
public func shellQuoted(_ path: String) -> String {
  let word = path.hasPrefix("-") ? "./\(path)" : path
  let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./=:,@%+-".utf8)
  if !word.isEmpty, word.utf8.allSatisfy(plain.contains) { return word }
  if printable(word) == word {
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
  let digits = Array("0123456789abcdef")
  var text = "$'"
  for byte in word.utf8 {
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\\"): text += "\\" + String(UnicodeScalar(byte))
    case 0x20..<0x7F: text.unicodeScalars.append(UnicodeScalar(byte))
    default: text += "\\x\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }
  }
  return text + "'"
}

/// What may stand before the first character of a UTF-8 text.
let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

/// The first byte that begins no character, or `nil` for well-formed UTF-8.
func invalidPlace(in bytes: [UInt8]) -> DataFault.Place? {
  guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
  var (decoder, iterator) = (UTF8(), bytes.makeIterator())
  var (at, line, lineStart) = (0, 1, 0)
  while case .scalarValue(let scalar) = decoder.decode(&iterator) {
    at += String(scalar).utf8.count
    if scalar == "\n" { (line, lineStart) = (line + 1, at) }
  }
  return DataFault.Place(at..<min(at + 1, bytes.count), line: line, column: at - lineStart + 1)
}

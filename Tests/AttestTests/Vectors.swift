// What the tests with other people's vectors share.
import Record
import TestSupport

/// A JSON file of the vectors.
func vectorJSON(_ path: String) throws -> JSON {
  try JSON(parsing: try Repository.bytes(of: Repository.vectors + "/" + path), limits: JSON.Limits())
}

/// The elements of a JSON array file, or nothing where it cannot be read.
func vectorArray(_ path: String, _ pick: (JSON) -> [JSON]? = { $0.elements }) -> [JSON] {
  (try? vectorJSON(path)).flatMap(pick) ?? []
}

/// Bytes of hexadecimal text of either case, or `nil`.
func bytes(hex text: String) -> [UInt8]? {
  guard text.utf8.count % 2 == 0 else { return nil }
  var bytes: [UInt8] = []
  var rest = text[...]
  while !rest.isEmpty {
    guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
    bytes.append(byte)
    rest = rest.dropFirst(2)
  }
  return bytes
}

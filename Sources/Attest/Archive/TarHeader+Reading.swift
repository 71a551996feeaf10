internal import Record
internal import Text

extension TarHeader {
  /// Whether a file begins as archives of this kind do.
  static func isBegun(by block: [UInt8]) -> Bool {
    block.count == blockBytes && Field.magic.bytes(of: block).starts(with: "ustar".utf8)
  }

  /// Reads the header of a member; the finding says why it is refused.
  init(reading block: [UInt8]) throws(ArchiveFault) {
    let told = TarHeader.number(Field.checksum.bytes(of: block).prefix(7))
    guard told == TarHeader.sum(block[...]) else {
      throw ArchiveFault("archive-checksum", "the checksum of a header is not that of its bytes")
    }
    let name = TarHeader.text(Field.name.bytes(of: block))
    try TarHeader.requireFile(Field.kind.bytes(of: block).first, name)
    guard Field.prefix.bytes(of: block).allSatisfy({ $0 == 0 }), BundlePath.isValid(name) else {
      throw ArchiveFault("name-not-allowed", at: name, "this name cannot stand in a bundle")
    }
    guard let size = TarHeader.number(Field.size.bytes(of: block)) else {
      throw ArchiveFault("archive-size", at: name, "the size is not written as eleven octal digits")
    }
    guard let header = TarHeader(name: name, size: size) else { throw ArchiveFault("archive-size", at: name, "the size is not possible") }
    try header.requireForm(of: block)
    self = header
  }

  private static func requireFile(_ kind: UInt8?, _ name: String) throws(ArchiveFault) {
    switch kind.map({ Character(UnicodeScalar($0)) }) {
    case "0": return
    case "1": throw ArchiveFault("hard-link", at: name, "a link to another member stands in the archive")
    case "2": throw ArchiveFault("symbolic-link", at: name, "a symbolic link stands in the archive")
    case "3", "4", "6": throw ArchiveFault("special-file", at: name, "a device or pipe stands in the archive")
    case "5": throw ArchiveFault("archive-form", at: name, "a folder stands in the archive; only files do")
    case "S": throw ArchiveFault("sparse-file", at: name, "a file with holes stands in the archive")
    case let kind?:
      throw ArchiveFault("archive-extension", at: name, "the archive uses an extension of the format (type \(quoted(String(kind))))")
    case nil: throw ArchiveFault("archive-truncated", "the archive ends inside a header")
    }
  }

  /// Refuses a header with any other bytes than follow from the name and size.
  private func requireForm(of block: [UInt8]) throws(ArchiveFault) {
    let canonical = bytes
    for field in Field.allCases where !field.bytes(of: block).elementsEqual(field.bytes(of: canonical)) {
      throw ArchiveFault(
        "archive-form", at: name, "the field \(field.rawValue) of its header is not the one that `etalon pack` writes",
        expected: TarHeader.text(field.bytes(of: canonical)), found: excerpt(TarHeader.text(field.bytes(of: block))))
    }
  }

  /// The text before the first zero byte.
  private static func text(_ field: ArraySlice<UInt8>) -> String { String(decoding: field.prefix { $0 != 0 }, as: UTF8.self) }

  /// Octal digits that fill a field but for a zero byte at its end, or `nil` for anything else, such as a number in base 256.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    guard field.last == 0, field.count <= 12 else { return nil }
    var value = 0
    for byte in field.dropLast() {
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) else { return nil }
      value = value << 3 | Int(byte - UInt8(ascii: "0"))
    }
    return value
  }
}

/// Why an archive is refused; reading ends there.
struct ArchiveFault: Error, Hashable {
  let finding: Finding

  /// A finding at a member, or about the archive as a whole.
  init(_ code: String, at name: String = "", _ message: String, expected: String? = nil, found: String? = nil) {
    finding = Finding(
      code, path: name.isEmpty ? "." : excerpt(name), message, expected: expected, found: found,
      help: "unpack an archive that you trust, and verify the folder; `etalon pack` makes an archive of it")
  }
}

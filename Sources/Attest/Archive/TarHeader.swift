// The one form that a member's header may have: a POSIX.1-1988 (ustar) header in which nothing is left to choose.

/// The header of a file in an archive: its name and size, and 512 bytes that follow from them.
struct TarHeader: Hashable {
  /// Headers and files fill whole blocks.
  static let blockBytes = 512
  /// What eleven octal digits hold: 8 GiB less one byte.
  static let sizeLimit = 0o77777777777
  /// Bytes of the field for the name.
  static let nameLimit = 100

  let name: String
  let size: Int

  /// A header, or `nil` where the name or size does not fit.
  init?(name: String, size: Int) {
    guard (0...TarHeader.sizeLimit).contains(size), (1...TarHeader.nameLimit).contains(name.utf8.count) else { return nil }
    self.name = name
    self.size = size
  }

  /// Bytes that the file takes in the archive after its header.
  var paddedSize: Int { TarHeader.padded(size) }

  /// A count of bytes rounded up to whole blocks.
  static func padded(_ size: Int) -> Int { (size + blockBytes - 1) / blockBytes * blockBytes }

  /// The 512 bytes: a regular file of mode 644 that belongs to nobody and is from 1970.
  var bytes: [UInt8] {
    var block = [UInt8](repeating: 0, count: TarHeader.blockBytes)
    func put(_ text: String, in field: Field) { block.replaceSubrange(field.range.prefix(text.utf8.count), with: text.utf8) }
    put(name, in: .name)
    put("0000644", in: .mode)
    put("0000000", in: .owner)
    put("0000000", in: .group)
    put(TarHeader.octal(size, digits: 11), in: .size)
    put("00000000000", in: .time)
    put("        ", in: .checksum)
    put("0", in: .kind)
    put("ustar", in: .magic)
    put("00", in: .version)
    put("0000000", in: .major)
    put("0000000", in: .minor)
    put(TarHeader.octal(TarHeader.sum(block[...]), digits: 6) + "\0 ", in: .checksum)
    return block
  }

  /// The sum of a header's bytes, its checksum field counted as spaces.
  static func sum(_ block: ArraySlice<UInt8>) -> Int {
    let checksum = Field.checksum.range
    return block.enumerated().reduce(0) { $0 + (checksum.contains($1.offset) ? 0x20 : Int($1.element)) }
  }

  private static func octal(_ value: Int, digits: Int) -> String {
    let text = String(value, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}

extension TarHeader {
  /// The fields of a header, in order.
  enum Field: String, CaseIterable {
    case name, mode, owner, group, size, time, checksum, kind, link, magic, version
    case ownerName = "owner's name"
    case groupName = "group's name"
    case major, minor, prefix, rest

    /// Where it stands in the header.
    var range: Range<Int> {
      switch self {
      case .name: 0..<100
      case .mode: 100..<108
      case .owner: 108..<116
      case .group: 116..<124
      case .size: 124..<136
      case .time: 136..<148
      case .checksum: 148..<156
      case .kind: 156..<157
      case .link: 157..<257
      case .magic: 257..<263
      case .version: 263..<265
      case .ownerName: 265..<297
      case .groupName: 297..<329
      case .major: 329..<337
      case .minor: 337..<345
      case .prefix: 345..<500
      case .rest: 500..<512
      }
    }

    /// The field of a header.
    func bytes(of block: [UInt8]) -> ArraySlice<UInt8> { block[range] }
  }
}

internal import Text

/// Archives of other kinds, known by their first bytes, and the command that makes of each what is read here.
struct ForeignArchive {
  /// What people call it.
  private let name: String
  private let magic: [UInt8]
  /// The command for a file, or for standard input where there is no file.
  private let command: @Sendable (String?) -> String

  private static let all = [
    packed("gzip", [0x1F, 0x8B], "gzip"), packed("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"),
    packed("zstd", [0x28, 0xB5, 0x2F, 0xFD], "zstd"), packed("bzip2", Array("BZh".utf8), "bzip2"),
    packed("lz4", [0x04, 0x22, 0x4D, 0x18], "lz4"),
    unpacked("zip", [0x50, 0x4B, 0x03, 0x04]) { "unzip -q \($0) -d bundle" },
    unpacked("zip", [0x50, 0x4B, 0x05, 0x06]) { "unzip -q \($0) -d bundle" },
    unpacked("7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) { "7z x -obundle \($0)" },
  ]

  /// A compressed stream, which a program writes out.
  private static func packed(_ name: String, _ magic: [UInt8], _ program: String) -> ForeignArchive {
    ForeignArchive(name: name, magic: magic) { path in
      path.map { "\(program) -dc \(shellQuoted($0)) | etalon verify -" } ?? "… | \(program) -dc | etalon verify -"
    }
  }

  /// An archive that has to be unpacked.
  private static func unpacked(_ name: String, _ magic: [UInt8], _ unpack: @escaping @Sendable (String) -> String) -> ForeignArchive {
    ForeignArchive(name: name, magic: magic) { path in "\(unpack(path.map(shellQuoted) ?? "FILE")) && etalon verify bundle" }
  }

  /// Why a file that does not begin as a tar archive is no bundle.
  static func fault(_ path: String, _ first: [UInt8]) -> AttestFault {
    let place = path == "-" ? "standard input" : quoted(path)
    guard let kind = all.first(where: { first.starts(with: $0.magic) }) else {
      return AttestFault(
        "not-a-bundle", "\(place) is neither a folder nor an archive that `etalon pack` wrote",
        help: "a bundle is the folder that holds `manifest-sha256.txt`")
    }
    let command = kind.command(path == "-" ? nil : path)
    return AttestFault("archive-foreign", "\(place) is a \(kind.name) file, which is not read", help: command)
  }
}

internal import Attest
internal import Glibc
internal import Text

/// A folder as one input: a tar archive (POSIX.1-1988) of its folders, files and links in bytewise order.
///
/// Names, bytes, targets of links and whether a file may be run are kept, and nothing else; links are not followed. So the digest is the
/// same wherever and whenever the folder is packed.
struct FolderArchive {
  private(set) var bytes: [UInt8] = []

  /// Packs a folder.
  ///
  /// - Throws: `unusable-folder` for what has no place in an archive, and what reading files can throw.
  init(packing folder: String) throws(RunFault) {
    try add(folder, as: "")
    bytes += [UInt8](repeating: 0, count: 2 * ArchiveHeader.block)
  }

  private mutating func add(_ folder: String, as prefix: String) throws(RunFault) {
    for name in Files.names(in: folder) {
      let (path, inner) = ("\(folder)/\(name)", prefix.isEmpty ? name : "\(prefix)/\(name)")
      var record = stat()
      guard unsafe lstat(path, &record) == 0 else { throw FolderArchive.fault(inner, "cannot be read") }
      switch record.st_mode & S_IFMT {
      case S_IFDIR:
        try append(ArchiveHeader(inner, .folder))
        try add(path, as: inner)
      case S_IFREG:
        let content = try Files.read(path)
        try append(ArchiveHeader(inner, record.st_mode & 0o111 == 0 ? .file : .program, size: content.count), content)
      case S_IFLNK: try append(ArchiveHeader(inner, .link, target: FolderArchive.target(of: path)))
      default: throw FolderArchive.fault(inner, "is neither a file nor a folder nor a link")
      }
      if bytes.count > Files.readLimit { throw FolderArchive.fault(inner, "makes the folder larger than \(Files.readLimit) bytes") }
    }
  }

  private mutating func append(_ header: ArchiveHeader?, _ content: [UInt8] = []) throws(RunFault) {
    guard let header, let block = header.bytes else {
      throw FolderArchive.fault(header?.name ?? "", "has a name or a target that is too long for an archive")
    }
    bytes += block
    bytes += content
    bytes += [UInt8](repeating: 0, count: (ArchiveHeader.block - content.count % ArchiveHeader.block) % ArchiveHeader.block)
  }

  private static func target(of link: String) -> String {
    var target = [CChar](repeating: 0, count: 4096)
    let count = unsafe target.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.map { unsafe readlink(link, $0, buffer.count) } ?? -1
    }
    return String(decoding: target.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  fileprivate static func fault(_ name: String, _ what: String) -> RunFault {
    RunFault(.unusableFolder, "\(quoted(name)) of a folder \(what)", help: "leave it out of the folder")
  }
}

extension FolderArchive {
  /// Lays out what an archive holds in a folder that is empty; nothing is written outside of it, whatever the archive says.
  static func unpack(_ bytes: [UInt8], into folder: String) throws(RunFault) {
    var (start, made): (Int, Set<String>) = (0, [""])
    while start + ArchiveHeader.block <= bytes.count, bytes[start] != 0 {
      guard let header = ArchiveHeader(reading: bytes[start..<start + ArchiveHeader.block]) else {
        throw FolderArchive.fault("", "is no archive that `etalon dataset add` makes")
      }
      start += ArchiveHeader.block
      guard header.size <= bytes.count - start, made.contains(header.parent), header.isPlain else {
        throw FolderArchive.fault(header.name, "stands where nothing can stand")
      }
      let path = "\(folder)/\(header.name)"
      switch header.kind {
      case .folder:
        made.insert(header.name)
        guard unsafe mkdir(path, 0o755) == 0 else { throw FolderArchive.fault(header.name, "cannot be made") }
      case .link: guard unsafe symlink(header.target, path) == 0 else { throw FolderArchive.fault(header.name, "cannot be made") }
      case .file, .program:
        do {
          try writeNewFile(path, Array(bytes[start..<start + header.size]), synchronizing: false)
        } catch { throw RunFault(.noScratch, error.message, help: "free some space") }
        _ = unsafe chmod(path, header.kind == .program ? 0o555 : 0o444)
      }
      start += (header.size + ArchiveHeader.block - 1) / ArchiveHeader.block * ArchiveHeader.block
    }
  }
}

/// The header of a member of a folder's archive.
private struct ArchiveHeader {
  static let block = 512

  let name: String
  let kind: Kind
  var size = 0
  var target = ""

  enum Kind: UInt8 {
    case file = 0x30
    case link = 0x32
    case folder = 0x35
    /// A file that may be run; in the archive a file of another mode.
    case program = 0
  }

  init(_ name: String, _ kind: Kind, size: Int = 0, target: String = "") {
    (self.name, self.kind, self.size, self.target) = (name, kind, size, target)
  }

  /// The path above it.
  var parent: String { name.lastIndex(of: "/").map { String(name[..<$0]) } ?? "" }

  /// Whether no part of its path leads elsewhere.
  var isPlain: Bool {
    name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  /// The block of the header; `nil` where the name or the target is too long.
  var bytes: [UInt8]? {
    guard let (prefix, rest) = split, target.utf8.count <= 100, !name.utf8.contains(0) else { return nil }
    var block = [UInt8](repeating: 0, count: ArchiveHeader.block)
    func put(_ text: String, at place: Int) { block.replaceSubrange(place..<place + text.utf8.count, with: text.utf8) }
    put(rest, at: 0)
    put(kind == .file ? "0000644" : "0000755", at: 100)
    put("0000000\u{0}0000000", at: 108)
    put(ArchiveHeader.octal(size, 11), at: 124)
    put("00000000000\u{0}        ", at: 136)
    block[156] = kind == .program ? Kind.file.rawValue : kind.rawValue
    put(target, at: 157)
    put("ustar\u{0}00", at: 257)
    put("0000000\u{0}0000000", at: 329)
    put(prefix, at: 345)
    put(ArchiveHeader.octal(block.reduce(0) { $0 + Int($1) }, 6) + "\u{0} ", at: 148)
    return block
  }

  /// The name in the two fields for it.
  private var split: (prefix: String, rest: String)? {
    if name.utf8.count <= 100 { return ("", name) }
    for (index, character) in zip(name.indices, name) where character == "/" {
      let (prefix, rest) = (name[..<index], name[name.index(after: index)...])
      if prefix.utf8.count <= 155, rest.utf8.count <= 100 { return (String(prefix), String(rest)) }
    }
    return nil
  }

  /// Reads a block; `nil` where it is none that `bytes` gives.
  init?(reading block: ArraySlice<UInt8>) {
    func text(_ place: Range<Int>) -> String {
      String(decoding: block.dropFirst(place.lowerBound).prefix(place.count).prefix { $0 != 0 }, as: UTF8.self)
    }
    let prefix = text(345..<500)
    guard let size = Int(text(124..<136), radix: 8), size >= 0, var kind = Kind(rawValue: block[block.startIndex + 156]), kind != .program
    else { return nil }
    if kind == .file, text(100..<108) == "0000755" { kind = .program }
    self.init(prefix.isEmpty ? text(0..<100) : "\(prefix)/\(text(0..<100))", kind, size: size, target: text(157..<257))
    guard let canonical = bytes, canonical.elementsEqual(block) else { return nil }
  }

  private static func octal(_ value: Int, _ digits: Int) -> String {
    let text = String(value, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}

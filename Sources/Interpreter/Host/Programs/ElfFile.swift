/// What the loader reads of a program or library in the Executable and Linkable Format: its interpreter and the libraries that it needs.
///
/// Only files of 64 bits in little-endian order are read (System V ABI, chapters 4 and 5); everything in a file is taken for untrue until
/// it lies within the file.
struct ElfFile: Equatable {
  /// The loader that the system starts it with; `nil` for libraries and static programs.
  var interpreter: String?
  /// The names of the libraries, in the order of the file.
  var needed: [String] = []
  /// Folders that its libraries are looked for in before those of the system.
  var searched: [String] = []

  /// Whether bytes begin as such a file does.
  static func isElf(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) }

  /// `nil` where the bytes are no such file of 64 bits.
  init?(_ bytes: [UInt8]) {
    let reader = Reader(bytes: bytes)
    guard ElfFile.isElf(bytes), bytes.count > 64, bytes[4] == 2, bytes[5] == 1, let table = reader.integer(32, 8),
      let size = reader.integer(54, 2), let count = reader.integer(56, 2)
    else { return nil }
    var segments: [Segment] = []
    for index in 0..<min(count, 256) {
      guard let segment = Segment(reader, at: table &+ index &* size) else { return nil }
      segments.append(segment)
    }
    if let segment = segments.first(where: { $0.kind == Segment.interpreter }) { interpreter = reader.text(segment.offset) }
    if let dynamic = segments.first(where: { $0.kind == Segment.dynamic }) { read(dynamic, segments, reader) }
  }

  private mutating func read(_ dynamic: Segment, _ segments: [Segment], _ reader: Reader) {
    var (names, paths, table): ([Int], [Int], Int?) = ([], [], nil)
    for place in stride(from: dynamic.offset, to: dynamic.offset &+ min(dynamic.size, 1 << 16), by: 16) {
      guard let tag = reader.integer(place, 8), let value = reader.integer(place &+ 8, 8), tag != 0 else { break }
      switch tag {
      case 1: names.append(value)  // DT_NEEDED
      case 5: table = segments.lazy.compactMap { $0.offset(of: value) }.first  // DT_STRTAB
      case 15, 29: paths.append(value)  // DT_RPATH, DT_RUNPATH
      default: continue
      }
    }
    guard let table else { return }
    needed = names.compactMap { reader.text(table &+ $0) }
    searched = paths.compactMap { reader.text(table &+ $0) }.flatMap { $0.split(separator: ":").map(String.init) }
  }

  /// A part of the file with the place in memory where it goes.
  private struct Segment {
    static let dynamic = 2
    static let interpreter = 3
    private static let loaded = 1

    let kind: Int
    let offset: Int
    let size: Int
    private let address: Int

    init?(_ reader: Reader, at place: Int) {
      guard let kind = reader.integer(place, 4), let offset = reader.integer(place &+ 8, 8), let address = reader.integer(place &+ 16, 8),
        let size = reader.integer(place &+ 32, 8)
      else { return nil }
      (self.kind, self.offset, self.address, self.size) = (kind, offset, address, size)
    }

    /// Where an address in memory comes from.
    func offset(of other: Int) -> Int? {
      let distance = other.subtractingReportingOverflow(address)
      guard kind == Segment.loaded, !distance.overflow, (0..<max(size, 1)).contains(distance.partialValue) else { return nil }
      return offset &+ distance.partialValue
    }
  }

  private struct Reader {
    let bytes: [UInt8]

    /// A number that is not negative; `nil` beyond the file.
    func integer(_ place: Int, _ size: Int) -> Int? {
      guard place >= 0, place <= bytes.count - size else { return nil }
      let value = (0..<size).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(bytes[place + $1]) }
      return Int(exactly: value)
    }

    /// The text up to the next zero byte, at most 4,096 bytes.
    func text(_ place: Int) -> String? {
      guard bytes.indices.contains(place) else { return nil }
      let tail = bytes[place..<min(bytes.count, place + 4096)]
      guard let end = tail.firstIndex(of: 0), end > place else { return nil }
      return String(decoding: tail[..<end], as: UTF8.self)
    }
  }
}

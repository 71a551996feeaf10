/// Where the loader finds libraries by name: the cache of glibc's `ldconfig`.
struct LoaderCache {
  /// The path of each library, of several entries of a name the first.
  private(set) var paths: [String: String] = [:]

  private static let magic = Array("glibc-ld.so.cache1.1".utf8)
  private static let entrySize = 24

  /// Reads `/etc/ld.so.cache` in the format of glibc 2.2 and later; a cache that cannot be read is empty.
  init(_ bytes: [UInt8]) {
    guard let start = LoaderCache.start(in: bytes), let count = LoaderCache.word(bytes, start + LoaderCache.magic.count) else { return }
    for index in 0..<min(count, 100_000) {
      let entry = start + 48 + index * LoaderCache.entrySize
      guard let key = LoaderCache.word(bytes, entry + 4), let value = LoaderCache.word(bytes, entry + 8),
        let name = LoaderCache.text(bytes, start + key), let path = LoaderCache.text(bytes, start + value)
      else { return }
      if paths[name] == nil { paths[name] = path }
    }
  }

  /// Where the new format begins: at the front, or behind a table of the old one.
  private static func start(in bytes: [UInt8]) -> Int? {
    if bytes.starts(with: magic) { return 0 }
    guard bytes.starts(with: Array("ld.so-1.7.0".utf8)), let count = word(bytes, 12) else { return nil }
    let behind = (16 + count * 12 + 7) & ~7
    return behind < bytes.count && bytes[behind...].starts(with: magic) ? behind : nil
  }

  private static func word(_ bytes: [UInt8], _ place: Int) -> Int? {
    guard place >= 0, place <= bytes.count - 4 else { return nil }
    return (0..<4).reversed().reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
  }

  private static func text(_ bytes: [UInt8], _ place: Int) -> String? {
    guard bytes.indices.contains(place) else { return nil }
    let tail = bytes[place..<min(bytes.count, place + 4096)]
    return tail.firstIndex(of: 0).map { String(decoding: tail[..<$0], as: UTF8.self) }
  }
}

internal import Attest
internal import Glibc

/// Reads the small files of `/proc` and `/sys` under a prefix; a file that cannot be read is simply not there.
struct HostFiles {
  let root: String

  /// The first bytes of a file, at most `limit`; `nil` where it cannot be read.
  func bytes(_ path: String, limit: Int = 64 << 10) -> [UInt8]? {
    guard let file = try? OpenFile.open(root + path) else { return nil }
    return try? file.prefix(limit)
  }

  /// The text of a file without white space at its ends.
  func text(_ path: String, limit: Int = 64 << 10) -> String? {
    bytes(path, limit: limit).map { trimmed(String(decoding: $0, as: UTF8.self)) }
  }

  func lines(_ path: String, limit: Int = 64 << 10) -> [Substring]? {
    bytes(path, limit: limit).map { String(decoding: $0, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: true) }
  }

  func integer(_ path: String) -> Int? { text(path, limit: 256).flatMap { Int($0) } }

  /// The lines `name: value` of `/proc/self/status`.
  var status: [String: String] {
    Dictionary(
      (lines("/proc/self/status", limit: 8192) ?? []).compactMap { line in
        let pair = line.split(separator: ":", maxSplits: 1)
        return pair.count == 2 ? (String(pair[0]), trimmed(pair[1])) : nil
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Where a link points, not followed; `nil` where it is none.
  func target(ofLink path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 256)
    // The call writes at most as many bytes as it is told, without an end.
    let count = unsafe readlink(root + path, &buffer, buffer.count)
    return count > 0 ? String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }

  func exists(_ path: String) -> Bool { Files.exists(root + path) }

  /// The names in a folder, sorted bytewise; empty where it cannot be read.
  func names(in folder: String) -> [String] { Files.names(in: root + folder) }

  /// Where a path leads once links are followed; `nil` where it leads nowhere.
  func resolved(_ path: String) -> String? {
    guard let real = unsafe realpath(root + path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}

/// A text without spaces, tabs and line ends at its ends.
func trimmed(_ text: some StringProtocol) -> String {
  func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == 0 }
  let bytes = Array(text.utf8)
  guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) }) else { return "" }
  return String(decoding: bytes[first...last], as: UTF8.self)
}

/// The CPUs of a list such as `0-3,8`, ascending; `nil` for other text and for more than 65,536 CPUs.
func cpuList(_ text: some StringProtocol) -> [Int]? {
  var cpus: Set<Int> = []
  for part in text.split(separator: ",") {
    let ends = part.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { Int(trimmed($0)) }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, first >= 0, first <= last, last < 65_536 else { return nil }
    cpus.formUnion(first...last)
  }
  return cpus.sorted()
}

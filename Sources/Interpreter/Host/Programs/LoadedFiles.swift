internal import Attest
internal import Record

/// The files of the system that a program is loaded with, as its sandbox sees them: interpreters, the loader, libraries.
///
/// Only folders that the sandbox shows are read: nobody's home, no configuration.
struct LoadedFiles {
  /// A file of the system with the beginning of its digest.
  struct File: Hashable {
    let path: String
    let digest: String?
  }

  /// The program that reads a script; `nil` for programs in machine code.
  private(set) var interpreter: String?
  private(set) var files: [File] = []
  /// Libraries that are nowhere to be found.
  private(set) var missing: [String] = []

  /// The folders of the system that the sandbox shows.
  static let shown = ["/usr/", "/bin/", "/sbin/", "/lib/", "/lib32/", "/lib64/"]
  /// Where the loader looks without a cache.
  private static let standard = [
    "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/lib64", "/usr/lib64", "/lib", "/usr/lib",
  ]
  private static let mostFiles = 512
  private static let mostBytes = 256 << 20

  private let host: HostFiles
  /// Where the host's files begin, with links followed.
  private let base: String
  private let cache: LoaderCache
  private var seen: Set<String> = []

  init(of program: [UInt8], _ host: HostFiles) {
    self.host = host
    base = host.root.isEmpty ? "" : host.resolved("/") ?? host.root
    cache = LoaderCache(host.bytes("/etc/ld.so.cache", limit: 16 << 20) ?? [])
    follow(program, origin: "/program", depth: 0)
    files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private mutating func follow(_ bytes: [UInt8], origin: String, depth: Int) {
    guard depth < 32 else { return }
    if let elf = ElfFile(bytes) {
      if let loader = elf.interpreter { add(loader, depth) }
      for name in elf.needed { addLibrary(name, elf, origin, depth) }
    } else if let command = Script.command(of: bytes), depth < 4 {
      add(command.path, depth)
      guard let name = command.searched, let found = Script.search(name, host) else {
        if interpreter == nil { interpreter = command.path }
        return
      }
      interpreter = found
      add(found, depth)
    }
  }

  private mutating func addLibrary(_ name: String, _ elf: ElfFile, _ origin: String, _ depth: Int) {
    guard !name.utf8.contains(UInt8(ascii: "/")) else { return add(name, depth) }
    let own = elf.searched.map { $0.replacing("${ORIGIN}", with: origin).replacing("$ORIGIN", with: origin) }
    let places = own.map { "\($0)/\(name)" } + [cache.paths[name]].compactMap(\.self) + LoadedFiles.standard.map { "\($0)/\(name)" }
    guard let place = places.first(where: { isShown($0) && host.exists($0) }) else {
      if !missing.contains(name) { missing.append(name) }
      return
    }
    add(place, depth)
  }

  private mutating func add(_ path: String, _ depth: Int) {
    guard isShown(path), seen.insert(path).inserted, files.count < LoadedFiles.mostFiles, let real = host.resolved(path) else { return }
    let inside = String(real.dropFirst(base.utf8.count))
    // A link may lead out of what the sandbox shows, where nothing is read.
    guard isShown(inside) else { return files.append(File(path: path, digest: nil)) }
    if inside != path, !seen.insert(inside).inserted { return }
    let bytes = host.bytes(inside, limit: LoadedFiles.mostBytes) ?? []
    files.append(File(path: path, digest: bytes.isEmpty ? nil : String(SHA256.digest(of: bytes).hex.prefix(16))))
    follow(bytes, origin: folder(of: inside), depth: depth + 1)
  }

  private func isShown(_ path: String) -> Bool {
    LoadedFiles.shown.contains { path.hasPrefix($0) } && !path.split(separator: "/").contains("..")
  }

  private func folder(of path: String) -> String { path.split(separator: "/").dropLast().map { "/\($0)" }.joined() }
}

/// The first line of a script.
private enum Script {
  /// The program that `#!` names, and the name that `env` looks for.
  static func command(of bytes: [UInt8]) -> (path: String, searched: String?)? {
    guard bytes.starts(with: Array("#!".utf8)) else { return nil }
    let line = String(decoding: bytes.prefix(256).dropFirst(2).prefix { $0 != 0x0A }, as: UTF8.self)
    let words = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init)
    guard let path = words.first else { return nil }
    guard path.hasSuffix("/env") else { return (path, nil) }
    return (path, words.dropFirst().first { !$0.hasPrefix("-") && !$0.utf8.contains(UInt8(ascii: "=")) })
  }

  /// Where the sandbox's `PATH` has a program.
  static func search(_ name: String, _ host: HostFiles) -> String? {
    guard !name.utf8.contains(UInt8(ascii: "/")) else { return name }
    return ["/usr/bin/\(name)", "/bin/\(name)"].first(where: host.exists)
  }
}

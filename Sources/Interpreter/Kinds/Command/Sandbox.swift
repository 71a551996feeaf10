internal import Glibc

/// A program's surroundings by bubblewrap: no network, the system's programs and the inputs read-only, one folder to write to.
struct Sandbox {
  /// The path of `bwrap`.
  let bubblewrap: String
  let version: String

  /// Where the parts lie inside.
  enum Inside {
    static let program = "/program"
    static let inputs = "/inputs"
    static let work = "/work"
  }

  /// Finds bubblewrap, which the user installs.
  init(
    bench: Bench, candidates: [String] = ["/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap"]
  ) throws(RunFault) {
    guard let found = candidates.first(where: { unsafe access($0, X_OK) == 0 }) else {
      throw RunFault(
        .noBubblewrap, "a command needs bubblewrap to keep it apart from this system", help: "apt-get install bubblewrap")
    }
    bubblewrap = found
    let answer = try ChildProcess(arguments: [found, "--version"], outputLimit: 4096, pause: bench.pause).run()
    version = trimmed(String(decoding: answer.output, as: UTF8.self))
  }

  /// Folders and limits of one run.
  struct Room {
    /// Outside, read-only inside.
    var program: String
    /// Outside, read-only inside.
    var inputs: String
    /// Outside, writable inside.
    var work: String
    var memory: UInt64?
    /// The most bytes of a file.
    var fileSize: UInt64
  }

  /// The layers that are active around a program: bubblewrap does not start it where one of them fails.
  func layers(_ room: Room) -> [String] {
    var layers = [
      version, "environment-allow-list", "inputs-read-only", "no-capabilities", "no-network", "no-new-privileges", "private-process-space",
      "private-tmp", "rlimit-file-size", "system-read-only",
    ]
    if room.memory != nil { layers.append("rlimit-address-space") }
    return layers.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The command line that runs a program inside.
  func arguments(_ room: Room, environment: [String: String], command: [String]) -> [String] {
    var line = [bubblewrap, "--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534", "--cap-drop", "ALL"]
    line += ["--die-with-parent", "--new-session", "--hostname", "etalon"]
    line += systemFolders()
    line += ["--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"]
    line += ["--ro-bind", room.program, Inside.program, "--ro-bind", room.inputs, Inside.inputs, "--bind", room.work, Inside.work]
    line += ["--chdir", Inside.work, "--clearenv"]
    for (name, value) in environment.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      line += ["--setenv", name, value]
    }
    return limited(room) + line + ["--"] + command
  }

  /// Limits that are set before the sandbox begins, and inherited: posix_spawn has no way to set them.
  private func limited(_ room: Room) -> [String] {
    var script = "ulimit -c 0 && ulimit -f \(max(1, room.fileSize / 512))"
    // The sandbox's own set-up needs some megabytes.
    if let memory = room.memory { script += " && ulimit -v \(max(memory, 32 << 20) / 1024)" }
    return ["/bin/sh", "-c", script + " && exec \"$@\"", "sh"]
  }

  /// The system's programs and libraries; nobody's home, no configuration but the loader's.
  private func systemFolders() -> [String] {
    var line = ["--ro-bind", "/usr", "/usr"]
    for folder in ["/bin", "/sbin", "/lib", "/lib32", "/lib64"] {
      var target = [CChar](repeating: 0, count: 4096)
      let count = unsafe target.withUnsafeMutableBufferPointer { buffer in
        unsafe buffer.baseAddress.map { unsafe readlink(folder, $0, buffer.count) } ?? -1
      }
      line +=
        count > 0
        ? ["--symlink", String(decoding: target.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self), folder]
        : ["--ro-bind-try", folder, folder]
    }
    for file in ["/etc/ld.so.cache", "/etc/alternatives"] { line += ["--ro-bind-try", file, file] }
    return line
  }
}

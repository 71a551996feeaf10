internal import CSystem
internal import Glibc
internal import Record

/// A program's surroundings by bubblewrap: no network, the system's programs and the inputs read-only, storage in memory of a size.
struct Sandbox {
  /// The path of `bwrap`.
  let bubblewrap: String
  let version: String
  /// Whether it can forbid user namespaces inside.
  private let forbidsNamespaces: Bool

  /// Where the parts lie inside.
  enum Inside {
    static let program = "/program"
    static let inputs = "/inputs"
    static let work = "/work"
    static let setup = "/setup"
  }

  /// Folders and limits of one run.
  struct Room {
    /// Outside, read-only inside.
    var program: String
    /// Outside, read-only inside.
    var inputs: String
    /// Bytes that the spec limits memory to.
    var memory: UInt64?
    /// The most bytes of a file.
    var fileSize: UInt64
    var ceiling: CommandCeiling
    /// Devices inside, by their paths below `/dev`.
    var devices: [String] = []
    /// What the setup left, outside, read-only inside; `nil` where there is none.
    var setup: String?

    /// Bytes of memory that the program may hold, with files in memory.
    var memoryLimit: UInt64 { min(memory ?? ceiling.memory, ceiling.memory) }
    /// Bytes of each folder that it may write to.
    var storage: UInt64 { min(ceiling.storage, memoryLimit) }
  }

  /// Finds bubblewrap, which the user installs, and what it can do on this system.
  init(
    bench: Bench, candidates: [String] = ["/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap"]
  ) throws(RunFault) {
    guard let found = candidates.first(where: { unsafe access($0, X_OK) == 0 }) else {
      throw RunFault(
        .noBubblewrap, "a command needs bubblewrap to keep it apart from this system", help: "apt-get install bubblewrap")
    }
    func ask(_ arguments: [String]) throws(RunFault) -> ChildProcess.Ended {
      try ChildProcess(arguments: [found] + arguments, outputLimit: 64 << 10, pause: bench.pause).run()
    }
    bubblewrap = found
    version = trimmed(String(decoding: try ask(["--version"]).output, as: UTF8.self))
    let trial = ["--unshare-all", "--unshare-user", "--disable-userns", "--ro-bind", "/", "/", "true"]
    forbidsNamespaces = try ask(trial).ending == .exit(0)
  }

  /// The layers that bubblewrap and the limits put around every program: it does not start where one of them fails.
  func layers(_ room: Room) -> Set<IsolationLayer> {
    var layers: Set<IsolationLayer> = [
      .environmentAllowList, .inputsReadOnly, .noCapabilities, .noNetwork, .noNewPrivileges, .privateProcessSpace, .privateTmp,
      .rlimitFileSize, .rlimitOpenFiles, .sizedStorage, .systemReadOnly, .watched,
    ]
    if SystemCallFilter.bytes != nil { layers.insert(.seccomp) }
    if forbidsNamespaces { layers.insert(.noUserNamespaces) }
    if room.memory != nil { layers.insert(.rlimitAddressSpace) }
    // The kernel holds no limit against the system's own user.
    if geteuid() != 0 { layers.insert(.rlimitProcesses) }
    if csystem_leave_session_keyring() == 0 { layers.insert(.privateKeyring) }
    return layers
  }

  /// The command line that runs a program inside.
  func arguments(_ room: Room, groups: [String], environment: [String: String], command: [String]) -> [String] {
    var line = [bubblewrap, "--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534", "--cap-drop", "ALL"]
    if forbidsNamespaces { line.append("--disable-userns") }
    line += ["--die-with-parent", "--new-session", "--hostname", "etalon"] + SandboxEntrance.options
    line += systemFolders() + storage(room)
    // The last mounts: whoever sees the program's folder in place sees all of them.
    if let setup = room.setup { line += ["--ro-bind", setup, Inside.setup] }
    line += ["--ro-bind", room.inputs, Inside.inputs, "--ro-bind", room.program, Inside.program, "--remount-ro", "/"]
    line += ["--chdir", Inside.work, "--clearenv"]
    for (name, value) in environment.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      line += ["--setenv", name, value]
    }
    return limited(room, groups) + line + ["--"] + inside(room) + command
  }

  /// Everything that can be written has a size, and nothing else can be written.
  private func storage(_ room: Room) -> [String] {
    let size = ["--size", String(room.storage), "--perms", "0755", "--tmpfs"]
    let hidden = ["/proc/keys", "/proc/key-users"].filter { Files.exists($0) }
    // Where the user is root, the program's own user is root outside, whom files of /proc let write settings of the kernel.
    let processes = ["--proc", "/proc"] + hidden.flatMap { ["--ro-bind", "/dev/null", $0] } + ["--remount-ro", "/proc"]
    let devices = room.devices.flatMap { ["--dev-bind", "/dev/\($0)", "/dev/\($0)"] }
    return ["--dev", "/dev"] + devices + ["--remount-ro", "/dev"] + size + ["/dev/shm"] + processes + size + ["/tmp"] + size + [Inside.work]
  }

  /// Limits that are set before the sandbox begins, and inherited: posix_spawn has no way to set them.
  private func limited(_ room: Room, _ groups: [String]) -> [String] {
    var script = "ulimit -c 0 && ulimit -n 1024 && ulimit -f \(max(1, room.fileSize / 512))"
    // The sandbox's own set-up needs some megabytes.
    if let memory = room.memory { script += " && ulimit -v \(max(memory, 32 << 20) / 1024)" }
    // The groups' folders come as arguments, so that no name of them is read as a command.
    script += " && while [ \"$1\" != -- ]; do echo $$ > \"$1/cgroup.procs\" || exit 125; shift; done && shift && exec \"$@\""
    return ["/bin/sh", "-c", script, "sh"] + groups + ["--"]
  }

  /// The limit of processes counts those of the sandbox's own user namespace, so it is set inside; shells disagree on its name.
  private func inside(_ room: Room) -> [String] {
    let limit = room.ceiling.processes
    return ["/bin/sh", "-c", "ulimit -u \(limit) 2>/dev/null || ulimit -p \(limit) 2>/dev/null; exec \"$@\"", "sh"]
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

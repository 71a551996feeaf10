internal import Attest
internal import Glibc
internal import Record
internal import Synchronization

/// Control groups of one program, below those of this process: memory and processes, in version 1 or 2, where they can be made.
final class ControlGroup {
  /// Folders whose `cgroup.procs` the program enters.
  private(set) var folders: [String] = []
  private(set) var layers: Set<IsolationLayer> = []
  private let files = HostFiles(root: "")

  private static let numbers = Atomic<Int>(0)

  /// Makes what the system allows; what it does not is not among the layers.
  init(memory: UInt64, processes: UInt64) {
    let name = "etalon-\(getpid())-\(ControlGroup.numbers.add(1, ordering: .relaxed).newValue)"
    if make(name, "memory", { limitMemory($0, memory) }) { layers.insert(.cgroupMemory) }
    if make(name, "pids", { write("\($0)/pids.max", String(processes)) }) { layers.insert(.cgroupProcesses) }
  }

  deinit {
    // The last processes of a namespace leave their group a moment after their first one was waited for.
    for folder in folders {
      for _ in 0..<200 where unsafe rmdir(folder) != 0 && errno == EBUSY { _ = usleep(5000) }
    }
  }

  /// Whether the kernel ended a process for memory.
  var endedForMemory: Bool {
    folders.contains { folder in
      ["memory.events", "memory.oom_control"].contains { file in
        (files.lines("\(folder)/\(file)") ?? []).contains { $0.hasPrefix("oom_kill ") && !$0.hasSuffix(" 0") }
      }
    }
  }

  /// Makes the folder of a controller, unless one that was made already has it; removes it where its limit cannot be set.
  private func make(_ name: String, _ controller: String, _ limit: (String) -> Bool) -> Bool {
    for parent in CgroupLimits.ownFolders(of: controller, files) {
      let folder = "\(parent)/\(name)"
      let isNew = !folders.contains(folder)
      if isNew, unsafe mkdir(folder, 0o755) != 0 { continue }
      if limit(folder) {
        if isNew { folders.append(folder) }
        return true
      }
      if isNew { unsafe _ = rmdir(folder) }
    }
    return false
  }

  private func limitMemory(_ folder: String, _ bytes: UInt64) -> Bool {
    if write("\(folder)/memory.max", String(bytes)) {
      _ = write("\(folder)/memory.swap.max", "0")
      _ = write("\(folder)/memory.oom.group", "1")
      return true
    }
    guard write("\(folder)/memory.limit_in_bytes", String(bytes)) else { return false }
    _ = write("\(folder)/memory.memsw.limit_in_bytes", String(bytes))
    return true
  }

  private func write(_ path: String, _ text: String) -> Bool {
    guard let file = try? OpenFile.open(path, flags: O_WRONLY) else { return false }
    return (try? file.write(Array(text.utf8).span)) != nil
  }
}

/// What the control groups around a process allow it, versions 1 and 2; the tightest of all enclosing groups counts.
struct CgroupLimits: Equatable {
  /// CPU time per wall time: 1.5 is one and a half cores.
  var cpus: Double?
  var memory: UInt64?
  /// `v1`, `v2`, `v1+v2`, or `nil` where no group can be read.
  var version: String?
  /// Times the groups' CPU quota held the process back, and for how long; evidence.
  var throttledPeriods: UInt64?

  init() {}

  init(_ files: HostFiles) {
    let mounts = CgroupMount.all(files)
    let paths = CgroupLimits.paths(files)
    if let mount = mounts.first(where: { $0.isUnified }), let path = paths[""] { readUnified(files, mount.folders(for: path)) }
    if let mount = mounts.first(where: { $0.controllers.contains("cpu") }), let path = paths["cpu"] {
      readQuota(files, mount.folders(for: path))
    }
    if let mount = mounts.first(where: { $0.controllers.contains("memory") }), let path = paths["memory"] {
      readMemory(files, mount.folders(for: path))
    }
    let versions = [mounts.contains { !$0.isUnified } ? "v1" : nil, mounts.contains { $0.isUnified } ? "v2" : nil].compactMap { $0 }
    version = versions.isEmpty ? nil : versions.joined(separator: "+")
  }

  /// The process's group by controller; the unified hierarchy has the empty name.
  private static func paths(_ files: HostFiles) -> [String: String] {
    var paths: [String: String] = [:]
    for line in files.lines("/proc/self/cgroup") ?? [] {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      for controller in parts[1].split(separator: ",", omittingEmptySubsequences: false) { paths[String(controller)] = String(parts[2]) }
    }
    return paths
  }

  /// The folders of this process's own group that may carry a controller, version 1 first.
  static func ownFolders(of controller: String, _ files: HostFiles) -> [String] {
    let (mounts, paths) = (CgroupMount.all(files), paths(files))
    let separate = mounts.first { $0.controllers.contains(controller) }.flatMap { mount in
      paths[controller].flatMap { mount.folders(for: $0).first }
    }
    let unified = mounts.first(where: \.isUnified).flatMap { mount in paths[""].flatMap { mount.folders(for: $0).first } }
    return [separate, unified].compactMap { $0 }
  }

  private mutating func readUnified(_ files: HostFiles, _ folders: [String]) {
    for folder in folders {
      let parts = files.text("\(folder)/cpu.max", limit: 128)?.split(separator: " ").map(String.init) ?? []
      if parts.count == 2, let quota = Double(parts[0]), let period = Double(parts[1]), quota > 0, period > 0 {
        tighten(cpus: quota / period)
      }
      for name in ["memory.max", "memory.high"] {
        if let bytes = files.text("\(folder)/\(name)", limit: 128).flatMap({ UInt64($0) }) { tighten(memory: bytes) }
      }
      noteThrottling(files, folder)
    }
  }

  private mutating func readQuota(_ files: HostFiles, _ folders: [String]) {
    for folder in folders {
      let quota = files.integer("\(folder)/cpu.cfs_quota_us")
      let period = files.integer("\(folder)/cpu.cfs_period_us")
      if let quota, let period, quota > 0, period > 0 { tighten(cpus: Double(quota) / Double(period)) }
      noteThrottling(files, folder)
    }
  }

  private mutating func readMemory(_ files: HostFiles, _ folders: [String]) {
    for folder in folders {
      if let bytes = files.text("\(folder)/memory.limit_in_bytes", limit: 128).flatMap({ UInt64($0) }) { tighten(memory: bytes) }
    }
  }

  private mutating func noteThrottling(_ files: HostFiles, _ folder: String) {
    for line in files.lines("\(folder)/cpu.stat", limit: 4096) ?? [] where line.hasPrefix("nr_throttled ") {
      if let count = UInt64(line.dropFirst("nr_throttled ".count)) { throttledPeriods = max(throttledPeriods ?? 0, count) }
    }
  }

  private mutating func tighten(cpus limit: Double) { cpus = min(cpus ?? limit, limit) }

  private mutating func tighten(memory limit: UInt64) {
    // Version 1 writes "no limit" as the largest multiple of the page size.
    guard limit < UInt64(Int64.max) - (1 << 20) else { return }
    memory = min(memory ?? limit, limit)
  }
}

/// A mounted hierarchy of control groups, from `/proc/self/mountinfo` (proc(5)).
struct CgroupMount {
  let controllers: Set<String>
  let isUnified: Bool
  /// The group that is mounted, and where.
  let root: String
  let point: String

  static func all(_ files: HostFiles) -> [CgroupMount] {
    (files.lines("/proc/self/mountinfo", limit: 1 << 20) ?? []).compactMap { line in
      let parts = line.split(separator: " ")
      guard let dash = parts.firstIndex(of: "-"), dash >= 5, parts.count > dash + 3 else { return nil }
      let kind = parts[dash + 1]
      guard kind == "cgroup" || kind == "cgroup2" else { return nil }
      return CgroupMount(
        controllers: Set(parts[dash + 3].split(separator: ",").map(String.init)), isUnified: kind == "cgroup2", root: String(parts[3]),
        point: String(parts[4]))
    }
  }

  /// The folders of a group and of all groups around it, the innermost first.
  func folders(for path: String) -> [String] {
    let inside = root != "/" && path.hasPrefix(root) ? path.dropFirst(root.utf8.count) : path[...]
    var parts = inside.split(separator: "/").filter { $0 != ".." }
    var folders: [String] = []
    while true {
      folders.append(([Substring(point)] + parts).joined(separator: "/"))
      guard !parts.isEmpty else { return folders }
      parts.removeLast()
    }
  }
}

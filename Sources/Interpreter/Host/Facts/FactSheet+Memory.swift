internal import Record

/// `/proc/meminfo` in bytes.
struct MemoryInfo {
  private let entries: [String: Int]

  init(_ files: HostFiles) {
    var entries: [String: Int] = [:]
    for line in files.lines("/proc/meminfo") ?? [] {
      let parts = line.split(separator: " ", omittingEmptySubsequences: true)
      guard parts.count >= 2, let number = Int(parts[1]) else { continue }
      let (bytes, overflow) = number.multipliedReportingOverflow(by: parts.count > 2 ? 1024 : 1)
      if !overflow { entries[String(parts[0].dropLast())] = bytes }
    }
    self.entries = entries
  }

  subscript(name: String) -> Int? { entries[name] }
}

extension FactSheet {
  mutating func addMemory(_ files: HostFiles, process: ProcessFacts, limits: CgroupLimits) {
    let memory = MemoryInfo(files)
    note("memory.total", count: memory["MemTotal"], orAbsent: "not in /proc/meminfo")
    note("memory.swap", count: memory["SwapTotal"], orAbsent: "not in /proc/meminfo")
    note("memory.page-size", count: process.pageSize, orAbsent: "the system does not tell")
    note("memory.huge-page-size", count: memory["Hugepagesize"], orAbsent: "not in /proc/meminfo")
    let huge = files.text("/sys/kernel/mm/transparent_hugepage/enabled", limit: 128).flatMap(chosen)
    note("memory.transparent-huge-pages", text: huge, orAbsent: "the kernel has none")
    let defrag = files.text("/sys/kernel/mm/transparent_hugepage/defrag", limit: 128).flatMap(chosen)
    note("memory.huge-page-defrag", text: defrag, orAbsent: "the kernel has none")
    note("memory.reserved-huge-pages", count: memory["HugePages_Total"], orAbsent: "not in /proc/meminfo")
    note("memory.same-page-merging", count: files.integer("/sys/kernel/mm/ksm/run"), orAbsent: "the kernel has none")
    note("memory.nodes", texts: nodes(files), orAbsent: "no /sys/devices/system/node")
    let modules = MemoryModules.described(files)
    note("memory.modules", texts: modules, orAbsent: "the firmware's table cannot be read (root may), and no memory controller tells")
    observe("memory.available", memory["MemAvailable"].map { .number(Double($0)) })
    observe("memory.free", memory["MemFree"].map { .number(Double($0)) })
    if let total = memory["SwapTotal"], let free = memory["SwapFree"], total > free {
      taint("swap-used")
      observe("memory.swap-used", .number(Double(total - free)))
    }
    if let limit = limits.memory, let total = memory["MemTotal"] { taint("memory-limit", if: limit < UInt64(total)) }
  }

  /// The memory of each NUMA node in whole GiB: a kernel's own share differs from boot to boot.
  private func nodes(_ files: HostFiles) -> [String]? {
    guard let nodes = files.text("/sys/devices/system/node/online").flatMap(cpuList) else { return nil }
    let sizes = nodes.compactMap { node -> String? in
      let line = files.lines("/sys/devices/system/node/node\(node)/meminfo", limit: 8192)?.first { $0.utf8Contains("MemTotal:") }
      let words = line.map { $0.split(separator: " ") } ?? []
      guard words.count > 3, let kibibytes = Int(words[3]) else { return nil }
      return "\(node): \((kibibytes >> 20) + (kibibytes >> 19 & 1)) GiB"
    }
    return sizes.isEmpty ? nil : sizes
  }

  /// The choice that stands in brackets: `always [madvise] never`.
  private func chosen(_ text: String) -> String? {
    guard let open = text.firstIndex(of: "["), let close = text[open...].firstIndex(of: "]") else { return nil }
    return String(text[text.index(after: open)..<close])
  }
}

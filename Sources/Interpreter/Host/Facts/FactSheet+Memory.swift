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
    note("memory.total", .performance, count: memory["MemTotal"], orAbsent: "not in /proc/meminfo")
    note("memory.swap", .performance, count: memory["SwapTotal"], orAbsent: "not in /proc/meminfo")
    note("memory.page-size", .performance, count: process.pageSize, orAbsent: "the system does not tell")
    note("memory.huge-page-size", .performance, count: memory["Hugepagesize"], orAbsent: "not in /proc/meminfo")
    let huge = files.text("/sys/kernel/mm/transparent_hugepage/enabled", limit: 128).flatMap(chosen)
    note("memory.transparent-huge-pages", .performance, text: huge, orAbsent: "the kernel has none")
    observe("memory.available", memory["MemAvailable"].map { .number(Double($0)) })
    observe("memory.free", memory["MemFree"].map { .number(Double($0)) })
    if let total = memory["SwapTotal"], let free = memory["SwapFree"], total > free {
      taint("swap-used")
      observe("memory.swap-used", .number(Double(total - free)))
    }
    if let limit = limits.memory, let total = memory["MemTotal"] { taint("memory-limit", if: limit < UInt64(total)) }
  }

  /// The choice that stands in brackets: `always [madvise] never`.
  private func chosen(_ text: String) -> String? {
    guard let open = text.firstIndex(of: "["), let close = text[open...].firstIndex(of: "]") else { return nil }
    return String(text[text.index(after: open)..<close])
  }
}

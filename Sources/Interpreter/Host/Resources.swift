/// What a host has for a target: the facts that planning is checked against before a run.
public struct Resources: Sendable, Hashable {
  /// Cores the process may use: its affinity mask, cut to what a CPU quota pays for in full.
  public var cores: Int
  /// Bytes of physical memory, cut to the tightest limit around the process; `nil` where the host does not tell.
  public var memory: UInt64?
  /// Instruction sets of targets (`sse2`, `avx2`, `avx512`, `neon`) and the kernel's names of single extensions, sorted.
  public var isa: [String]

  public init(cores: Int, memory: UInt64?, isa: [String]) {
    self.cores = cores
    self.memory = memory
    self.isa = isa
  }

  /// What this host has; reads a handful of small files.
  public static func probed(_ sources: HostSources = .live()) -> Resources {
    let files = HostFiles(root: sources.root)
    let limits = CgroupLimits(files)
    let processor = Processor(files)
    let total = MemoryInfo(files)["MemTotal"].map { UInt64($0) }
    let isa = Set(processor.instructionSets + processor.flags)
    return Resources(
      cores: usableCores(affinity: sources.process.affinity, quota: limits.cpus), memory: [total, limits.memory].compactMap { $0 }.min(),
      isa: isa.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  /// A quota of 1.5 cores gives one: a second thread would be held back for part of every period, and with it the first.
  static func usableCores(affinity: [Int], quota: Double?) -> Int {
    let paid = quota.map { $0 >= 1 ? Int(min($0, 65_536)) : 1 } ?? .max
    return max(1, min(affinity.count, paid))
  }
}

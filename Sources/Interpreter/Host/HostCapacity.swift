internal import Kernels
internal import Record

/// What of the host a target may ask for: the facts that a plan's targets are checked against before a trial.
struct HostCapacity: Equatable {
  /// CPUs the process may use: its affinity mask, cut to what a CPU quota pays for in full.
  var cores: Int
  /// The CPUs of its affinity mask.
  var cpus: Set<Int>
  /// Bytes of physical memory, cut to the tightest limit around the process; `nil` where the host does not tell.
  var memory: UInt64?
  /// The sets that kernels can run with, narrowest first.
  var instructionSets: [String]

  /// This process on this host; reads a handful of small files.
  static var current: HostCapacity { HostCapacity(HostSources.current) }

  init(cores: Int, cpus: Set<Int>? = nil, memory: UInt64?, instructionSets: [String]) {
    self.cores = cores
    self.cpus = cpus ?? Set(0..<cores)
    self.memory = memory
    self.instructionSets = instructionSets
  }

  /// The process and limits that the sources describe, on this processor.
  init(_ sources: HostSources) {
    let files = HostFiles(root: sources.root)
    let limits = CgroupLimits(files)
    let total = MemoryInfo(files)["MemTotal"].flatMap { UInt64(exactly: $0) }
    self.init(
      cores: HostCapacity.usableCores(affinity: sources.process.affinity, quota: limits.cpus), cpus: Set(sources.process.affinity),
      memory: [total, limits.memory].compactMap { $0 }.min(), instructionSets: InstructionSet.supported.map(\.rawValue))
  }

  /// A quota of 1.5 cores gives one: a second thread would be held back for part of every period, and with it the first.
  static func usableCores(affinity: [Int], quota: Double?) -> Int {
    let paid = quota.map { $0 >= 1 ? Int(min($0, 65_536)) : 1 } ?? .max
    return max(1, min(affinity.count, paid))
  }

  /// Refuses a target whose threads are to be held to CPUs that the process may not use; only a run holds them.
  func requireCPUs(_ target: TargetPlan) throws(RunFault) {
    let absent = (target.conditions?.cpus ?? []).filter { !cpus.contains($0) }
    guard !absent.isEmpty else { return }
    throw .unmetConditions(
      target.id, "this process may not run on the CPUs \(cpuList(absent)) (it may on \(cpuList(cpus.sorted())))")
  }

  /// What a target becomes here.
  ///
  /// - Throws: a local `RunFault` with the code `target-not-met` and every requirement that is not met.
  func resolve(_ target: TargetPlan) throws(RunFault) -> HostResolution {
    var unmet: [String] = []
    let isa = target.isa ?? instructionSets.last ?? "sse2"
    for needed in (target.require.isa ?? []) + (target.isa.map { [$0] } ?? []) where !instructionSets.contains(needed) {
      unmet.append("no \(needed) (there is \(instructionSets.joined(separator: ", ")))")
    }
    if let needed = target.require.cores, needed > cores { unmet.append("\(cores) of \(needed) cores") }
    if let needed = target.require.memory?.value, needed > memory ?? 0 {
      unmet.append(memory.map { "\($0) of \(needed) bytes of memory" } ?? "\(needed) bytes of memory, and how much there is cannot be read")
    }
    var threads = min(cores, target.conditions?.cpus?.count ?? cores)
    if case .count(let count) = target.threads { threads = count }
    if !(1...Engine.maximumThreads).contains(threads) { unmet.append("\(threads) threads cannot be started") }
    guard unmet.isEmpty else {
      throw RunFault(
        .targetNotMet, "this host does not meet the target `\(target.id)`: \(unmet.joined(separator: "; "))",
        help: "run on a host that does, or give the spec a target for this one")
    }
    return HostResolution(threads: threads, isa: isa)
  }
}

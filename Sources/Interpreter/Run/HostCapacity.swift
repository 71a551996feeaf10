internal import Glibc
internal import Kernels
internal import Record

/// What of the host a target may ask for.
struct HostCapacity: Equatable {
  /// CPUs this process may run on.
  var cores: Int
  /// Physical memory, bytes; 0 where it is not known.
  var memory: UInt64
  /// Narrowest first.
  var instructionSets: [String]

  /// This process on this host.
  static var current: HostCapacity {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let size = sysconf(Int32(_SC_PAGESIZE))
    return HostCapacity(
      cores: max(1, ProcessFacts.current().affinity.count), memory: pages > 0 && size > 0 ? UInt64(pages) * UInt64(size) : 0,
      instructionSets: InstructionSet.supported.map(\.rawValue))
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
    if let needed = target.require.memory?.value, needed > memory { unmet.append("\(memory) of \(needed) bytes of memory") }
    var threads = cores
    if case .count(let count) = target.threads { threads = count }
    if !(1...Engine.maximumThreads).contains(threads) { unmet.append("\(threads) threads cannot be started") }
    guard unmet.isEmpty else {
      throw RunFault(
        "target-not-met", "this host does not meet the target `\(target.id)`: \(unmet.joined(separator: "; "))",
        help: "run on a host that does, or give the spec a target for this one", isLocal: true)
    }
    return HostResolution(threads: threads, isa: isa)
  }
}

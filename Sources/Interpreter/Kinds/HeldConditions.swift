internal import CSystem
internal import Glibc
internal import Kernels
internal import Record

/// The conditions of a target, held by the calling thread and by what it starts, until `end()`.
struct HeldConditions {
  private let affinity: [Int32]?
  private let nice: Int32?
  private let keepsHugePages: Bool

  /// - Throws: `target-not-met` where this host, or this user, cannot have them.
  init(_ conditions: TargetConditions, of target: String) throws(RunFault) {
    keepsHugePages = conditions.hugePages == .never
    let (before, own) = (ProcessFacts.current().affinity.map { Int32(clamping: $0) }, csystem_nice())
    if let cpus = conditions.cpus {
      let wanted = cpus.map { Int32(clamping: $0) }
      guard Set(wanted).isSubset(of: before), HeldConditions.hold(wanted) else {
        throw .unmetConditions(target, "this process may not run on all of the CPUs \(cpus.map(String.init).joined(separator: ", "))")
      }
      affinity = before
    } else {
      affinity = nil
    }
    if let wanted = conditions.nice.map({ Int32(clamping: $0) }), wanted != own {
      guard HeldConditions.canLower(to: own), csystem_set_nice(wanted) == 0 else {
        if let affinity { _ = HeldConditions.hold(affinity) }
        throw .unmetConditions(target, "this user cannot set the nice value \(wanted) and take it back (it is \(own))")
      }
      nice = own
    } else {
      nice = nil
    }
    if keepsHugePages { HugePages.set(advised: false) }
  }

  /// Takes the conditions back.
  func end() {
    if let affinity { _ = HeldConditions.hold(affinity) }
    if let nice { _ = csystem_set_nice(nice) }
    if keepsHugePages { HugePages.set(advised: true) }
  }

  private static func hold(_ cpus: [Int32]) -> Bool {
    unsafe cpus.withUnsafeBufferPointer { buffer in
      guard let first = buffer.baseAddress else { return false }
      return unsafe csystem_set_affinity(first, Int32(buffer.count)) == 0
    }
  }

  /// Whether the user may go back to a lower nice value: root, or within RLIMIT_NICE (getrlimit(2): 20 - nice).
  private static func canLower(to value: Int32) -> Bool {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(__RLIMIT_NICE.rawValue), &limit) == 0 else { return geteuid() == 0 }
    return geteuid() == 0 || limit.rlim_cur >= UInt64(clamping: 20 - value)
  }
}

extension KindExecutor {
  /// Executes a trial under the conditions that its target declares, and takes them back.
  func executeAsDeclared(_ context: TrialContext, _ bench: Bench) throws(RunFault) -> TrialOutcome {
    guard context.purpose == .run, let conditions = context.conditions else { return try execute(context, bench) }
    if conditions.caches == .cold, context.node.work.kind != .kernel {
      throw RunFault(
        .targetNotMet, "the target `\(context.node.target)` wants cold caches, which only kernels can be measured with",
        help: "give the workload a target without `caches: cold`")
    }
    let held = try HeldConditions(conditions, of: context.node.target)
    defer { held.end() }
    return try execute(context, bench)
  }
}

extension TrialContext {
  /// The conditions of the cell's target.
  var conditions: TargetConditions? { plan.target(node.target)?.conditions }

  /// What empties the caches before each repetition; `nil` where they are warm.
  func cacheSweep(_ engine: Engine) throws(RunFault) -> CacheSweep? {
    guard purpose == .run, conditions?.caches == .cold else { return nil }
    let files = HostFiles(root: "")
    let sizes = (0..<8).compactMap { files.text("/sys/devices/system/cpu/cpu0/cache/index\($0)/size", limit: 32) }
    let largest = sizes.compactMap { $0.hasSuffix("K") ? Int($0.dropLast()) : nil }.max() ?? 32 << 10
    // Twice the largest cache, which may be shared by parts that know nothing of each other.
    return try orFault { () throws(KernelError) in try CacheSweep(bytes: min(2 << 30, max(64 << 20, largest * 2048)), on: engine) }
  }
}

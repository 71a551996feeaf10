internal import Record
internal import Text

/// Compares what trials say of their host with their target, and with the fingerprint.
struct HostChecks {
  private let plan: Plan
  private let host: RecordedHost
  private(set) var findings: [Finding] = []

  init(records: BundleRecords) {
    plan = records.plan
    host = RecordedHost(records.environment)
    let nodes = Dictionary(plan.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let targets = Dictionary(plan.targets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var finished: Set<String> = []
    for (index, trial) in records.trials.enumerated() where trial.status == .ok {
      guard let node = nodes[trial.node], let target = targets[node.target] else { continue }
      finished.insert(node.target)
      check(trial.host, of: node, on: target, at: "\(BundleFile.trials):\(index + 1)#/host")
    }
    for target in plan.targets where finished.contains(target.id) { checkRequirements(target) }
  }

  private mutating func differs(_ place: String, _ message: String, expected: String? = nil, found: String? = nil) {
    findings.append(Finding("host-differs", path: place, message, expected: expected, found: found))
  }

  private mutating func check(_ resolution: HostResolution?, of node: Node, on target: TargetPlan, at place: String) {
    guard let resolution else { return differs(place, "finished, and what the host made of its target is not told") }
    let threads: Int? =
      if case .count(let count) = target.threads { count } else { target.conditions?.cpus.map { Set($0).count } ?? host.cores }
    if let threads, resolution.threads != threads {
      differs(place, "not the threads of its target", expected: "\(threads)", found: "\(resolution.threads)")
    }
    if let forced = target.isa, resolution.isa != forced {
      differs(place, "not the instruction set of its target", expected: excerpt(forced), found: excerpt(resolution.isa))
    }
    if let sets = host.instructionSets, !sets.contains(resolution.isa) {
      differs(
        place, "an instruction set that the fingerprint does not have", expected: excerpt(sets.joined(separator: ", ")),
        found: excerpt(resolution.isa))
    }
    if let cpus = target.conditions?.cpus, let runnable = host.runnable, !cpus.allSatisfy({ runnable.holds($0) }) {
      differs(
        place, "its target holds it to CPUs that the process could not run on", expected: "among \(excerpt(host.affinity ?? ""))",
        found: excerpt(cpus.map { "\($0)" }.joined(separator: ", ")))
    }
    let isProgram = node.work.runsProgram
    if isProgram == (resolution.isolation ?? []).isEmpty {
      differs(place, isProgram ? "a program, and no layer of a sandbox was active" : "no program, and yet it ran in a sandbox")
    }
    let layers = (resolution.isolation ?? []).dropFirst()
    if layers.contains(where: { IsolationLayer(rawValue: $0) == nil }) || layers.sorted() != Array(layers)
      || Set(layers).count != layers.count
    {
      differs(place, "behind the sandbox its layers stand, each known, once, and in order", found: excerpt(layers.joined(separator: ", ")))
    }
    if (node.numerics.promise == .bound) == (resolution.library == nil) {
      differs(place, resolution.library == nil ? "names no library of the vendor" : "names a vendor's library, which its cell does not use")
    }
  }

  /// What the plan requires of a target that trials finished on is what the fingerprint has.
  private mutating func checkRequirements(_ target: TargetPlan) {
    func unmet(_ name: String, expected: String, found: String?) {
      findings.append(
        Finding(
          "requirement-unmet", path: "\(BundleFile.environment)#/fields/\(name)",
          "less than \(quoted(target.id)) requires, and yet trials finished on it", expected: expected, found: found ?? "nothing"))
    }
    if let needed = target.require.cores, host.cores ?? 0 < needed {
      unmet("limits.cores", expected: "\(needed)", found: host.cores.map { "\($0)" })
    }
    if let needed = target.require.memory?.value, host.memory ?? 0 < Double(needed) {
      unmet("memory.total", expected: "\(needed)", found: host.memory.map { "\($0)" })
    }
    for needed in target.require.isa ?? [] where host.instructionSets?.contains(needed) != true {
      unmet("cpu.instruction-sets", expected: needed, found: host.instructionSets.map { excerpt($0.joined(separator: ", ")) })
    }
  }
}

/// What a fingerprint says of the facts that a target may ask for.
private struct RecordedHost {
  let cores: Int?
  let memory: Double?
  /// `nil` where the host does not tell.
  let instructionSets: [String]?
  /// The processors that the process may run on, as the host writes them; `nil` where it does not tell.
  let affinity: String?
  let runnable: [ClosedRange<UInt32>]?

  init(_ environment: Fingerprint) {
    func number(_ name: String) -> Double? { environment.fields[name]?.value?.number }
    cores = number("limits.cores").flatMap { Int(exactly: $0) }
    memory = number("memory.total").map { min($0, number("limits.memory") ?? $0) }
    instructionSets = environment.fields["cpu.instruction-sets"]?.value?.elements?.compactMap(\.text)
    affinity = environment.fields["limits.affinity"]?.value?.text
    runnable = affinity.flatMap(ProcessorList.ranges)
  }
}

extension [ClosedRange<UInt32>] {
  fileprivate func holds(_ cpu: Int) -> Bool { UInt32(exactly: cpu).map { cpu in contains { $0.contains(cpu) } } ?? false }
}

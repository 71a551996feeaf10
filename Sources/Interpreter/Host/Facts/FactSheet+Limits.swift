internal import Record
internal import Text

extension FactSheet {
  /// Cores that the process may use, and every limit it runs under.
  mutating func addLimits(_ sources: HostSources, _ files: HostFiles, limits: CgroupLimits, topology: Topology) {
    let affinity = sources.process.affinity
    let cores = HostCapacity.usableCores(affinity: affinity, quota: limits.cpus)
    note("limits.cores", count: affinity.isEmpty ? nil : cores, orAbsent: "the affinity mask cannot be read")
    note("limits.affinity", text: cpuList(affinity), orAbsent: "the affinity mask cannot be read")
    note("limits.cgroup", text: limits.version, orAbsent: "no control group is mounted")
    let none: JSON? = limits.version == nil ? nil : "none"
    note("limits.cpu-quota", limits.cpus.map { .number($0) } ?? none, orAbsent: "no control group is mounted")
    note("limits.memory", limits.memory.map { .number(Double($0)) } ?? none, orAbsent: "no control group is mounted")
    let weight = CgroupLimits.ownFolders(of: "cpu", files).lazy.compactMap {
      files.integer("\($0)/cpu.weight") ?? files.integer("\($0)/cpu.shares")
    }.first
    note("limits.cpu-weight", count: weight, orAbsent: "the control group of the process has none")
    note("limits.memory-nodes", text: files.status["Mems_allowed_list"], orAbsent: "not in /proc/self/status")
    for (name, soft) in sources.process.limits {
      note("limits.\(name)", soft.map { .number(Double($0)) } ?? "unlimited", orAbsent: "")
      taint("memory-limit", if: soft != nil && (name == "address-space" || name == "data"))
    }
    taint("cpu-quota", if: limits.cpus != nil)
    taint("affinity-restricted", if: topology.threads.map { affinity.count < $0 } ?? false)
    let usable = Set(affinity)
    taint("smt-sibling-shared", if: topology.siblings.contains { $0.count > 1 && usable.intersection($0).count > 1 })
  }
}

/// Ascending numbers of CPUs as the kernel writes them: `0-3,8`.
func cpuList(_ cpus: [Int]) -> String {
  var parts: [String] = []
  var start = 0
  for index in cpus.indices where index + 1 == cpus.count || cpus[index + 1] != cpus[index] + 1 {
    parts.append(start == index ? "\(cpus[index])" : "\(cpus[start])-\(cpus[index])")
    start = index + 1
  }
  return parts.joined(separator: ",")
}

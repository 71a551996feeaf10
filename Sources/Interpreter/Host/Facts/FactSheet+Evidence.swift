internal import Record

extension FactSheet {
  /// What changes from minute to minute: evidence beside the fingerprint, never compared.
  mutating func addEvidence(_ files: HostFiles) {
    let load = files.text("/proc/loadavg", limit: 128)?.split(separator: " ").prefix(3).compactMap { Double($0) }
    observe("load", load.flatMap { $0.count == 3 ? .array($0.map { .number($0) }) : nil })
    observe("cpu.megahertz", megahertz(files).map { .number($0) })
    for resource in ["cpu", "memory", "io"] { observe("pressure.\(resource)", pressure(resource, files).map { .number($0) }) }
    if let ticks = stolenTicks(files) { observe("cpu.steal-ticks", .number(Double(ticks))) }
    if let seconds = files.text("/proc/uptime", limit: 64)?.split(separator: " ").first.flatMap({ Double($0) }) {
      observe("uptime", .number(seconds))
    }
  }
}

extension FactSheet {
  /// Who counts energy here.
  mutating func addEnergy(_ files: HostFiles) {
    let counters = files.root.isEmpty ? EnergyCounters.live : EnergyCounters(files)
    note("energy.counters", text: counters.counters.isEmpty ? nil : counters.label, orAbsent: counters.reason)
  }

  /// What timing costs and how fine it is here, nanoseconds.
  mutating func addClock() {
    let grain = MonotonicClock.grain()
    observe("clock.overhead", .number(Double(grain.overhead)))
    observe("clock.resolution", .number(Double(grain.resolution)))
  }
}

/// The share of the last 10 s in which some task waited for a resource, percent (Documentation/accounting/psi.rst).
func pressure(_ resource: String, _ files: HostFiles) -> Double? {
  let line = files.lines("/proc/pressure/\(resource)", limit: 512)?.first { $0.hasPrefix("some ") }
  return line?.split(separator: " ").first { $0.hasPrefix("avg10=") }.flatMap { Double($0.dropFirst("avg10=".count)) }
}

/// Time the hypervisor kept from all CPUs, in ticks of the kernel's accounting (proc(5): eighth number of the line `cpu`).
func stolenTicks(_ files: HostFiles) -> UInt64? {
  let parts = files.text("/proc/stat", limit: 1024)?.split(separator: "\n").first?.split(separator: " ") ?? []
  return parts.count > 8 && parts[0] == "cpu" ? UInt64(parts[8]) : nil
}

/// The current frequency of the first CPU.
func megahertz(_ files: HostFiles) -> Double? {
  if let kilohertz = files.integer("/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq") { return Double(kilohertz) / 1000 }
  for line in files.text("/proc/cpuinfo", limit: 4096)?.split(separator: "\n") ?? [] where line.hasPrefix("cpu MHz") {
    return line.split(separator: ":").last.flatMap { Double(trimmed($0)) }
  }
  return nil
}

internal import CSystem
internal import Glibc
internal import Record

/// Watches what the host does to the process between two moments.
///
/// Reading both ends costs some tens of microseconds.
struct WitnessProbe {
  private let files: HostFiles
  private let ticksPerSecond: UInt64
  private let processors: Int
  private let counters: EnergyCounters
  private var start = Reading()

  /// Counters at one moment.
  private struct Reading {
    var steal: UInt64?
    var switches: UInt64 = 0
    var faults: UInt64 = 0
    var throttled: UInt64?
    var waited: UInt64?
    var migrations: UInt64?
    var stops: UInt64?
    var energy: [UInt64]?
    var moment: UInt64 = 0
  }

  init(root: String = "") {
    files = HostFiles(root: root)
    counters = root.isEmpty ? .live : EnergyCounters(files)
    ticksPerSecond = UInt64(max(1, sysconf(Int32(_SC_CLK_TCK))))
    processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  /// Marks the first moment.
  mutating func begin() { start = read() }

  /// What happened since `begin()`.
  func end() -> Witness {
    let now = read()
    func since(_ from: UInt64?, _ to: UInt64?) -> U64? {
      guard let from, let to else { return nil }
      return U64(to >= from ? to - from : 0)
    }
    return Witness(
      steal: since(start.steal, now.steal).flatMap { stolen($0.value, over: now.moment &- start.moment) },
      involuntarySwitches: since(start.switches, now.switches), majorFaults: since(start.faults, now.faults),
      cpuPressure: pressure("cpu", files), megahertz: megahertz(files), throttled: since(start.throttled, now.throttled),
      waited: since(start.waited, now.waited), migrations: since(start.migrations, now.migrations), stops: since(start.stops, now.stops),
      energy: counters.microjoules(from: start.energy, to: now.energy, nanoseconds: now.moment &- start.moment).map { U64($0) })
  }

  /// Ticks as nanoseconds; `nil` where they are more than all CPUs had, which kernels have shown after a guest was moved.
  private func stolen(_ ticks: UInt64, over nanoseconds: UInt64) -> U64? {
    let (stolen, overflow) = ticks.multipliedReportingOverflow(by: 1_000_000_000 / ticksPerSecond)
    // checked: binary64. What is booked in a sample can have begun a second before it.
    guard !overflow, Double(stolen) <= (Double(nanoseconds) + 1e9) * Double(processors) else { return nil }
    return U64(stolen)
  }

  private func read() -> Reading {
    var reading = Reading(
      steal: stolenTicks(files), throttled: throttling, waited: waited, migrations: migrations,
      stops: files.root.isEmpty ? UInt64(csystem_continuations()) : nil, energy: counters.read(), moment: MonotonicClock.now)
    var usage = rusage()
    // The buffer is a local value of the type the call fills.
    if unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
      (reading.switches, reading.faults) = (UInt64(clamping: usage.ru_nivcsw), UInt64(clamping: usage.ru_majflt))
    }
    return reading
  }

  /// Nanoseconds in which threads of the process were ready and had no CPU (Documentation/scheduler/sched-stats.rst); of 64 threads at most.
  private var waited: UInt64? {
    var sum: UInt64?
    for thread in files.names(in: "/proc/self/task").prefix(64) {
      let words = files.text("/proc/self/task/\(thread)/schedstat", limit: 128)?.split(separator: " ") ?? []
      guard words.count == 3, let delay = UInt64(words[1]) else { continue }
      sum = (sum ?? 0) &+ delay
    }
    return sum
  }

  private var migrations: UInt64? {
    let line = files.lines("/proc/self/sched", limit: 4096)?.first { $0.hasPrefix("se.nr_migrations") }
    return line.flatMap { $0.split(separator: ":").last }.flatMap { UInt64(trimmed($0)) }
  }

  /// Thermal throttling events of the first CPU's package, or where the machine does not count them, of its core.
  private var throttling: UInt64? {
    let folder = "/sys/devices/system/cpu/cpu0/thermal_throttle"
    return (files.integer("\(folder)/package_throttle_count") ?? files.integer("\(folder)/core_throttle_count")).map {
      UInt64(clamping: $0)
    }
  }
}

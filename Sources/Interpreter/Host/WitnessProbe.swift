internal import Glibc
internal import Record

/// Watches what the host does to the process between two moments.
///
/// Reading both ends costs some tens of microseconds.
struct WitnessProbe {
  private let files: HostFiles
  private let ticksPerSecond: UInt64
  private var start = Reading()

  /// Counters at one moment.
  private struct Reading {
    var steal: UInt64?
    var switches: UInt64 = 0
    var faults: UInt64 = 0
    var throttled: UInt64?
  }

  init(root: String = "") {
    files = HostFiles(root: root)
    ticksPerSecond = UInt64(max(1, sysconf(Int32(_SC_CLK_TCK))))
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
    let nanoseconds = since(start.steal, now.steal).map {
      U64($0.value.multipliedReportingOverflow(by: 1_000_000_000 / ticksPerSecond).partialValue)
    }
    return Witness(
      steal: nanoseconds, involuntarySwitches: since(start.switches, now.switches), majorFaults: since(start.faults, now.faults),
      cpuPressure: pressure("cpu", files), megahertz: megahertz(files), throttled: since(start.throttled, now.throttled))
  }

  private func read() -> Reading {
    var usage = rusage()
    // The buffer is a local value of the type the call fills.
    guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else {
      return Reading(steal: stolenTicks(files), throttled: throttling)
    }
    return Reading(
      steal: stolenTicks(files), switches: UInt64(clamping: usage.ru_nivcsw), faults: UInt64(clamping: usage.ru_majflt),
      throttled: throttling)
  }

  /// Thermal throttling events of the first CPU's package, or where the machine does not count them, of its core.
  private var throttling: UInt64? {
    let folder = "/sys/devices/system/cpu/cpu0/thermal_throttle"
    return (files.integer("\(folder)/package_throttle_count") ?? files.integer("\(folder)/core_throttle_count")).map {
      UInt64(clamping: $0)
    }
  }
}

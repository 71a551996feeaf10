internal import Glibc
internal import Record

/// Watches what others do with the host's CPUs between two moments.
struct BusyWatch {
  private let start: Reading

  /// Ticks of all CPUs, and those of this process.
  private struct Reading {
    var busy: UInt64
    var idle: UInt64
    var stolen: UInt64
    var own: Double

    /// The line `cpu` of `/proc/stat` (proc(5)): user, nice, system, idle, iowait, irq, softirq, steal.
    init?(_ files: HostFiles) {
      let words = files.text("/proc/stat", limit: 1024)?.split(separator: "\n").first?.split(separator: " ") ?? []
      let ticks = words.dropFirst().prefix(8).compactMap { UInt64($0) }
      guard ticks.count == 8 else { return nil }
      // Sums of ticks since the host was started lie far below 2^64; hostile files wrap and are dropped by `since`.
      busy = ticks[0] &+ ticks[1] &+ ticks[2] &+ ticks[5] &+ ticks[6]
      idle = ticks[3] &+ ticks[4]
      stolen = ticks[7]
      own = Reading.ownTicks
    }

    private static var ownTicks: Double {
      var usage = rusage()
      // The buffer is a local value of the type the call fills.
      guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
      let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
      return seconds * Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    }
  }

  /// Marks the first moment.
  init?(_ files: HostFiles) {
    guard let start = Reading(files) else { return nil }
    self.start = start
  }

  /// Fewer ticks than so many say nothing of a share.
  private static let leastTicks = 8.0

  /// Records the shares of the CPU time that other processes, and other guests of the machine, had; percent.
  func observe(into sheet: inout FactSheet, _ files: HostFiles) {
    guard let end = Reading(files) else { return }
    func since(_ from: UInt64, _ to: UInt64) -> Double { to >= from ? Double(to - from) : 0 }
    let (busy, idle, stolen) = (since(start.busy, end.busy), since(start.idle, end.idle), since(start.stolen, end.stolen))
    let all = busy + idle + stolen
    guard all >= BusyWatch.leastTicks else { return }
    // Counters move by whole ticks, so what lies within two of them is nothing.
    let others = max(0, busy - (end.own - start.own) - 2)
    sheet.observe("cpu.busy", .number((others / all * 100).rounded()))
    sheet.observe("cpu.steal", .number((stolen / all * 100).rounded()))
  }
}

/// Why a sample says less of the work that it timed; it stays all the same.
public enum Noise: String, Sendable, Hashable, CaseIterable {
  /// The hypervisor ran other guests.
  case stolen
  /// Threads were ready to run and had no CPU, for more than 2 % of the sample and more than 50 µs.
  case waited
  /// The process was taken off its CPU, on a host that does not tell for how long.
  case preempted
  /// Memory was read from a disk.
  case faulted
  /// The processor slowed itself down.
  case throttled
  /// The process was stopped and went on.
  case stopped
}

extension Witness {
  /// A sample whose threads waited for longer than this share of its time is noisy.
  public static let waitedShare = 0.02
  /// Waking a thread on an idle CPU takes less, nanoseconds.
  public static let leastWait: UInt64 = 50_000

  /// What disturbed a sample of so many nanoseconds; a rule, the same for everyone.
  public func noise(over nanoseconds: UInt64) -> [Noise] {
    func happened(_ count: U64?) -> Bool { count.map { $0.value > 0 } ?? false }
    return Noise.allCases.filter { noise in
      switch noise {
      case .stolen: happened(steal)
      // checked: binary64.
      case .waited: waited.map { $0.value > Witness.leastWait && Double($0.value) > Witness.waitedShare * Double(nanoseconds) } ?? false
      case .preempted: waited == nil && happened(involuntarySwitches)
      case .faulted: happened(majorFaults)
      case .throttled: happened(throttled)
      case .stopped: happened(stops)
      }
    }
  }
}

extension TrialMeasurement {
  /// The samples of the record that something disturbed, with what it was; of series with a witness for each sample.
  public var noisySamples: [(index: Int, noise: [Noise])] {
    guard let times = series.first(where: { $0.nanoseconds != nil })?.nanoseconds, times.count == witnesses.count else { return [] }
    return zip(times, witnesses).enumerated().compactMap { index, sample in
      let noise = sample.1.noise(over: sample.0.value)
      return noise.isEmpty ? nil : (index, noise)
    }
  }

  /// Why its interval is not as narrow as the rule asks for; `nil` where it is, or none was asked for.
  public func missedPrecision(of rule: Sampling) -> Bilingual? {
    guard let ci95 = rule.ci95, let percent = ci95.multiplied(by: Rational(100)) else { return nil }
    let reasons = invocations?.map(\.stopped) ?? [stopped]
    let missed = reasons.filter { $0 != .rule }
    guard let first = missed.first else { return nil }
    let which = first == .max ? Bilingual("the greatest number of samples", "样本数上限") : Bilingual("the budget", "预算")
    let (count, all) = (missed.count, reasons.count)
    let share = all > 1 ? Bilingual(" in \(count) of \(all) invocations", "（\(all) 次进程启动中有 \(count) 次）") : Bilingual("", "")
    return Bilingual(
      "stopped at \(which.english) before its interval was within \(percent) %\(share.english)",
      "达到\(which.chinese)时停止，区间尚未收窄到 \(percent) % 以内\(share.chinese)")
  }
}

public import Record
internal import Text

/// Something on record that disturbed a host while it was described or measured, so that its speed says less.
public struct Disturbance: Sendable, Hashable {
  /// What happened, behind "A was" and "A：".
  public let words: Bilingual

  /// What happened, behind "A was".
  public var phrase: String { words.english }

  init(_ words: Bilingual) { self.words = words }

  init(_ english: String, _ chinese: String) { self.init(Bilingual(english, chinese)) }
}

/// What disturbed each of two hosts.
public struct Disturbances: Sendable, Hashable {
  /// What disturbed A.
  public var left: [Disturbance]
  /// What disturbed B.
  public var right: [Disturbance]

  /// Whether nothing is on record.
  public var isEmpty: Bool { left.isEmpty && right.isEmpty }

  /// Everything as phrases: "A was measured under load (…)".
  public var phrases: [String] {
    left.map { "A was \($0.phrase)" } + right.map { "B was \($0.phrase)" }
  }
}

extension Disturbance {
  /// Above so many percent of a host's CPU time, others than Etalon make it loaded.
  static let busyPercent = 15.0
  /// Above so many percent of time in which some task waited for a CPU, the host is loaded.
  static let pressurePercent = 20.0
  /// Above so many percent of time that a hypervisor kept for other guests, it shows in figures.
  static let stealPercent = 2.0

  /// What the evidence and the taints of a fingerprint say.
  public static func all(in fingerprint: Fingerprint) -> [Disturbance] {
    let evidence = Evidence(fingerprint)
    var found: [Disturbance] = []
    if let load = evidence.load { found.append(Disturbance("measured under load (\(load.english))", "在有负载时测量（\(load.chinese)）")) }
    if let steal = evidence.percent("cpu.steal"), steal > stealPercent {
      found.append(Disturbance("robbed of CPU time by other guests (steal \(whole(steal)) %)", "CPU 时间被其他客户机占用（steal \(whole(steal)) %）"))
    }
    if let throttled = fingerprint.evidence["cpu.throttled"]?.number, throttled > 0 {
      found.append(Disturbance("throttled (\(whole(throttled)) events while it was probed)", "降频（探测期间 \(whole(throttled)) 次）"))
    }
    return found + fingerprint.taints.compactMap { TaintRule.rule(for: $0)?.disturbance }.map { Disturbance($0) }
  }

  /// A number without a fraction.
  static func whole(_ number: Double) -> String {
    number.magnitude < 1e15 ? "\(Int64(number.rounded()))" : "\(number)"
  }

  /// The evidence of load, whichever of its kinds a host has.
  private struct Evidence {
    private let fingerprint: Fingerprint

    init(_ fingerprint: Fingerprint) { self.fingerprint = fingerprint }

    func percent(_ name: String) -> Double? { fingerprint.evidence[name]?.number.flatMap { $0.isFinite ? $0 : nil } }

    var load: Bilingual? {
      if let busy = percent("cpu.busy"), busy > busyPercent {
        return Bilingual("other processes took \(whole(busy)) % of the CPU time", "其他进程占用了 \(whole(busy)) % 的 CPU 时间")
      }
      if let pressure = percent("pressure.cpu"), pressure > pressurePercent {
        return Bilingual("CPU pressure \(whole(pressure)) %", "CPU 压力 \(whole(pressure)) %")
      }
      if let memory = percent("pressure.memory"), memory > pressurePercent {
        return Bilingual("memory pressure \(whole(memory)) %", "内存压力 \(whole(memory)) %")
      }
      guard let last = fingerprint.evidence["load"]?.elements?.first?.number,
        let threads = fingerprint.fields["topology.threads"]?.value?.number,
        threads > 0, last > 1.25 * threads
      else { return nil }
      let (shown, count) = (BundleDiff.threeDigits(last), Int(exactly: threads) ?? 0)
      return Bilingual("load \(shown) on \(counted(count, "CPU"))", "\(count) 个 CPU 上的负载为 \(shown)")
    }
  }
}

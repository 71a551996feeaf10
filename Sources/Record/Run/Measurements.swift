/// `data/measurements.json`: physical quantities with all their raw samples and the witnesses of each trial.
public struct Measurements: Record, Hashable {
  /// The name and version of the format.
  public var schema = "urn:etalon:measurements:v1"
  /// The digest of the plan.
  public var plan: Digest
  /// In plan order; a trial without measurements has no entry.
  public var trials: [TrialMeasurement]

  /// The measurements of a run.
  public init(plan: Digest, trials: [TrialMeasurement]) {
    self.plan = plan
    self.trials = trials
  }
}

/// The measurements of one trial.
public struct TrialMeasurement: Record, Hashable {
  /// The id of the cell.
  @Name public var node: String
  /// The number of the trial, from 0.
  public var index: Int
  /// The samples by name.
  public var series: [SampleSeries]
  /// Untimed repetitions that came first.
  public var warmup: Int
  /// Why sampling ended; of several invocations, the last.
  public var stopped: Stopped
  /// One for each sample, or one for each invocation where samples are single queries.
  public var witnesses: [Witness]
  /// The fresh processes whose samples stand one after another in each series; absent where there was one.
  public var invocations: [Invocation]?
  /// How many repetitions each sample stands for, where one takes less than a microsecond; absent where it is one.
  public var batch: Int?
  /// What the timed repetitions took of energy; absent where the target declares none.
  public var energy: TrialEnergy?

  /// The measurements of one trial.
  public init(
    node: String, index: Int, series: [SampleSeries], warmup: Int, stopped: Stopped, witnesses: [Witness], invocations: [Invocation]? = nil,
    batch: Int? = nil, energy: TrialEnergy? = nil
  ) {
    self.node = node
    self.index = index
    self.series = series
    self.warmup = warmup
    self.stopped = stopped
    self.witnesses = witnesses
    self.invocations = invocations
    self.batch = batch
    self.energy = energy
  }

  /// The most repetitions that a sample can stand for.
  public static let mostBatch = 1 << 14
  /// How many repetitions each sample stands for: at least one.
  public var repetitions: Int { max(1, batch ?? 1) }

  /// The name of the trial.
  public var id: TrialID { TrialID(node: node, index: index) }

  /// One fresh process that took samples of a trial.
  public struct Invocation: Sendable, Hashable, Codable {
    /// How many samples of each series it took.
    public var count: Int
    /// Why its sampling ended.
    public var stopped: Stopped
    /// When it was started, nanoseconds since the first invocation of the trial was.
    public var began: U64
    /// When it had ended, on the same clock.
    public var ended: U64

    /// An invocation with its place among the samples.
    public init(count: Int, stopped: Stopped, began: U64, ended: U64) {
      self.count = count
      self.stopped = stopped
      self.began = began
      self.ended = ended
    }
  }

  /// The positions of each invocation's samples in a series of so many; all of them where one process took them, and `nil` where the
  /// invocations do not make up the series.
  public func ranges(in count: Int) -> [Range<Int>]? {
    guard let invocations else { return [0..<max(0, count)] }
    var (ranges, start): ([Range<Int>], Int) = ([], 0)
    for invocation in invocations {
      guard invocation.count >= 0, invocation.count <= count - start else { return nil }
      ranges.append(start..<start + invocation.count)
      start += invocation.count
    }
    return start == count ? ranges : nil
  }

  /// Why sampling ended; a verifier re-checks it from the samples.
  public enum Stopped: String, Sendable, Hashable, Codable, CaseIterable { case rule, max, budget }
}

/// Raw samples in the order they were taken.
public struct SampleSeries: Sendable, Hashable, Codable {
  /// `time`, `latency`, or the name of a command's reading.
  @Name public var name: String
  /// `ns` for times; for readings the base unit of their dimension.
  public var unit: String
  /// Times in nanoseconds, at most 10,000.
  public var nanoseconds: [U64]?
  /// Readings, at most 10,000.
  public var numbers: [Double]?
  /// More than that: a file under `data/artifacts` with 8 little-endian bytes a sample, a 64-bit integer for a time, a binary64 for a reading.
  public var artifact: Digest?
  /// The number of samples, wherever they are.
  public var count: Int

  /// Times in nanoseconds that stand in the record.
  public init(name: String, nanoseconds: [U64]) {
    self.name = name
    unit = "ns"
    self.nanoseconds = nanoseconds
    count = nanoseconds.count
  }

  /// Readings in the base unit of their dimension.
  public init(name: String, unit: String, numbers: [Double]) {
    self.name = name
    self.unit = unit
    self.numbers = numbers
    count = numbers.count
  }

  /// Samples that stand in a file of their own.
  public init(name: String, unit: String = "ns", artifact: Digest, count: Int) {
    self.name = name
    self.unit = unit
    self.artifact = artifact
    self.count = count
  }

  /// The most samples that stand in the record itself.
  public static let inlineLimit = 10_000
}

/// What the host did to the process while a sample was taken; evidence, never identity.
///
/// Absent where the host does not tell.
public struct Witness: Sendable, Hashable, Codable {
  /// Time stolen by the hypervisor on all CPUs, nanoseconds.
  public var steal: U64?
  /// Context switches the process did not ask for.
  public var involuntarySwitches: U64?
  /// Page faults for which memory was read from a disk.
  public var majorFaults: U64?
  /// Pressure stall information: share of the last 10 s in which some task waited for a CPU, percent.
  public var cpuPressure: Double?
  /// Current frequency of the first CPU, MHz.
  public var megahertz: Double?
  /// Thermal throttling events.
  public var throttled: U64?
  /// Time that threads of the process were ready to run and had no CPU, nanoseconds, added over the threads.
  public var waited: U64?
  /// How often the main thread moved to another CPU.
  public var migrations: U64?
  /// How often the process went on after it was stopped.
  public var stops: U64?
  /// What the processor's own counters (RAPL) say it took, of all packages and their memory, microjoules.
  public var energy: U64?

  /// What the host told; `nil` where it does not tell.
  public init(
    steal: U64? = nil, involuntarySwitches: U64? = nil, majorFaults: U64? = nil, cpuPressure: Double? = nil, megahertz: Double? = nil,
    throttled: U64? = nil, waited: U64? = nil, migrations: U64? = nil, stops: U64? = nil, energy: U64? = nil
  ) {
    self.steal = steal
    self.involuntarySwitches = involuntarySwitches
    self.majorFaults = majorFaults
    self.cpuPressure = cpuPressure
    self.megahertz = megahertz
    self.throttled = throttled
    self.waited = waited
    self.migrations = migrations
    self.stops = stops
    self.energy = energy
  }
}

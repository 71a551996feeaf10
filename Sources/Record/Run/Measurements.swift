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
  /// Why sampling ended.
  public var stopped: Stopped
  /// One for each sample, or one for the whole trial where samples are single queries.
  public var witnesses: [Witness]

  /// The measurements of one trial.
  public init(node: String, index: Int, series: [SampleSeries], warmup: Int, stopped: Stopped, witnesses: [Witness]) {
    self.node = node
    self.index = index
    self.series = series
    self.warmup = warmup
    self.stopped = stopped
    self.witnesses = witnesses
  }

  /// The name of the trial.
  public var id: TrialID { TrialID(node: node, index: index) }

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

  /// What the host told; `nil` where it does not tell.
  public init(
    steal: U64? = nil, involuntarySwitches: U64? = nil, majorFaults: U64? = nil, cpuPressure: Double? = nil, megahertz: Double? = nil,
    throttled: U64? = nil
  ) {
    self.steal = steal
    self.involuntarySwitches = involuntarySwitches
    self.majorFaults = majorFaults
    self.cpuPressure = cpuPressure
    self.megahertz = megahertz
    self.throttled = throttled
  }
}

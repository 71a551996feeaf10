/// What a finished trial of a cell leaves in the records and beside them; every other trial leaves none of it.
public struct TrialLeaves: Sendable, Hashable {
  /// Whether it has an entry in `results.json`.
  public var result: Bool
  /// Whether it has an entry in `bounded.json`.
  public var bounded: Bool
  /// How its files and its results that are digests belong together.
  public var files: Files
  /// The sample series that it has; where a rule ends the sampling, with as many samples each.
  public var series: [Series]
  /// Whether it names the file of its item records.
  public var items: Bool
  /// Whether it names the file of its transcripts, without items that name each of them.
  public var transcripts: Bool

  /// What is left, from all its parts.
  public init(result: Bool, bounded: Bool, files: Files, series: [Series], items: Bool = false, transcripts: Bool = false) {
    self.transcripts = transcripts
    self.result = result
    self.bounded = bounded
    self.files = files
    self.series = series
    self.items = items
  }

  /// A sample series: its name and the unit of its samples.
  public struct Series: Sendable, Hashable {
    /// `time`, `latency`, or the name of a reading.
    public var name: String
    /// `ns` for times, the base unit of its dimension for a reading.
    public var unit: String

    /// A series with the unit of its samples.
    public init(_ name: String, unit: String = Series.nanoseconds) {
      self.name = name
      self.unit = unit
    }

    /// The unit of times.
    public static let nanoseconds = "ns"
  }

  /// How the files of a trial and its results that are digests belong together.
  public enum Files: Sendable, Hashable {
    /// No file is kept; a digest among the results is of bytes that were let go.
    case none
    /// Each digest among the results is that of a kept file, and no other file is kept.
    case each
    /// Each kept file is one of the results; one that is too large is not kept.
    case some
    /// Each digest among the results is that of a kept file, and there may be more files.
    case eachAndMore
  }
}

extension Node {
  /// What a finished trial of this cell leaves; both the one who runs it and the one who verifies it go by this.
  public var leaves: TrialLeaves {
    let timed = timing.map { [TrialLeaves.Series($0.series)] } ?? []
    if numerics.promise == .bound { return TrialLeaves(result: false, bounded: true, files: .some, series: timed) }
    return switch work {
    case .kernel: TrialLeaves(result: true, bounded: false, files: .none, series: timed)
    // Runs of earlier releases let the predictions go.
    case .infer: TrialLeaves(result: true, bounded: false, files: .some, series: timed)
    case .train: TrialLeaves(result: true, bounded: false, files: .each, series: timed)
    case .evaluate(let work): TrialLeaves(result: true, bounded: false, files: .none, series: work.series, items: true)
    case .load(let work):
      TrialLeaves(result: work.hasResults, bounded: false, files: .none, series: LoadLog.columns, transcripts: work.asking != nil)
    case .command(let work):
      TrialLeaves(
        result: work.hasResults, bounded: false, files: .eachAndMore,
        series: timed + [TrialLeaves.Series(CommandWork.sandboxSeries)] + work.measuredReadings)
    }
  }
}

extension EvaluateWork {
  /// What is measured while items are asked.
  fileprivate var series: [TrialLeaves.Series] {
    let pieces = delivery.stream ? [TrialLeaves.Series("first-token"), TrialLeaves.Series("token-gap")] : []
    return [
      TrialLeaves.Series("latency"), TrialLeaves.Series("retries", unit: "1"), TrialLeaves.Series("resends", unit: "1"),
      TrialLeaves.Series("token-rate", unit: "1/s"),
    ] + pieces
  }
}

extension LoadWork {
  /// Whether anything about its answers comes out the same again: a program under load is only timed.
  fileprivate var hasResults: Bool { if case .program = server { false } else { true } }
}

extension CommandWork {
  /// The series of what the sandbox took of each run, which is not in `time`.
  public static let sandboxSeries = "sandbox"

  /// Nanoseconds that no program stays under, since a process has to begin and end.
  public static let leastTime: UInt64 = 20_000

  /// Whether the program is asked for anything that must come out the same again.
  fileprivate var hasResults: Bool { outputs.contains(where: \.isResult) || readings.contains { $0.origin == .result } }

  /// The readings that are measurements: a series each.
  fileprivate var measuredReadings: [TrialLeaves.Series] {
    readings.filter { $0.origin == .measurement }.map { TrialLeaves.Series($0.name, unit: $0.dimension.baseUnit) }
  }
}

/// What a kind of work measures and leaves: one value for each kind, from which the measurer, the verifier and the page go.
struct WorkRecords {
  /// The sample series that the sampling rule is about; `nil` where no rule ends the trial.
  var timed: String?
  /// The series beside it.
  var beside: [TrialLeaves.Series] = []
  /// Whether anything comes out that must come out the same again.
  var hasResults = true
  /// How its files and its results that are digests belong together.
  var files: TrialLeaves.Files
  /// Whether it leaves item records.
  var items = false
  /// Whether it leaves transcripts that no item names.
  var transcripts = false
  /// The names of its results; `nil` where they follow from item records instead.
  var names: ResultNames?
  /// Nanoseconds that a sample takes whatever the work is: 0 where the work itself says it.
  var leastSample: UInt64

  /// The timed series, then those beside it.
  var series: [TrialLeaves.Series] { (timed.map { [TrialLeaves.Series($0)] } ?? []) + beside }
}

extension Node {
  /// What this cell measures and leaves.
  var records: WorkRecords {
    switch work {
    case .kernel:
      WorkRecords(
        timed: "time", files: .none, names: ResultNames(numerics.promise == .bound ? ["error-ratio", "output"] : ["output"]), leastSample: 0
      )
    case .train(let work): work.records
    // Runs of earlier releases let the predictions go.
    case .infer(let work):
      WorkRecords(timed: work.scenario.series, files: .some, names: ResultNames(["accuracy", "predictions"]), leastSample: 20)
    case .evaluate(let work): WorkRecords(beside: work.series, files: .none, items: true, names: nil, leastSample: 1_000)
    case .command(let work): work.records
    case .load(let work): work.records
    }
  }

  /// Nanoseconds that a sample of this cell takes at least, whatever its work is.
  public var leastSample: UInt64 { records.leastSample }
}

extension TrainWork {
  fileprivate var records: WorkRecords { WorkRecords(timed: "time", files: .each, names: resultNames, leastSample: 1_000) }
}

extension EvaluateWork {
  /// What is measured while items are asked, each once.
  fileprivate var series: [TrialLeaves.Series] {
    let pieces = delivery.stream ? [TrialLeaves.Series("first-token"), TrialLeaves.Series("token-gap")] : []
    return [
      TrialLeaves.Series("latency"), TrialLeaves.Series("retries", unit: "1"), TrialLeaves.Series("resends", unit: "1"),
      TrialLeaves.Series("token-rate", unit: "1/s"),
    ] + pieces
  }
}

extension LoadWork {
  /// The scenario decides how many queries there are; columns of the event log are times since a start, not durations.
  fileprivate var records: WorkRecords {
    let (hasResults, names): (Bool, Set<String>) =
      switch server {
      case .subject: (true, ["tokens-proven"])
      case .model: (true, ["accuracy"])
      // A program under load is only timed.
      case .program: (false, [])
      }
    return WorkRecords(
      beside: LoadLog.columns, hasResults: hasResults, files: .none, transcripts: asking != nil, names: ResultNames(names), leastSample: 0)
  }
}

extension CommandWork {
  /// The series of what the sandbox took of each run, which is not in `time`.
  public static let sandboxSeries = "sandbox"

  /// Nanoseconds that no program stays under, since a process has to begin and end.
  public static let leastTime: UInt64 = 20_000

  fileprivate var records: WorkRecords {
    let results = outputs.filter(\.isResult).map(\.name) + readings.filter { $0.origin == .result }.map(\.name)
    let measured = readings.filter { $0.origin == .measurement }.map { TrialLeaves.Series($0.name, unit: $0.dimension.baseUnit) }
    return WorkRecords(
      timed: "time", beside: [TrialLeaves.Series(CommandWork.sandboxSeries)] + measured, hasResults: !results.isEmpty, files: .eachAndMore,
      names: ResultNames(Set(results)), leastSample: CommandWork.leastTime)
  }
}

internal import Attest
internal import Record
internal import Text

/// Binds what programs left to what the records say of it: outputs to results by their place, readings to what was printed.
///
/// A trial's line names the outputs in the order of the plan, then what the program printed and said, where that was anything, then series.
struct ProgramChecks {
  private let folder: BundleFolder
  private(set) var findings: [Finding] = []

  init(_ records: BundleRecords, _ folder: BundleFolder) {
    self.folder = folder
    let nodes = Dictionary(records.plan.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let results = Dictionary(records.results.trials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let measurements = Dictionary(records.measurements.trials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for (index, trial) in records.trials.enumerated() where trial.status == .ok {
      guard case .command(let work)? = nodes[trial.node]?.work else { continue }
      let said = Said(trial: trial, work: work, result: results[trial.id], measurement: measurements[trial.id])
      check(said, at: "\(BundleFile.trials):\(index + 1)#/artifacts")
    }
  }

  /// Everything that a bundle says of one trial of a program.
  private struct Said {
    let trial: TrialLine
    let work: CommandWork
    let result: TrialResult?
    let measurement: TrialMeasurement?

    /// The files that are no series.
    var kept: ArraySlice<Digest> { trial.artifacts.dropLast(measuredFiles) }
    /// Files of what was measured, which stand behind those of the program.
    private var measuredFiles: Int { (measurement?.series.count { $0.artifact != nil } ?? 0) + (measurement?.energy?.meter == nil ? 0 : 1) }
    /// The files that are no outputs of the plan.
    var more: ArraySlice<Digest> { kept.dropFirst(work.outputs.count) }
    /// How many files there can be beside the outputs.
    var most: Int { ["stdout", "stderr"].count { name in !work.outputs.contains { $0.name == name } } }

    /// The file that a reading is read from: the output of that name, or what the program printed or said.
    ///
    /// Behind the outputs stand standard output and standard error, each where it is no output by name and not empty; which of the two
    /// a single file is cannot be told from its place.
    func source(of reading: CommandWork.Reading) -> [Digest] {
      if let place = work.outputs.firstIndex(where: { $0.name == reading.source }) { return Array(kept.dropFirst(place).prefix(1)) }
      if reading.source == CommandWork.Reading.standardOutput, let place = work.outputs.firstIndex(where: { $0.file == "stdout" }) {
        return Array(kept.dropFirst(place).prefix(1))
      }
      return reading.source == CommandWork.Reading.standardError ? Array(more.suffix(1)) : Array(more.prefix(1))
    }
  }

  private mutating func report(_ code: String, _ place: String, _ message: String, expected: String? = nil, found: String? = nil) {
    findings.append(Finding(code, path: place, message, expected: expected, found: found))
  }

  private mutating func check(_ said: Said, at place: String) {
    guard said.kept.count >= said.work.outputs.count else {
      return report(
        "artifact-missing", place, "not every output of the program is kept", expected: "\(said.work.outputs.count)",
        found: "\(said.kept.count)")
    }
    if said.more.count > said.most {
      report("artifact-unbound", place, "more files than the program's outputs and streams", expected: "at most \(said.most)")
    }
    for (output, digest) in zip(said.work.outputs, said.kept) where output.isResult && said.result?.value(output.name) != .digest(digest) {
      report("output-differs", place, "the kept output \(quoted(output.name)) is not the result of that name", found: digest.hex)
    }
    if !said.work.readings.isEmpty { checkReadings(said, at: place) }
  }

  private mutating func checkReadings(_ said: Said, at place: String) {
    for reading in said.work.readings {
      guard let source = said.source(of: reading).first else {
        report("artifact-missing", place, "what the reading \(quoted(reading.name)) was read from is not kept")
        continue
      }
      guard let bytes = folder.namedFile("artifacts", source) else {
        findings.append(Finding("reading-unread", .unchecked, path: place, "what the program wrote cannot be read", found: source.hex))
        continue
      }
      check(reading, in: bytes, said, at: place)
    }
  }

  /// The last sample of a series of readings, which stands in the record or in a file of binary64 numbers.
  private func lastSample(_ series: SampleSeries) -> Double? {
    guard let artifact = series.artifact else { return series.numbers?.last }
    guard let bytes = folder.namedFile("artifacts", artifact), bytes.count >= 8 else { return nil }
    return Double(bitPattern: bytes.suffix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })
  }

  /// A result is what stands in the kept text; of a measurement the last sample is, since the last run is the one that is kept.
  private mutating func check(_ reading: CommandWork.Reading, in text: [UInt8], _ said: Said, at place: String) {
    let printed = try? reading.value(in: text)
    let recorded: Double? =
      switch reading.origin {
      case .result: said.result?.value(reading.name).flatMap { if case .number(let number) = $0 { number } else { nil } }
      case .measurement: said.measurement?.series.first { $0.name == reading.name }.flatMap(lastSample)
      }
    if printed != nil, printed?.bitPattern == recorded?.bitPattern { return }
    report(
      "reading-differs", place, "the reading \(quoted(reading.name)) is not what the program printed",
      expected: printed.map { "\($0)" } ?? "no reading", found: recorded.map { "\($0)" } ?? "no reading")
  }
}

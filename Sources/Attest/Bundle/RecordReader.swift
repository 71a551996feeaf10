internal import Record
internal import Text

/// Decodes the records of a bundle one after another, each from bytes whose digest was just compared.
///
/// The bytes of a record go as soon as it is decoded, so that one of them stands in memory at a time.
struct RecordReader {
  private(set) var findings: [Finding] = []
  private let limits: JSON.Limits
  private var plan: Plan?
  private var planDigest: Digest?
  private var inputs: Inputs?
  private var environment: Fingerprint?
  private var run: RunRecord?
  private var results: Results?
  private var bounded: BoundedResults?
  private var measurements: Measurements?
  private var scores: Scores?
  private var lines: (trials: [TrialLine], leaves: [Digest])?
  /// The digests of the entries of each list, which lines of trials name.
  private(set) var entries = EntryDigests()

  init(_ limits: BundleLimits) {
    self.limits = JSON.Limits(depth: 64, bytes: limits.recordBytes, nodes: 8_000_000, marks: JSON.Limits.recordMarks)
  }

  /// Takes in the bytes of a record; the plan comes first, since it says how much there can be of others.
  mutating func take(_ path: String, _ bytes: [UInt8], _ digest: Digest) {
    switch path {
    case BundleFile.plan: (plan, planDigest) = (decode(path, bytes), digest)
    case BundleFile.inputs: inputs = decode(path, bytes)
    case BundleFile.environment: environment = decode(path, bytes)
    case BundleFile.run: run = decode(path, bytes)
    case BundleFile.results: (results, entries.results) = decodeList(path, bytes, limits)
    case BundleFile.bounded: (bounded, entries.bounded) = decodeList(path, bytes, limits)
    // Without a plan nobody knows how much there may be.
    case BundleFile.measurements: if plan != nil { (measurements, entries.measurements) = decodeList(path, bytes, measurementLimits) }
    case BundleFile.scores: scores = decode(path, bytes)
    case BundleFile.trials: lines = decodeLines(bytes)
    default: break
    }
  }

  /// All records, where every one was taken in and decoded.
  var records: BundleRecords? {
    guard let plan, let planDigest, let inputs, let environment, let run, let results, let bounded, let measurements, let scores, let lines
    else { return nil }
    let raw = RawRecords(plan: plan, trials: lines.trials, results: results, bounded: bounded, measurements: measurements)
    return BundleRecords(
      records: RunRecords(raw: raw, planDigest: planDigest, inputs: inputs, environment: environment, run: run, scores: scores),
      leaves: lines.leaves)
  }

  private mutating func decode<Value: Record>(_ path: String, _ bytes: [UInt8]) -> Value? {
    do throws(RecordFault) {
      return try Value(canonical: bytes, limits: limits)
    } catch {
      findings.append(Finding(error, in: path))
      return nil
    }
  }

  private mutating func decodeList<Value: TrialList>(_ path: String, _ bytes: [UInt8], _ limits: JSON.Limits) -> (Value?, [Digest]) {
    var digests: [Digest] = []
    do throws(RecordFault) {
      return (try Value(canonical: bytes, limits: limits) { digests.append(SHA256.digest(of: $0)) }, digests)
    } catch {
      findings.append(Finding(error, in: path))
      return (nil, [])
    }
  }

  /// No more values than the plan's sampling rules let there be, so that a short file of empty witnesses takes no memory.
  private var measurementLimits: JSON.Limits {
    var limits = limits
    limits.nodes = min(limits.nodes, plan.map(\.mostMeasuredValues) ?? 0)
    return limits
  }

  private mutating func decodeLines(_ bytes: [UInt8]) -> (trials: [TrialLine], leaves: [Digest])? {
    var (trials, leaves): ([TrialLine], [Digest]) = ([], [])
    var start = bytes.startIndex
    while start < bytes.endIndex {
      guard let end = bytes[start...].firstIndex(of: 0x0A) else {
        findings.append(Finding("not-canonical", path: BundleFile.trials, "the last line does not end with a line feed"))
        return nil
      }
      let line = Array(bytes[start..<end])
      do throws(RecordFault) {
        trials.append(try TrialLine(canonical: line, limits: limits))
      } catch {
        findings.append(Finding(error, in: "\(BundleFile.trials):\(trials.count + 1)"))
        return nil
      }
      leaves.append(MerkleTree.leaf(line))
      start = end + 1
    }
    return (trials, leaves)
  }
}

extension Finding {
  /// What a record's fault says about a file.
  init(_ fault: RecordFault, in path: String) {
    self.init(fault.code, path: fault.pointer.isEmpty ? path : "\(path)#\(excerpt(fault.pointer))", excerpt(fault.message))
  }
}

/// The digests of the entries of `results.json`, `bounded.json` and `measurements.json`, in their order.
struct EntryDigests {
  var results: [Digest] = []
  var bounded: [Digest] = []
  var measurements: [Digest] = []
}

extension Plan {
  /// How many JSON values `measurements.json` of a finished run has at most.
  fileprivate var mostMeasuredValues: Int {
    nodes.reduce(8) { sum, node in
      let invocations = node.invocationCount
      let samples = node.timing.map { max(1, min($0.rule.max, Plan.mostSamples)) * invocations } ?? SampleSeries.inlineLimit
      let (series, witnesses) = (node.leaves.series.count, node.timing == nil ? 1 : samples)
      let trial = 16 + series * (8 + min(samples, SampleSeries.inlineLimit)) + witnesses * 11 + invocations * 5
      let (cell, isTooMuch) = trial.multipliedReportingOverflow(by: max(0, node.trials))
      return isTooMuch ? .max : sum.addingReportingOverflow(cell).overflow ? .max : sum + cell
    }
  }

  /// The most samples that a spec can ask for.
  private static let mostSamples = 1_000_000
}

internal import Attest
internal import Record
internal import Text

/// Holds the samples that a trial took of its items against their transcripts, against each other and against the plan.
///
/// The run counts in `AnswerSeries`; here the same is counted from what each item was answered. Samples of a sealed set ascend, so that
/// none can be told to be of an item; of them only what all items together give is looked at.
struct AnswerSeriesCheck {
  private let place: String
  private let isStream: Bool
  private let isSealed: Bool
  private let times: [String: [UInt64]]
  private let numbers: [String: [Double]]
  private let mostRetries: Int
  /// How many samples of each series the items so far have.
  private var counts = ["retries": 0, "resends": 0, "latency": 0, "token-rate": 0, "first-token": 0, "token-gap": 0]
  private(set) var findings: [Finding] = []

  /// How often libcurl sends a request again over another connection at most; it gives up after 5.
  private static let resendsPerTry = 16.0

  /// `nil` where nothing was measured, or the samples cannot be read, which others tell.
  init?(_ evaluation: Evaluation, _ measurement: TrialMeasurement?, _ folder: BundleFolder, isSealed: Bool) {
    guard let measurement else { return nil }
    var (times, numbers): ([String: [UInt64]], [String: [Double]]) = ([:], [:])
    for series in measurement.series {
      let file = series.artifact.flatMap { folder.namedFile("artifacts", $0) }
      if let samples = series.nanoseconds?.map(\.value) ?? file.flatMap(series.nanoseconds(inFile:)) {
        times[series.name] = samples
      } else if let samples = series.numbers ?? file.flatMap(series.numbers(inFile:)) {
        numbers[series.name] = samples
      } else {
        return nil
      }
    }
    place = "\(measurement.id)"
    (self.times, self.numbers) = (times, numbers)
    (isStream, mostRetries, self.isSealed) = (evaluation.work.delivery.stream, evaluation.subject.mostRetries, isSealed)
  }

  /// Takes in what the next item was answered, where that is an answer at all.
  mutating func add(_ reading: Reading?) {
    checkRetries()
    guard let reading else { return }
    let latency = take("latency", of: times)
    if let tokens = reading.usage?.completion, isSealed || (latency ?? 0) > 0, let told = take("token-rate", of: numbers), let latency {
      let rate = Double(tokens) / (Double(latency) / 1e9)
      if told != rate {
        contradicts("token-rate", "does not follow from tokens and latency", expected: "\(rate) 1/s", found: "\(told) 1/s")
      }
    }
    guard isStream, reading.pieces > 0 else { return }
    let first = take("first-token", of: times)
    var spent = Double(first ?? 0)
    for _ in 1..<reading.pieces { spent += Double(take("token-gap", of: times) ?? 0) }
    if let latency, spent > Double(latency) {
      contradicts(
        "first-token", "and the gaps behind it outlast the latency of their item", expected: "at most \(latency) ns", found: "\(spent) ns")
    }
  }

  private mutating func checkRetries() {
    let (asked, again) = (take("retries", of: numbers), take("resends", of: numbers))
    guard let retries = asked, let resends = again else { return }
    if resends > retries || resends < 0 || resends != resends.rounded() {
      contradicts("resends", "are a part of the retries", expected: "at most \(retries)", found: "\(resends)")
    }
    let tries = retries - resends
    if tries > Double(mostRetries) {
      contradicts("retries", "are more than the plan's subject allows", expected: "at most \(mostRetries)", found: "\(tries)")
    } else if resends > (tries + 1) * AnswerSeriesCheck.resendsPerTry {
      contradicts("resends", "are more than any transport makes", found: "\(resends)")
    }
  }

  /// Looks at the numbers of samples, and at the time that all items took together.
  ///
  /// - Parameter seconds: How long the run took; `nil` where the items were asked in another one.
  mutating func finish(concurrency: Int, seconds: Double?) {
    let found = times.mapValues(\.count).merging(numbers.mapValues(\.count)) { first, _ in first }
    for (name, count) in counts.sorted(by: { $0.key < $1.key }) where found[name, default: count] != count {
      findings.append(
        Finding(
          "series-shape", path: place, "not as many samples of \(quoted(name)) as its transcripts have", expected: "\(count)",
          found: "\(found[name, default: 0])"))
    }
    if isSealed { checkTotals() }
    // The clock of the wall has whole seconds and may be set meanwhile.
    guard let seconds, let latencies = times["latency"] else { return }
    let (spent, most) = (latencies.reduce(0.0) { $0 + Double($1) } / 1e9 / Double(max(1, concurrency)), seconds * 1.1 + 2)
    if spent > most { contradicts("latency", "takes longer than the run", expected: "at most \(most) s", found: "\(spent) s") }
  }

  /// What the tries of all items together can be.
  private mutating func checkTotals() {
    guard let retries = numbers["retries"], let resends = numbers["resends"] else { return }
    let (all, again) = (retries.reduce(0, +), resends.reduce(0, +))
    if again > all { contradicts("resends", "are a part of the retries", expected: "at most \(all)", found: "\(again)") }
    let most = Double(mostRetries * retries.count)
    if all - again > most {
      contradicts("retries", "are more than the plan's subject allows", expected: "at most \(most)", found: "\(all - again)")
    }
  }

  /// The next sample of a series, counted also where it is not there.
  private mutating func take<Sample>(_ name: String, of samples: [String: [Sample]]) -> Sample? {
    let index = counts[name, default: 0]
    counts[name] = index + 1
    guard !isSealed, let series = samples[name], series.indices.contains(index) else { return nil }
    return series[index]
  }

  /// The first of a series is told; what follows it may be no more than its shadow.
  private mutating func contradicts(_ name: String, _ message: String, expected: String? = nil, found: String) {
    let message = "\(quoted(name)) \(message)"
    guard !findings.contains(where: { $0.message == message }) else { return }
    findings.append(Finding("series-contradicts", path: place, message, expected: expected, found: found))
  }
}

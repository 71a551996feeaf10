internal import Attest
internal import Kernels
internal import Record
internal import Score
internal import Text

/// Holds the event log of a load against the plan, whose seed decides what arrived when, against itself, and against what was answered.
struct LoadCheck {
  private let plan: LoadPlan
  private let place: String
  private let log: LoadLog
  private(set) var findings: [Finding] = []

  /// - Parameter library: How many different queries there are; `nil` where that is not known here.
  init(_ work: LoadWork, _ trial: TrialID, _ log: LoadLog, library: Int?, seed: Seed) {
    plan = LoadPlan(
      work: work, library: library ?? (log.events.map(\.sample).max() ?? 0) + 1,
      stream: { purpose throws(RunFault) in
        let key = seed.streamKey(node: trial.node, trial: trial.index, purpose: purpose)
        return try orFault { () throws(KernelError) in RandomStream(try StreamKey(digest: key.bytes)) }
      })
    (place, self.log) = ("\(trial)", log)
    checkOrder()
    checkWindows(samples: library != nil)
    checkGaps()
  }

  private mutating func report(_ message: String, expected: String? = nil, found: String? = nil) {
    guard !findings.contains(where: { $0.message == message }) else { return }
    findings.append(Finding("load-contradicts", path: place, message, expected: expected, found: found))
  }

  /// The times of a query come one after another.
  private mutating func checkOrder() {
    for (number, event) in log.events.enumerated() {
      let times = [event.scheduled, event.sent, event.first, event.last, event.ended].compactMap(\.self)
      let isLate = zip(times, times.dropFirst()).contains { $0 > $1 }
      if isLate {
        report("query \(number) has times that go back", found: times.map { "\($0)" }.joined(separator: ", "))
      }
      if event.first != nil, !event.isAnswered || event.pieces == 0 { report("query \(number) has a first token, and no answer in pieces") }
      if event.pieces > 0, event.first == nil { report("query \(number) was answered in pieces, and has no first token") }
    }
  }

  /// Each window is the one that plan, seed and the windows before it lead to, and has every query that it has to have.
  private mutating func checkWindows(samples: Bool) {
    var seen = LoadLog()
    for (number, rate) in log.rates.enumerated() {
      guard let window = (try? plan.window(after: seen)) ?? nil else {
        return report("window \(number) follows from nothing in the plan")
      }
      let events = log.window(number)
      if window.rate != rate {
        report(
          "window \(number) has another rate than the plan and the windows before it give", expected: "\(window.rate)", found: "\(rate)")
      }
      check(events, window, samples: samples)
      seen.events += events
      seen.rates.append(rate)
    }
    if seen.events != log.events { report("events stand in another order than their windows") }
    if let next = try? plan.window(after: seen) {
      report("window \(next.number) of the plan is missing", expected: "\(next.queries) queries")
    }
  }

  private mutating func check(_ events: [LoadEvent], _ window: LoadPlan.Window, samples: Bool) {
    let name = "window \(window.number)"
    if let schedule = window.schedule {
      if schedule.count != events.count {
        report("\(name) has not the arrivals that its seed gives", expected: "\(schedule.count)", found: "\(events.count)")
      }
      if let first = zip(schedule, events).enumerated().first(where: { $1.0 != $1.1.scheduled }) {
        report(
          "query \(first.offset) of \(name) was scheduled for another time than its seed gives", expected: "\(first.element.0) ns",
          found: "\(first.element.1.scheduled) ns")
      }
    } else {
      checkLoop(events, window)
    }
    guard samples, let first = zip(window.samples, events).enumerated().first(where: { $1.0 != $1.1.sample }) else { return }
    report(
      "query \(first.offset) of \(name) asks about another sample than its seed gives", expected: "\(first.element.0)",
      found: "\(first.element.1.sample)")
  }

  /// A closed loop sends when it may, and stops where its number or its time ends it.
  private mutating func checkLoop(_ events: [LoadEvent], _ window: LoadPlan.Window) {
    let name = "window \(window.number)"
    if events.contains(where: { $0.scheduled != $0.sent }) { report("a query of \(name) was scheduled, and the loop is closed") }
    let isShort = events.count < window.queries
    if events.count > window.queries || (isShort && window.time == nil) {
      report("\(name) has not the queries that the plan asks for", expected: "\(window.queries)", found: "\(events.count)")
    }
    // The clock is looked at before a query is sent, so the last one may be a moment late.
    if let time = window.time, isShort, events.map(\.ended).max() ?? 0 < time { report("\(name) ended before its time") }
    let most: Int
    switch window.arrival {
    case .closedLoop(let clients): most = clients
    case .multiStream(let streams): most = streams
    default: return
    }
    if LoadCheck.greatestCrowd(events) > most { report("more queries of \(name) were under way than its loop has", expected: "\(most)") }
  }

  /// The most queries that were under way at once.
  private static func greatestCrowd(_ events: [LoadEvent]) -> Int {
    let changes = events.map { ($0.sent, 1) } + events.map { ($0.ended, -1) }
    var (now, most) = (0, 0)
    for change in changes.sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) {
      now += change.1
      most = max(most, now)
    }
    return most
  }

  /// Gaps are those between the pieces of the answers.
  private mutating func checkGaps() {
    let answered = log.events.filter { $0.isAnswered && $0.first != nil }
    let wanted = answered.reduce(0) { $0 + max(0, $1.pieces - 1) }
    guard wanted == log.gaps.count else {
      return report("`event-gap` has not one time between any two pieces", expected: "\(wanted)", found: "\(log.gaps.count)")
    }
    var next = 0
    for event in answered {
      let count = max(0, event.pieces - 1)
      let spent = log.gaps[next..<next + count].reduce(UInt64(0)) { $0.addingSaturating($1) }
      next += count
      if let first = event.first, let last = event.last, first.addingSaturating(spent) != last {
        report(
          "the gaps of an answer do not lead from its first piece to its last", expected: "\(last) ns", found: "\(first) + \(spent) ns")
      }
    }
  }
}

// MARK: - Answers

extension LoadCheck {
  /// Holds the log against the transcripts of a subject: what was asked, whether it was answered, with how many tokens and pieces.
  mutating func check(_ target: AskedTarget, _ transcripts: BundleTranscripts) throws(RunFault) {
    for (number, event) in log.events.enumerated() {
      guard let transcript = try transcripts.transcript(.item(number)) else {
        report("query \(number) has no transcript")
        continue
      }
      guard event.sample < target.requests.count, transcript.request == target.requests[event.sample] else {
        report("query \(number) was asked something else than its sample")
        continue
      }
      let response = Reply.Response(status: transcript.status, body: transcript.response, fault: transcript.fault)
      let facts = target.facts(of: response)
      if facts != (event.outcome, event.tokens, event.pieces, event.answer) {
        report(
          "query \(number) has an outcome that its transcript does not have",
          expected: "\(facts.0), \(facts.1 ?? 0) tokens, \(facts.2) pieces",
          found: "\(event.outcome), \(event.tokens ?? 0) tokens, \(event.pieces) pieces")
      }
    }
  }
}

extension LoadLog {
  /// The event log of a trial of a bundle; `nil` where its columns cannot be read.
  init?(_ measurement: TrialMeasurement?, _ folder: BundleFolder) {
    let series = Dictionary((measurement?.series ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    func file(_ series: SampleSeries) -> [UInt8]? { series.artifact.flatMap { folder.namedFile("artifacts", $0) } }
    self.init(
      times: { name in
        series[name].flatMap { column in column.nanoseconds?.map(\.value) ?? file(column).flatMap(column.nanoseconds(inFile:)) }
      },
      numbers: { name in series[name].flatMap { column in column.numbers ?? file(column).flatMap(column.numbers(inFile:)) } })
  }
}

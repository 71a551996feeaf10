/// What happened to one query of a load and when: a row of the event log, whose columns are sample series of the trial.
///
/// Times are nanoseconds of the monotonic clock from the start of the window.
public struct LoadEvent: Sendable, Hashable {
  /// The window that it belongs to, from 0.
  public var window = 0
  /// Which of the dataset's queries it is.
  public var sample = 0
  /// When it was to be sent (`t_sched`); in a closed loop, when it was.
  public var scheduled: UInt64 = 0
  /// When the server was given it (`t_send`).
  public var sent: UInt64 = 0
  /// When the first event with an output token came (`t_first`), where the answer came in pieces.
  public var first: UInt64?
  /// When the last event with an output token came (`t_last`), or the last byte.
  public var last: UInt64?
  /// When its answer was there as a whole, or it was known to have failed (`t_end`).
  public var ended: UInt64 = 0
  /// What became of it.
  public var outcome = Outcome.answered
  /// How many tokens the server says that it answered.
  public var tokens: Int?
  /// How many events brought something of the answer.
  public var pieces = 0
  /// The first 48 bits of the SHA-256 of the answer, so that answers can be told apart.
  public var answer: UInt64 = 0

  /// An event with nothing but defaults.
  public init() {}

  /// What became of a query.
  public enum Outcome: Int, Sendable, Hashable, CaseIterable {
    /// There is a usable answer.
    case answered
    /// There is none.
    case failed
    /// There is one, from something that names itself another model than the plan does.
    case otherModel
  }

  /// Whether there is a usable answer.
  public var isAnswered: Bool { outcome != .failed }

  /// By how much it was sent too late.
  public var lag: UInt64 { sent > scheduled ? sent - scheduled : 0 }

  /// Time per output token in nanoseconds: what lies between the first event and the last, for each token behind the first event.
  ///
  /// An event holds at least one token. Where there are clearly fewer events than tokens, the first event counts as all that the others
  /// leave, so that a server which bundles is never flattered. `nil` where nothing follows the first event.
  public var perToken: Double? {
    guard let first, let last, last >= first, let tokens else { return nil }
    // Most servers count the token that ends an answer and send nothing for it.
    let inFirst = pieces + 1 >= tokens ? 1 : tokens - (pieces - 1)
    guard tokens > inFirst, pieces > 1 else { return nil }
    return Double(last - first) / Double(tokens - inFirst)
  }
}

/// The event log of a trial of a load: its queries in the order of their arrival, window after window.
public struct LoadLog: Sendable, Hashable {
  /// The events.
  public var events: [LoadEvent]
  /// The rate of each window, queries a second; 0 where a window has none.
  public var rates: [Double]
  /// The times between one piece of an answer and the next, answer after answer, nanoseconds.
  public var gaps: [UInt64]

  /// A log.
  public init(events: [LoadEvent] = [], rates: [Double] = [], gaps: [UInt64] = []) {
    self.events = events
    self.rates = rates
    self.gaps = gaps
  }

  /// The events of a window.
  public func window(_ number: Int) -> [LoadEvent] { events.filter { $0.window == number } }

  /// The columns by their names: times in nanoseconds, everything else as numbers.
  public static let columns: [TrialLeaves.Series] =
    ["scheduled", "sent", "first", "last", "ended"].map { TrialLeaves.Series($0) }
    + ["window", "sample", "outcome", "tokens", "pieces", "answer"].map { TrialLeaves.Series($0, unit: "1") }
    + [TrialLeaves.Series("event-gap"), TrialLeaves.Series("rate", unit: "1/s")]

  /// The columns as sample series; what is absent is 0.
  public var series: [SampleSeries] {
    func times(_ name: String, _ value: (LoadEvent) -> UInt64) -> SampleSeries {
      SampleSeries(name: name, nanoseconds: events.map { U64(value($0)) })
    }
    func numbers(_ name: String, _ value: (LoadEvent) -> Double) -> SampleSeries {
      SampleSeries(name: name, unit: "1", numbers: events.map(value))
    }
    return [
      times("scheduled") { $0.scheduled }, times("sent") { $0.sent }, times("first") { $0.first ?? 0 }, times("last") { $0.last ?? 0 },
      times("ended") { $0.ended }, numbers("window") { Double($0.window) }, numbers("sample") { Double($0.sample) },
      numbers("outcome") { Double($0.outcome.rawValue) }, numbers("tokens") { Double($0.tokens ?? 0) },
      numbers("pieces") { Double($0.pieces) }, numbers("answer") { Double($0.answer) },
      SampleSeries(name: "event-gap", nanoseconds: gaps.map { U64($0) }), SampleSeries(name: "rate", unit: "1/s", numbers: rates),
    ]
  }

  /// The log whose columns these are; `nil` where they are not as long as one another, or hold what no log holds.
  public init?(times: (String) -> [UInt64]?, numbers: (String) -> [Double]?) {
    guard let scheduled = times("scheduled"), let sent = times("sent"), let first = times("first"), let last = times("last"),
      let ended = times("ended"), let windows = numbers("window"), let samples = numbers("sample"), let outcomes = numbers("outcome"),
      let tokens = numbers("tokens"), let pieces = numbers("pieces"), let answers = numbers("answer"), let gaps = times("event-gap"),
      let rates = numbers("rate")
    else { return nil }
    let count = scheduled.count
    guard rates.count <= 1_000, rates.allSatisfy({ $0 >= 0 && $0.isFinite }),
      [windows, samples, tokens, pieces].allSatisfy({ $0.allSatisfy { (0...0x1p32).contains($0) } })
    else { return nil }
    guard [sent, first, last, ended].allSatisfy({ $0.count == count }),
      [windows, samples, outcomes, tokens, pieces, answers].allSatisfy({ $0.count == count })
    else { return nil }
    var events: [LoadEvent] = []
    events.reserveCapacity(count)
    for index in 0..<count {
      guard let window = Int(exactly: windows[index]), let sample = Int(exactly: samples[index]),
        let outcome = Int(exactly: outcomes[index]).flatMap(LoadEvent.Outcome.init(rawValue:)), let token = Int(exactly: tokens[index]),
        let piece = Int(exactly: pieces[index]), let answer = UInt64(exactly: answers[index])
      else { return nil }
      var event = LoadEvent()
      (event.window, event.sample, event.scheduled, event.sent) = (window, sample, scheduled[index], sent[index])
      (event.first, event.last) = (first[index] == 0 ? nil : first[index], last[index] == 0 ? nil : last[index])
      (event.ended, event.outcome, event.tokens) = (ended[index], outcome, token == 0 ? nil : token)
      (event.pieces, event.answer) = (piece, answer)
      events.append(event)
    }
    self.init(events: events, rates: rates, gaps: gaps)
  }
}

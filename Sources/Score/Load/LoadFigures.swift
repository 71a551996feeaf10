internal import Kernels
public import Record

/// The figures of one trial of a load, from its event log alone.
///
/// Each figure has two values where the driver sent late: as users saw it, from the scheduled time, and as it would have been from the
/// sending. A verdict that lies between the two is none.
public struct LoadFigures: Sendable {
  /// What was loaded, and how.
  public let work: LoadWork
  /// The whole log.
  public let log: LoadLog
  /// The events that the figures are about.
  public let events: [LoadEvent]
  /// The number of the window that they belong to; `nil` where a search found no rate that keeps the objectives.
  public let window: Int?

  /// The figures of a log.
  public init(_ work: LoadWork, _ log: LoadLog) {
    (self.work, self.log) = (work, log)
    let number = work.scenario.judgedWindow ?? LoadFigures.bestWindow(work, log)
    window = number
    events = number.map { log.window($0) } ?? []
  }

  /// From where a latency counts.
  public enum Origin: Sendable, Hashable, CaseIterable { case scheduled, sent }

  /// A latency that no limit allows: that of a query without a usable answer.
  public static let never = UInt64.max

  /// The latency of each query in nanoseconds; of queries that belong together that of the last.
  public func latencies(from origin: Origin) -> [UInt64] {
    let size = work.scenario.samplesPerQuery
    return stride(from: 0, to: events.count, by: size).map { start in
      let query = events[start..<min(events.count, start + size)]
      let begun = query.map { LoadFigures.start($0, origin) }.min() ?? 0
      guard query.allSatisfy(\.isAnswered) else { return LoadFigures.never }
      let ended = query.map(\.ended).max() ?? 0
      return ended > begun ? ended - begun : 0
    }
  }

  /// The time to the first output token of each query; those without one lie above all others.
  public func firstTokens(from origin: Origin) -> [UInt64] {
    events.map { event in
      guard event.isAnswered, let first = event.first else { return LoadFigures.never }
      let begun = LoadFigures.start(event, origin)
      return first > begun ? first - begun : 0
    }
  }

  /// The time per output token of each query that has one, nanoseconds.
  public var perTokens: [Double] { events.filter(\.isAnswered).compactMap(\.perToken) }

  /// The times between one piece of an answer and the next, of the judged window.
  public var gaps: [UInt64] {
    var (gaps, next): ([UInt64], Int) = ([], 0)
    for event in log.events where event.isAnswered && event.first != nil {
      let end = min(log.gaps.count, next + max(0, event.pieces - 1))
      if event.window == window { gaps += log.gaps[next..<end] }
      next = end
    }
    return gaps
  }

  /// The lag of each query.
  public var lags: [UInt64] { events.map(\.lag) }

  static func start(_ event: LoadEvent, _ origin: Origin) -> UInt64 { origin == .scheduled ? event.scheduled : event.sent }

  /// Whether a query kept every limit; a failure never does.
  public func isGood(_ event: LoadEvent, from origin: Origin) -> Bool {
    guard event.isAnswered else { return false }
    let begun = LoadFigures.start(event, origin)
    let objectives = work.objectives
    if let limit = objectives.latency, event.ended > begun, event.ended - begun > limit.value { return false }
    if let limit = objectives.firstToken {
      guard let first = event.first, first <= begun || first - begun <= limit.value else { return false }
    }
    if let limit = objectives.perToken, let time = event.perToken, time > Double(limit.value) { return false }
    return true
  }

  /// How many queries kept every limit.
  public func goodCount(from origin: Origin) -> Int { events.count { isGood($0, from: origin) } }

  /// Seconds in which queries arrived: the window where the plan has one, else until the last query ended.
  public var seconds: Double {
    if let window = work.window { return Double(window.value) / 1e9 }
    return span
  }

  /// Seconds from the start to the end of the last query.
  public var span: Double { Double(events.map(\.ended).max() ?? 0) / 1e9 }

  /// Answered queries a second.
  public var throughput: Double { span > 0 ? Double(events.count(where: \.isAnswered)) / span : 0 }

  /// Output tokens a second of answered queries; `nil` where an answer tells none.
  public var tokenThroughput: Double? {
    let answered = events.filter(\.isAnswered)
    guard span > 0, answered.allSatisfy({ $0.tokens != nil }) else { return nil }
    return Double(answered.reduce(0) { $0 + ($1.tokens ?? 0) }) / span
  }
}

// MARK: - The search

extension LoadFigures {
  /// What the windows of a search showed.
  ///
  /// A window keeps the objectives only where it shows so with 99 % confidence as users saw it, from the scheduled times.
  public static func windows(_ work: LoadWork, _ log: LoadLog) -> [RateSearch.Window] {
    let stopping = EarlyStopping(share: work.objectives.share.real)
    return log.rates.indices.map { number in
      let figures = LoadFigures(work, log, window: number)
      let misses = figures.events.count - figures.goodCount(from: .scheduled)
      return RateSearch.Window(
        rate: log.rates[number], isKept: stopping.shows(misses: misses, of: figures.events.count), measured: figures.throughput)
    }
  }

  private init(_ work: LoadWork, _ log: LoadLog, window: Int) {
    (self.work, self.log, self.window) = (work, log, window)
    events = log.window(window)
  }

  /// The search that a scenario asks for.
  public static func search(_ work: LoadWork) -> RateSearch? {
    guard case .highestRate(let precision, let windows) = work.scenario else { return nil }
    return RateSearch(precision: precision.real, windows: windows)
  }

  /// The rates that the highest one lies between; `nil` on a side that no window bounds.
  public var bracket: (low: Double?, high: Double?) {
    LoadFigures.search(work)?.bracket(of: LoadFigures.windows(work, log)) ?? (nil, nil)
  }

  private static func bestWindow(_ work: LoadWork, _ log: LoadLog) -> Int? {
    guard let low = search(work)?.bracket(of: windows(work, log)).low else { return nil }
    return log.rates.firstIndex(of: low)
  }
}

// MARK: - Compliance

extension LoadFigures {
  /// Questions that were asked alone and under load, with both events; only those that were answered both times.
  public var comparable: [(alone: LoadEvent, loaded: LoadEvent)] {
    let alone = Dictionary(log.window(0).filter(\.isAnswered).map { ($0.sample, $0) }, uniquingKeysWith: { first, _ in first })
    return log.window(2).filter(\.isAnswered).compactMap { loaded in alone[loaded.sample].map { ($0, loaded) } }
  }

  /// For each question that was asked alone twice, how much longer its first answer took; ascending.
  public var speedups: [Double] {
    let first = Dictionary(log.window(0).filter(\.isAnswered).map { ($0.sample, $0) }, uniquingKeysWith: { first, _ in first })
    return log.window(1).filter(\.isAnswered).compactMap { again in
      guard let once = first[again.sample], once.ended > once.sent, again.ended > again.sent else { return nil }
      return Double(once.ended - once.sent) / Double(again.ended - again.sent)
    }.sorted()
  }

  /// How many answers say that they come from another model, of how many in all windows.
  public var otherModels: (part: Int, total: Int) {
    let answered = log.events.filter(\.isAnswered)
    return (answered.count { $0.outcome == .otherModel }, answered.count)
  }
}

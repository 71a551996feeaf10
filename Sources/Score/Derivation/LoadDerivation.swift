internal import Record

// Metrics of loads.
extension MetricDerivation {
  /// A figure of the event logs of a cell.
  func loadOutcome(_ figure: LoadFigure, _ metric: Metric, _ node: Node) throws(MissingValue) -> MetricOutcome {
    guard case .load(let work) = node.work else { throw MissingValue("`\(node.id)` is no load") }
    let trials = try evidence.loadLogs(of: node).map { LoadFigures(work, $0) }
    guard figure == .highestRate || trials.allSatisfy({ $0.window != nil }) else {
      throw MissingValue("no rate that was tried keeps the objectives")
    }
    return figure.isPerQuery ? try perQuery(figure, trials, metric, node) : try single(figure, trials, metric, node)
  }

  /// A percentile over the queries of all trials: as users saw it, with a lower bound as it would be without the driver's lag.
  private func perQuery(_ figure: LoadFigure, _ trials: [LoadFigures], _ metric: Metric, _ node: Node) throws(MissingValue) -> MetricOutcome
  {
    let percent = metric.selection.percent ?? 50
    let seen = trials.flatMap { $0.samples(figure, from: .scheduled) }.sorted()
    let least = trials.flatMap { $0.samples(figure, from: .sent) }.sorted()
    guard let rank = RankEstimate(sorted: seen, percent: percent), let lower = RankEstimate(sorted: least, percent: percent) else {
      throw MissingValue(
        figure == .perToken ? "no answer has a token behind its first event" : "no query has a \(figure.rawValue.replacing("-", with: " "))"
      )
    }
    let never = Double(LoadFigures.never)
    guard rank.value < never else {
      throw MissingValue("so many queries failed that the percentile lies among them")
    }
    // A bound among the failures is none.
    let isBoundedAbove = rank.isBoundedAbove && rank.high < never
    var outcome = try measured(
      Estimate(
        value: rank.value / 1e9, low: min(lower.low, rank.value) / 1e9, high: (rank.high < never ? rank.high : rank.value) / 1e9),
      count: seen.count, isBoundedBelow: rank.isBoundedBelow, isBoundedAbove: isBoundedAbove, metric, node)
    // Where it is most of the interval, the lag is what keeps a verdict open.
    outcome.isMovedByLag = rank.low - lower.low > rank.high - rank.low
    return outcome
  }

  private func single(_ figure: LoadFigure, _ trials: [LoadFigures], _ metric: Metric, _ node: Node) throws(MissingValue) -> MetricOutcome {
    guard trials.count == 1, let trial = trials.first else { return try severalTrials(figure, trials, metric, node) }
    let value = try trial.value(of: figure)
    var outcome = try measured(
      Estimate(value: value.value, low: value.low ?? value.value, high: value.high ?? value.value), count: value.count,
      isBoundedBelow: value.low != nil, isBoundedAbove: value.high != nil, metric, node)
    outcome.isMovedByLag = value.isMovedByLag
    return outcome
  }

  /// Of several trials the mean with their range, whose ends are those of the trials' own bounds.
  private func severalTrials(
    _ figure: LoadFigure, _ trials: [LoadFigures], _ metric: Metric, _ node: Node
  ) throws(MissingValue) -> MetricOutcome {
    let values = try trials.map { trial throws(MissingValue) in try trial.value(of: figure) }
    guard let mean = Means.mean(.arithmetic, of: values.map(\.value)) else { throw MissingValue("no trial has a value") }
    let lows = values.compactMap(\.low)
    let highs = values.compactMap(\.high)
    var outcome = try measured(
      Estimate(
        value: mean, low: min(mean, lows.min() ?? mean), high: max(mean, highs.max() ?? mean)),
      count: values.map(\.count).reduce(0, +), isBoundedBelow: lows.count == values.count, isBoundedAbove: highs.count == values.count,
      metric, node)
    outcome.isMovedByLag = values.contains(where: \.isMovedByLag)
    return outcome
  }
}

/// A figure of one trial with its 95 % bounds; absent ones are open.
struct LoadValue {
  var value: Double
  var low: Double?
  var high: Double?
  var count: Int
  /// Whether the driver's lag alone widens the bounds.
  var isMovedByLag = false
}

extension LoadFigures {
  /// The samples of a figure, in nanoseconds.
  func samples(_ figure: LoadFigure, from origin: Origin) -> [Double] {
    switch figure {
    case .latency: latencies(from: origin).map { Double($0) }
    case .firstToken: firstTokens(from: origin).map { Double($0) }
    case .lag: lags.map { Double($0) }
    case .perToken: perTokens
    case .eventGap: gaps.map { Double($0) }
    default: []
    }
  }

  /// A figure that is one number for a trial.
  func value(of figure: LoadFigure) throws(MissingValue) -> LoadValue {
    switch figure {
    case .throughput: LoadValue(value: throughput, count: events.count)
    case .tokenThroughput: try tokens()
    case .goodput: rate(of: try share { origin in events.count - goodCount(from: origin) }, inverted: true)
    case .misses: try share { origin in events.count - goodCount(from: origin) }
    case .errors: try share { _ in events.count { !$0.isAnswered } }
    case .highestRate: try highest()
    case .repeatSpeedup: try speedup()
    case .changedAnswers: try changed()
    case .lengthRatio: try lengths()
    case .otherModels: try named()
    case .latency, .lag, .firstToken, .perToken, .eventGap: throw MissingValue("a percentile has to be selected")
    }
  }

  private func tokens() throws(MissingValue) -> LoadValue {
    guard let value = tokenThroughput else { throw MissingValue("an answer tells no number of tokens") }
    return LoadValue(value: value, count: events.count)
  }

  /// A share of the scheduled queries: Wilson's interval around what users saw and around what they would have seen without lag.
  private func share(_ count: (Origin) -> Int) throws(MissingValue) -> LoadValue {
    let (seen, least) = (count(.scheduled), count(.sent))
    let total = UInt64(events.count)
    guard let high = wilsonInterval(of: UInt64(max(0, seen)), total: total),
      let low = wilsonInterval(of: UInt64(max(0, least)), total: total)
    else { throw MissingValue("no query was scheduled") }
    return LoadValue(
      value: high.value, low: min(low.low, high.low), high: max(low.high, high.high), count: events.count, isMovedByLag: seen != least)
  }

  private func rate(of misses: LoadValue, inverted: Bool) -> LoadValue {
    let rate = seconds > 0 ? Double(events.count) / seconds : 0
    return LoadValue(
      value: (1 - misses.value) * rate, low: misses.high.map { (1 - $0) * rate }, high: misses.low.map { (1 - $0) * rate },
      count: misses.count, isMovedByLag: misses.isMovedByLag)
  }

  private func highest() throws(MissingValue) -> LoadValue {
    let (low, high) = bracket
    guard let low else {
      throw MissingValue(
        high.map { "the objectives are not kept even at \(Format.number($0)) queries a second" } ?? "no window was measured")
    }
    return LoadValue(value: low, low: low, high: high, count: log.rates.count)
  }

  private func speedup() throws(MissingValue) -> LoadValue {
    let ratios = speedups
    guard let rank = RankEstimate(sorted: ratios, percent: 50) else { throw MissingValue("no question was answered twice") }
    return LoadValue(
      value: rank.value, low: rank.isBoundedBelow ? rank.low : nil, high: rank.isBoundedAbove ? rank.high : nil, count: ratios.count)
  }

  private func changed() throws(MissingValue) -> LoadValue {
    let pairs = comparable
    let changed = pairs.count { $0.alone.answer != $0.loaded.answer }
    guard let share = wilsonInterval(of: UInt64(changed), total: UInt64(pairs.count)) else {
      throw MissingValue("no question was answered alone and under load")
    }
    return LoadValue(value: share.value, low: share.low, high: share.high, count: pairs.count)
  }

  /// The median over the questions, since one long answer says nothing about the others.
  private func lengths() throws(MissingValue) -> LoadValue {
    let ratios = comparable.compactMap { pair in
      pair.alone.tokens.flatMap { alone in pair.loaded.tokens.map { Double($0) / Double(alone) } }
    }.sorted()
    guard let rank = RankEstimate(sorted: ratios, percent: 50) else { throw MissingValue("the answers tell no number of tokens") }
    return LoadValue(
      value: rank.value, low: rank.isBoundedBelow ? rank.low : nil, high: rank.isBoundedAbove ? rank.high : nil, count: ratios.count)
  }

  private func named() throws(MissingValue) -> LoadValue {
    let (part, total) = otherModels
    guard let share = wilsonInterval(of: UInt64(part), total: UInt64(total)) else { throw MissingValue("nothing was answered") }
    return LoadValue(value: share.value, low: share.low, high: share.high, count: total)
  }
}

extension Evidence {
  /// The event log of each planned trial of a load.
  func loadLogs(of node: Node) throws(MissingValue) -> [LoadLog] {
    var columns: [String: [SampleSeries]] = [:]
    for column in LoadLog.columns { columns[column.name] = try series(column.name, of: node) }
    var logs: [LoadLog] = []
    for trial in 0..<max(0, node.trials) {
      let log = LoadLog(
        times: { columns[$0].flatMap { $0.indices.contains(trial) ? times(of: $0[trial]) : nil } },
        numbers: { columns[$0].flatMap { $0.indices.contains(trial) ? numbers(of: $0[trial]) : nil } })
      guard let log else { throw MissingValue("the event log of trial \(trial + 1) cannot be read") }
      logs.append(log)
    }
    return logs
  }
}

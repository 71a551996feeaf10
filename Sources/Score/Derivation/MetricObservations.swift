public import Record

/// What a metric of a run was derived from: all that a resampling of it may draw.
public struct MetricObservations: Sendable, Hashable {
  /// The id of the cell.
  public var node: String
  /// The name of the metric.
  public var metric: String
  /// What it was derived from.
  public var content: Content

  /// What a metric can be derived from.
  public enum Content: Sendable, Hashable {
    /// The mean score of items of a dataset, each with its mean over the trials.
    case items([Item], dataset: Digest)
    /// The samples of each trial in the metric's unit, and the percentile of all of them; `nil` for the mean.
    case samples([[Double]], percent: Int?)
    /// A value for each trial.
    case trials([Double])
  }

  /// An item with its mean score over the trials.
  public struct Item: Sendable, Hashable {
    /// The position in the dataset.
    public var position: Int
    /// What it belongs to, where items hang together.
    public var cluster: String?
    /// Its mean score.
    public var score: Double
  }
}

/// The observations behind the metrics of a run, in plan order; a metric of which there are none at hand has no entry.
///
/// Complexity: linear in samples and item records.
public func observations(
  of records: RawRecords, artifacts: @escaping (Digest) -> [UInt8]? = { _ in nil }, items: @escaping ItemLineReading = { _, _ in false }
) -> [MetricObservations] {
  let evidence = Evidence(records, artifacts: artifacts, items: items)
  return records.plan.nodes.flatMap { node in
    let sheet = try? EvaluationSheet(node, of: records, items: items)
    return node.metrics.compactMap { metric in
      let content = sheet?.content(of: metric) ?? (try? evidence.content(of: metric, node))
      return content.map { MetricObservations(node: node.id, metric: metric.name, content: $0) }
    }
  }
}

extension EvaluationSheet {
  /// The items behind a metric that is their mean; `nil` where one of them has no such score.
  fileprivate func content(of metric: Metric) -> MetricObservations.Content? {
    guard metric.origin == .result, metric.selection == .all, case .value(let name) = metric.derivation else { return nil }
    let scored = items.keys.sorted().compactMap { position -> MetricObservations.Item? in
      guard let entry = items[position], let score = entry.mean(name) else { return nil }
      return MetricObservations.Item(position: position, cluster: entry.cluster, score: score)
    }
    return scored.isEmpty ? nil : .items(scored, dataset: dataset)
  }
}

extension Evidence {
  fileprivate func content(of metric: Metric, _ node: Node) throws(MissingValue) -> MetricObservations.Content {
    let percent = metric.selection.percent
    switch metric.derivation {
    case .time(let series):
      return .samples(try nanoseconds(series, of: node).map { part in part.times.map { $0 / 1e9 } }, percent: percent)
    case .share(let series, let steps):
      return .samples(
        try nanoseconds(series, of: node).map { part in part.times.map { $0 / Double(steps.value) / 1e9 } }, percent: percent)
    case .rate(let amount, let series):
      return .samples(
        try nanoseconds(series, of: node).map { part in part.times.map { amount.value.real * 1e9 / $0 } }, percent: percent)
    case .amount(let name, let series):
      let amounts = try results(name, of: node)
      return .samples(
        try nanoseconds(series, of: node).map { part in part.times.map { (amounts[part.trial].number ?? .nan) * 1e9 / $0 } },
        percent: percent)
    case .value(let name):
      if metric.origin == .result { return .trials(try results(name, of: node).compactMap(\.number)) }
      return .samples(try numbers(name, of: node).map(\.samples), percent: percent)
    case .energy: return .samples([try joules(of: node).joules], percent: percent)
    case .efficiency(let work): return .samples([try joules(of: node).joules.map { work.value.real / $0 }], percent: percent)
    case .load(let figure):
      guard case .load(let work) = node.work else { throw MissingValue("`\(node.id)` is no load") }
      let trials = try loadLogs(of: node).map { LoadFigures(work, $0) }
      if figure.isPerQuery { return .samples(trials.map { $0.samples(figure, from: .scheduled).map { $0 / 1e9 } }, percent: percent ?? 50) }
      return .trials(try trials.map { trial throws(MissingValue) in try trial.value(of: figure).value })
    }
  }
}

extension Evidence.Part<UInt64> {
  /// The time of one repetition in each sample, nanoseconds.
  fileprivate var times: [Double] { samples.map { Double($0) / Double(repetitions) } }
}

extension ResultValue.Content {
  /// The number it stands for; `nil` for series, digests and texts.
  fileprivate var number: Double? {
    switch self {
    case .count(let count): Double(count.value)
    case .share(let part, let total): Double(part.value) / Double(total.value)
    case .flag(let flag): flag ? 1 : 0
    case .number(let number): number
    default: nil
    }
  }
}

internal import Record

/// The samples of one name in all trials of a cell.
struct PooledSeries {
  let name: String
  let unit: String
  let distribution: Distribution?
  /// How many samples each trial has, in order.
  let lengths: [Int]
  /// Why there is nothing to draw.
  let absence: String?
}

extension Page {
  /// A card with the distribution of each measurement of each cell.
  func distributions(_ workload: Workload) -> [Markup] {
    workload.nodes.prefix(Page.picturedCells).flatMap { node in pooledSeries(of: node).filter(isTelling).map { distributionCard(node, $0) }
    }
  }

  /// Whether a series says something: that nothing was sent again is a sentence, not a picture.
  private func isTelling(_ series: PooledSeries) -> Bool {
    guard ["retries", "resends"].contains(series.name), let values = series.distribution?.values else { return true }
    return values.contains { $0 != 0 }
  }

  /// The measurements of a cell by name, its trials one after another.
  func pooledSeries(of node: Node) -> [PooledSeries] {
    let trials = measurements(of: node.id)
    var names: [String] = []
    for series in trials.flatMap(\.series) where !names.contains(series.name) { names.append(series.name) }
    return names.map { name in
      let parts = trials.flatMap(\.series).filter { $0.name == name }
      let values = parts.map(samples)
      let unit = parts.first?.unit == "ns" ? "s" : parts.first?.unit ?? "1"
      let isMissing = values.contains { $0 == nil }
      let flat = values.flatMap { $0 ?? [] }
      return PooledSeries(
        name: name, unit: unit, distribution: Distribution(flat), lengths: values.map { $0?.count ?? 0 },
        absence: flat.isEmpty
          ? (isMissing ? words.samplesElsewhere : words.noSamples) : nil)
    }
  }

  /// Samples in seconds, or in the unit of a reading; `nil` where their file is not at hand or has another length.
  private func samples(_ series: SampleSeries) -> [Double]? {
    if let nanoseconds = series.nanoseconds { return nanoseconds.map { Double($0.value) / 1e9 } }
    if let numbers = series.numbers { return numbers }
    guard let bytes = series.artifact.flatMap(input.artifact) else { return nil }
    return series.nanoseconds(inFile: bytes)?.map { Double($0) / 1e9 } ?? series.numbers(inFile: bytes)
  }

  private func distributionCard(_ node: Node, _ series: PooledSeries) -> Markup {
    tag("figure", .class("sample")) {
      tag("figcaption") {
        tag("strong", text: shortened(series.name, to: 60))
        tag("span", .class("cell"), text: cellName(node))
      }
      if let distribution = series.distribution, distribution.values.count == 1 {
        tag("p", text: words.single(Scale(unit: series.unit, around: distribution.median).text(distribution.median)))
      } else if let distribution = series.distribution {
        let band = self.band(node, series, distribution)
        SampleFigure(
          distribution: distribution, unit: series.unit, lengths: series.lengths, band: band.estimate, invocations: band.invocations,
          marks: marks(node, series), words: words
        ).markup
        notes(node, series, distribution)
      } else {
        tag("p", .class("absent"), text: series.absence ?? words.nothingToDraw)
      }
    }
  }

  /// The interval of the median: the one that the scores give, with the number of invocations that it is over, or else by order statistics.
  private func band(_ node: Node, _ series: PooledSeries, _ distribution: Distribution) -> (estimate: Estimate, invocations: Int?) {
    for value in metrics(of: node.id) {
      guard let metric = node.metric(value.metric), metric.selection == .median else { continue }
      switch metric.derivation {
      case .time(series.name): return (value.estimate, value.spread?.invocations)
      case .rate(let amount, series.name) where value.estimate.low > 0:
        let work = amount.value.real
        let time = Estimate(value: work / value.estimate.value, low: work / value.estimate.high, high: work / value.estimate.low)
        return (time, value.spread?.invocations)
      default: continue
      }
    }
    let interval = distribution.medianInterval
    return (Estimate(value: distribution.median, low: interval.low, high: interval.high), nil)
  }

  /// The percentiles of this series that the plan makes metrics of.
  private func marks(_ node: Node, _ series: PooledSeries) -> [(name: String, estimate: Estimate)] {
    metrics(of: node.id).compactMap { value in
      guard let metric = node.metric(value.metric), case .time(series.name) = metric.derivation else { return nil }
      switch metric.selection {
      case .p90, .p95, .p99: return (metric.selection.rawValue, value.estimate)
      case .all, .median, .p50: return nil
      }
    }
  }
}

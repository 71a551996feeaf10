public import Record

/// The numbers that other tools would report of the same queries, by their own definitions, from our event log; docs/load.md names the sources.
public enum ForeignTool: String, Sendable, CaseIterable {
  /// `vllm bench serve`.
  case vllm
  /// guidellm.
  case guidellm
  /// MLPerf's LoadGen.
  case loadgen
  /// MLCommons endpoints.
  case endpoints

  /// What the tool would report; a figure that has no value there is left out.
  public func figures(of load: LoadFigures) -> [ForeignFigure] {
    switch self {
    case .vllm: load.vllm
    case .guidellm: load.guidellm
    case .loadgen: load.loadgen
    case .endpoints: load.endpoints
    }
  }
}

/// One number of another tool, under its own name and in its own unit.
public struct ForeignFigure: Sendable, Hashable {
  /// As the tool's own output names it.
  public var name: String
  /// Its value.
  public var value: Double

  /// A figure.
  public init(_ name: String, _ value: Double) { (self.name, self.value) = (name, value) }
}

/// Percentiles as other tools take them.
enum ForeignPercentile {
  /// numpy's default: linear between the two nearest of sorted samples.
  static func linear(_ sorted: [Double], _ percent: Double) -> Double? {
    guard let last = sorted.last else { return nil }
    let place = percent / 100 * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return last }
    return sorted[below] + (sorted[below + 1] - sorted[below]) * (place - Double(below))
  }

  /// LoadGen's: the sample at the product of count and share, cut to a whole number.
  static func cut(_ sorted: [Double], _ share: Double) -> Double? {
    guard let last = sorted.last else { return nil }
    let place = Int(Double(sorted.count) * share)
    return place < sorted.count ? sorted[place] : last
  }
}

extension LoadFigures {
  /// Queries with an answer, times in seconds as tools of the field see them: from the sending.
  private struct Seen {
    var latency: Double
    var whole: Double
    var first: Double?
    var last: Double?
    var tokens: Int
  }

  private var seen: [Seen] {
    events.filter(\.isAnswered).map { event in
      func since(_ time: UInt64) -> Double { time > event.sent ? Double(time - event.sent) / 1e9 : 0 }
      let last = event.last.map(since)
      return Seen(
        latency: last ?? since(event.ended), whole: since(event.ended), first: event.first.map(since), last: last, tokens: event.tokens ?? 0
      )
    }
  }

  /// The output tokens of all answers; `nil` where no count of the server is proven.
  private var tokenTotal: Double? {
    let counts = events.filter(\.isAnswered).compactMap(\.tokens)
    return counts.isEmpty ? nil : Double(counts.reduce(0, +))
  }

  private func summary(_ name: String, _ samples: [Double], _ percents: [Double] = [99]) -> [ForeignFigure] {
    let sorted = samples.sorted()
    guard let mean = Means.mean(.arithmetic, of: sorted), let median = ForeignPercentile.linear(sorted, 50) else { return [] }
    return [ForeignFigure("mean_\(name)", mean), ForeignFigure("median_\(name)", median)]
      + percents.compactMap { percent in
        ForeignPercentile.linear(sorted, percent).map { ForeignFigure("p\(Int(percent))_\(name)", $0) }
      }
  }

  /// `vllm bench serve`: from the sending; a time per output token over n - 1, whatever the first event held; good by the same.
  fileprivate var vllm: [ForeignFigure] {
    let seen = seen
    let ttfts = seen.map { ($0.first ?? 0) * 1000 }
    func tpot(_ query: Seen) -> Double { query.tokens > 1 ? (query.latency - (query.first ?? 0)) / Double(query.tokens - 1) : 0 }
    let limits = work.objectives
    let good = seen.count { query in
      limits.latency.map { query.latency <= Double($0.value) / 1e9 } ?? true
        && limits.firstToken.map { (query.first ?? 0) <= Double($0.value) / 1e9 } ?? true
        && limits.perToken.map { tpot(query) <= Double($0.value) / 1e9 } ?? true
    }
    guard span > 0 else { return [] }
    return [ForeignFigure("completed", Double(seen.count))] + (tokenTotal.map { [ForeignFigure("total_output_tokens", $0)] } ?? [])
      + [ForeignFigure("duration", span), ForeignFigure("request_throughput", Double(seen.count) / span)]
      + (limits.isLimited ? [ForeignFigure("request_goodput", Double(good) / span)] : [])
      + (tokenTotal.map { [ForeignFigure("output_throughput", $0 / span)] } ?? [])
      + summary("ttft_ms", ttfts) + summary("tpot_ms", seen.filter { $0.tokens > 1 }.map { tpot($0) * 1000 })
      + summary("itl_ms", gaps.map { Double($0) / 1e6 }) + summary("e2el_ms", seen.map { $0.latency * 1000 })
  }

  /// guidellm: its time per output token counts the wait for the first token in, and its inter-token latency is what others call TPOT.
  fileprivate var guidellm: [ForeignFigure] {
    let seen = seen
    guard span > 0 else { return [] }
    let timed = seen.filter { $0.tokens > 0 }
    return [ForeignFigure("requests_per_second", Double(seen.count) / span)]
      + (tokenTotal.map { [ForeignFigure("output_tokens_per_second", $0 / span)] } ?? [])
      + summary("request_latency", seen.map(\.whole), [])
      + summary("time_to_first_token_ms", seen.compactMap(\.first).map { $0 * 1000 }, [])
      + summary("time_per_output_token_ms", timed.map { ($0.last ?? $0.whole) * 1000 / Double($0.tokens) }, [])
      + summary(
        "inter_token_latency_ms",
        timed.compactMap { query in
          guard query.tokens > 1, let first = query.first, let last = query.last else { return nil }
          return (last - first) * 1000 / Double(query.tokens - 1)
        }, [])
  }

  /// LoadGen: the server scenario counts from the scheduled time; percentiles are cut, and rates count one query less.
  fileprivate var loadgen: [ForeignFigure] {
    let isServer = work.scenario.isOpenLoop
    let latencies = latencies(from: isServer ? .scheduled : .sent).filter { $0 != LoadFigures.never }.map { Double($0) }.sorted()
    guard let least = latencies.first, let most = latencies.last, let mean = Means.mean(.arithmetic, of: latencies), span > 0 else {
      return []
    }
    var figures: [ForeignFigure] = []
    let isOffline = work.scenario == .offline
    let last = Double(events.map(\.scheduled).max() ?? 0) / 1e9
    if isOffline {
      figures.append(ForeignFigure("Samples per second", Double(events.count) / span))
    } else if isServer, last > 0 {
      figures.append(ForeignFigure("Completed samples per second", Double(events.count - 1) / span))
      figures.append(ForeignFigure("Scheduled samples per second", Double(events.count - 1) / last))
    } else {
      figures.append(ForeignFigure("QPS w/o loadgen overhead", 1e9 / mean))
    }
    figures += [
      ForeignFigure("Min latency (ns)", least), ForeignFigure("Max latency (ns)", most),
      ForeignFigure("Mean latency (ns)", mean.rounded(.down)),
    ]
    for (name, share) in [("50.00", 0.5), ("90.00", 0.9), ("95.00", 0.95), ("97.00", 0.97), ("99.00", 0.99), ("99.90", 0.999)] {
      if let value = ForeignPercentile.cut(latencies, share) { figures.append(ForeignFigure("\(name) percentile latency (ns)", value)) }
    }
    guard let limit = work.objectives.latency else { return figures }
    let over = events.count - latencies.count { $0 <= Double(limit.value) }
    let isMet = EarlyStopping(share: work.objectives.share.real).shows(misses: over, of: events.count)
    return figures + [ForeignFigure("Overlatency queries", Double(over)), ForeignFigure("Early stopping satisfied", isMet ? 1 : 0)]
  }

  /// MLCommons endpoints: from the issue, nanoseconds, numpy's percentiles; its time per output token is over the tokens behind the first chunk.
  fileprivate var endpoints: [ForeignFigure] {
    let seen = seen
    guard span > 0 else { return [] }
    let tpots = seen.compactMap { query -> Double? in
      guard query.tokens > 1, let first = query.first else { return nil }
      return (query.whole - first) * 1e9 / Double(query.tokens - 1)
    }
    return [
      ForeignFigure("n_samples_issued", Double(events.count)), ForeignFigure("n_samples_completed", Double(seen.count)),
      ForeignFigure("qps", Double(seen.count) / span),
    ] + (tokenTotal.map { [ForeignFigure("tps", $0 / span)] } ?? [])
      + summary("ttft", seen.compactMap(\.first).map { $0 * 1e9 }) + summary("tpot", tpots)
      + summary("latency", seen.map { $0.whole * 1e9 })
  }
}

extension RawRecords {
  /// The figures of each finished load with one event log a trial, by cell and trial.
  ///
  /// - Parameter artifacts: The bytes of a file that the run left, where it is at hand.
  public func loads(artifacts: @escaping (Digest) -> [UInt8]?) -> [(trial: TrialID, figures: LoadFigures)] {
    let evidence = Evidence(self, artifacts: artifacts, items: { _, _ in false })
    return plan.nodes.flatMap { node -> [(trial: TrialID, figures: LoadFigures)] in
      guard case .load(let work) = node.work, let logs = try? evidence.loadLogs(of: node) else { return [] }
      return logs.enumerated().map { (TrialID(node: node.id, index: $0.offset), LoadFigures(work, $0.element)) }
    }
  }
}

internal import Record

/// The samples that an evaluation takes while it asks its items, item after item.
struct AnswerSeries {
  private let isStream: Bool
  private var latencies: [U64] = []
  private var retries: [Double] = []
  private var resends: [Double] = []
  private var rates: [Double] = []
  private var firsts: [U64] = []
  private var gaps: [U64] = []

  /// - Parameter isStream: Whether answers come piece by piece.
  init(isStream: Bool) { self.isStream = isStream }

  /// Takes in what happened to the question of the next item.
  mutating func add(_ event: EventLog.Event) {
    retries.append(Double(event.retries))
    resends.append(Double(event.resends))
    guard event.isAnswered else { return }
    let latency = event.times.latency(from: .sent)
    latencies.append(U64(latency))
    if let tokens = event.tokens, latency > 0 { rates.append(Double(tokens) / (Double(latency) / 1e9)) }
    guard isStream else { return }
    if let first = event.times.first, first >= event.times.sent { firsts.append(U64(first - event.times.sent)) }
    gaps += event.gaps.map { U64($0) }
  }

  /// The series, in the order of the plan's leaves; none where nothing was asked.
  var all: [SampleSeries] {
    guard !retries.isEmpty else { return [] }
    let pieces =
      isStream ? [SampleSeries(name: "first-token", nanoseconds: firsts), SampleSeries(name: "token-gap", nanoseconds: gaps)] : []
    return [
      SampleSeries(name: "latency", nanoseconds: latencies), SampleSeries(name: "retries", unit: "1", numbers: retries),
      SampleSeries(name: "resends", unit: "1", numbers: resends), SampleSeries(name: "token-rate", unit: "1/s", numbers: rates),
    ] + pieces
  }
}

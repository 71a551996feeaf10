internal import Record

/// The metrics of a load; docs/load.md defines each figure.
enum LoadMetrics {
  typealias Rule = MetricRule<LoadWork>

  private static let streamed = Rule.Condition("`stream: true`") { $0.isStream }
  private static let asked = Rule.Condition("a subject") { $0.asking != nil }
  private static let searching = Rule.Condition("`highest-rate`") { if case .highestRate = $0.scenario { true } else { false } }
  private static let complying = Rule.Condition("`compliance` of a subject") {
    if case .compliance = $0.scenario { $0.asking != nil } else { false }
  }

  static let all: [Rule] =
    percentiles + [
      .figure("throughput", .throughput, .rate, .higher, "answered queries a second, from the start of the window to the last end"),
      .figure("goodput", .goodput, .rate, .higher, "scheduled queries a second that kept every limit"),
      .figure("misses", .misses, .number, .lower, "share of the scheduled queries that failed or broke a limit"),
      .figure("errors", .errors, .number, .lower, "share of the scheduled queries without a usable answer"),
      .figure(
        "token-throughput", .tokenThroughput, .rate, .higher, "output tokens a second of answered queries", requires: "tokens-proven",
        if: asked),
      .figure("highest-rate", .highestRate, .rate, .higher, "the highest rate that keeps the objectives", if: searching),
      .figure(
        "repeat-speedup", .repeatSpeedup, .number, .lower, "how many times faster a question is answered when it comes again", if: complying
      ),
      .figure(
        "changed-answers", .changedAnswers, .number, .lower, "share of the questions that get another answer under load than alone",
        if: complying),
      .figure(
        "length-ratio", .lengthRatio, .number, .higher, "tokens of an answer under load by those of the same question alone, the median",
        if: complying),
      .figure(
        "other-models", .otherModels, .number, .lower, "share of the answers whose sender names itself another model", if: complying),
    ]

  private static let percentiles: [Rule] = [
    .figure(
      "latency-p50", .latency, .time, .lower, "percentile from the scheduled time to the end (closed loop: from the sending)", at: .p50),
    .figure("latency-p90", .latency, .time, .lower, "percentile of the same", at: .p90),
    .figure("latency-p99", .latency, .time, .lower, "percentile of the same", at: .p99),
    .figure("lag-p50", .lag, .time, .lower, "percentile of the time by which queries were sent too late", at: .p50),
    .figure("lag-p99", .lag, .time, .lower, "percentile of the same", at: .p99),
    .figure(
      "first-token-p50", .firstToken, .time, .lower, "percentile of the time to the first output token (TTFT)", at: .p50, if: streamed),
    .figure("first-token-p99", .firstToken, .time, .lower, "percentile of the same", at: .p99, if: streamed),
    .figure(
      "per-token-p50", .perToken, .time, .lower, "percentile of the time for each token behind the first event (TPOT)", at: .p50,
      requires: "tokens-proven", if: streamed),
    .figure("per-token-p99", .perToken, .time, .lower, "percentile of the same", at: .p99, requires: "tokens-proven", if: streamed),
    .figure("event-gap-p50", .eventGap, .time, .lower, "percentile of the time between events with output", at: .p50, if: streamed),
    .figure("event-gap-p99", .eventGap, .time, .lower, "percentile of the same", at: .p99, if: streamed),
  ]
}

internal import Record

extension KindCard {
  /// The card of a load.
  static func load(_ work: LoadWork) -> KindCard {
    let server =
      switch work.server {
      case .subject(let asking): "the subject \(asking.subject) with questions of \(asking.dataset)"
      case .model(let cell): "the model of \(cell)"
      case .program(let cell): "the program of \(cell)"
      }
    let count =
      work.scenario.isOpenLoop
      ? "Latencies count from the time that a query was scheduled for"
      : "The loop is closed: its load follows the server, and latencies count from the sending"
    return KindCard(
      title: "A load",
      sentence: "A load on \(server), scenario \(work.scenario.word)\(inParentheses(work.scenario.settings)): "
        + "\(work.scenario.entry.summary) \(count). \(limits(work.objectives))", figures: [],
      limits: ["That the server would be as fast again, or served the model it names: a verification reads the recorded times."])
  }

  private static func limits(_ objectives: LoadWork.Objectives) -> String {
    func milliseconds(_ time: U64?, _ what: String) -> String? {
      time.map { "\(what) \(grouped(Int(clamping: $0.value / 1_000))) µs" }
    }
    let limits = [
      milliseconds(objectives.latency, "latency"), milliseconds(objectives.firstToken, "first token"),
      milliseconds(objectives.perToken, "per token"),
    ].compactMap { $0 }
    return limits.isEmpty ? "No limits: every answered query is good." : "Limits: \(limits.joined(separator: ", "))."
  }
}

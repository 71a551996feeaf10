internal import Attest
internal import Interpreter
internal import Record
internal import Score
internal import Text

/// How many invocations a plan needs, so that two runs of one machine are told apart when one of them is slower.
struct InvocationDesigns {
  /// The slowdown that is to be found.
  private static let slowdown = 1.03
  /// What invocations spread by on quiet hosts and on shared ones, where no earlier run says it.
  private static let usual = [0.005, 0.01, 0.02]

  private let plan: Plan
  private let pilot: Scores?

  /// - Parameter bundle: An earlier run, whose spread between invocations is taken.
  init(_ plan: Plan, pilot bundle: String?) throws(Failure) {
    self.plan = plan
    pilot = try bundle.map { path throws(Failure) in try orFail { try IntactBundle(path) }.records.scores }
  }

  /// Lines for a person; none where nothing is measured over invocations.
  var lines: [String] {
    let cells = plan.nodes.filter { $0.invocationCount > 1 }
    guard !cells.isEmpty else { return [] }
    if let pilot { return cells.flatMap { lines(of: $0, pilot) } }
    let counts = InvocationDesigns.usual.map { deviation in
      "\(needed(deviation, cells.count)) where they spread by \(Format.percent(deviation))"
    }
    return [
      "power  of \(counted(cells.count, "cell")) over invocations, two runs find a slowdown of 3 % with a power of 90 % by "
        + "\(counts.joined(separator: ", ")); `--pilot BUNDLE` takes the spread of an earlier run"
    ]
  }

  private func lines(of node: Node, _ pilot: Scores) -> [String] {
    let found = pilot.metrics.first { $0.node == node.id && $0.spread?.logarithmic == true }
    guard let found, let spread = found.spread else { return ["power  \(printable(node.id)): the earlier run has no spread of it"] }
    let deviation = spread.deviation
    return [
      "power  \(printable(node.id)): invocations spread by \(Format.percent(deviation, significant: 2)), so "
        + "\(needed(deviation, 1)) find a slowdown of 3 % with a power of 90 %, and the plan has \(node.invocationCount)"
    ]
  }

  private func needed(_ deviation: Double, _ tests: Int) -> String {
    RatioTest.invocations(toFind: InvocationDesigns.slowdown, deviation: deviation, tests: tests).map { "\($0)" }
      ?? "more than \(Sampling.mostInvocations)"
  }
}

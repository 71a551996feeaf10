internal import CommandTree
internal import Ranking
internal import Text

/// What is to be known before a table; systems with the same reason share a line.
struct ObstacleLines {
  let obstacles: [Ranking.Obstacle]
  /// How many systems there are.
  let count: Int
  let style: Style
  let width: Int

  var lines: [String] {
    var order: [Reason] = []
    var names: [Reason: [String]] = [:]
    for obstacle in obstacles {
      let reason = Reason(code: obstacle.code, words: obstacle.reason, isRefusal: obstacle.isRefusal)
      if names[reason] == nil { order.append(reason) }
      names[reason, default: []] += obstacle.systems
    }
    return order.sorted { ($0.isRefusal ? 0 : 1) < ($1.isRefusal ? 0 : 1) }.flatMap { reason -> [String] in
      let isLast = order.last { $0.code == reason.code } == reason
      return lines(of: reason, names[reason] ?? [])
        + (isLast ? [spaces(12) + style.dim("etalon explain \(reason.code.rawValue)")] : [])
    }
  }

  private func lines(of reason: Reason, _ names: [String]) -> [String] {
    let refusal = [.expired, .scope].contains(reason.code) ? "not graded" : "not ranked"
    let word = reason.isRefusal ? style.error(refusal) : style.warning("note")
    let systems = names.map(printable)
    let who = systems.count == count && systems.count > 1 ? "all systems" : listed(systems, limit: 4)
    let lines = wrapped("\(who.isEmpty ? "" : who + ": ")\(printable(reason.words))", width: max(40, width - 12))
    return lines.enumerated().map { ($0.offset == 0 ? word + spaces(12 - (reason.isRefusal ? 10 : 4)) : spaces(12)) + $0.element }
  }

  private struct Reason: Hashable {
    let code: RankingFault.Code
    let words: String
    let isRefusal: Bool
  }
}

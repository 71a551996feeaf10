internal import Attest
internal import Ranking
internal import Record
internal import Text

/// What differs between the runs of a history, so that they are not runs of one system.
struct HistoryChanges {
  private let runs: [RankedBundles.Run]

  init(_ runs: [RankedBundles.Run]) {
    self.runs = runs.sorted { ($0.records.run.started.recordText, $0.path) < ($1.records.run.started.recordText, $1.path) }
  }

  /// Everything that differs.
  var notes: [Ranking.Obstacle] {
    refusals
      + [
        note("the subjects differ") { $0.records.subjectTree.canonicalText },
        note("the hosts differ\(hostFields)") { $0.records.hostTree.canonicalText },
      ].compactMap(\.self)
  }

  /// What makes it another system by the user's own choice; no gate judges over it.
  var refusals: [Ranking.Obstacle] {
    [
      note("the specs differ") {
        "`\($0.records.plan.name)`"
      } words: {
        $0.records.plan.name
      },
      note("the targets differ") {
        $0.records.targetTree.canonicalText
      } words: {
        $0.records.plan.targets.map(\.words).joined(separator: ", ")
      },
    ].compactMap(\.self)
  }

  /// A note on the runs after the first change of a value.
  private func note(
    _ what: String, of value: (RankedBundles.Run) -> String, words: ((RankedBundles.Run) -> String)? = nil
  ) -> Ranking.Obstacle? {
    guard let first = runs.first, let other = runs.first(where: { value($0) != value(first) }) else { return nil }
    let told = words.map { ": \($0(first)) in the first run, \($0(other)) here" } ?? " from those of the first run"
    return Ranking.Obstacle(
      code: .change, systems: runs.filter { value($0) != value(first) }.map(\.path),
      reason: "\(what)\(told); a change may be the system's", isRefusal: false)
  }

  /// Which fields of the hosts differ, as a clause.
  private var hostFields: String {
    let fields = runs.map(\.records.environment.fields)
    let names = Set(fields.flatMap(\.keys)).filter { name in
      fields.contains { $0[name]?.effect != .informational && $0[name]?.value != fields[0][name]?.value }
    }
    return names.isEmpty ? "" : " in \(listed(names.sorted(), limit: 4))"
  }
}

extension TargetPlan {
  /// How a person names it: its id with what the spec says of it.
  fileprivate var words: String {
    let count =
      switch threads {
      case .all: "all threads"
      case .count(let count): counted(count, "thread")
      }
    return "`\(id)` with \(count)" + (isa.map { " of \($0)" } ?? "")
  }
}

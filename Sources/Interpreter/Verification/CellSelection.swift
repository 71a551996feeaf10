internal import Attest
internal import Record
internal import Text

/// Which cells are checked again, and by which way.
struct CellSelection {
  /// All that were chosen.
  let cells: Set<String>
  /// Those that have anything to check; the population of a draw.
  let population: Int
  /// Chosen cells that are executed (with what they need).
  let executed: Set<String>
  /// Chosen cells of the vendor tier, checked by their kept outputs.
  let bounded: Set<String>
  /// Chosen evaluations, scored again from their transcripts.
  let evaluations: Set<String>
  /// What the draw was, and what it can show.
  private(set) var findings: [Finding] = []

  init(_ records: BundleRecords, _ request: VerificationRequest) {
    let finished = Set(records.trials.filter { $0.status == .ok }.map(\.node))
    let ids = records.plan.nodes.map(\.id).filter { finished.contains($0) }
    population = ids.count
    var chosen = ids
    if let size = request.sample ?? request.draw.map({ _ in .count(ids.count) }), size.count(of: ids.count) < ids.count {
      let draw = request.draw ?? .fresh()
      let count = size.count(of: ids.count)
      chosen = draw.pick(count, of: ids)
      findings = [CellSelection.describe(draw, count, ids.count, chosen)]
    }
    cells = Set(chosen)
    let nodes = records.plan.nodes.filter { chosen.contains($0.id) }
    evaluations = Set(nodes.filter { $0.work.executor.recheck == .replayed }.map(\.id))
    bounded = Set(nodes.filter { $0.work.executor.recheck == .bounded }.map(\.id))
    executed = cells.subtracting(evaluations).subtracting(bounded)
  }

  private static func describe(_ draw: Draw, _ count: Int, _ total: Int, _ chosen: [String]) -> Finding {
    let chances = ([(1, "1 %"), (5, "5 %"), (20, "20 %")] as [(Int128, String)]).map { percent, text in
      let chance = Draw.chanceOfCatching(share: Rational(percent, over: 100) ?? Rational(0), count: count, of: total)
      return "\(text): \((chance * 1000).rounded() / 10) %"
    }
    return Finding(
      "sampled", .note, path: "data/plan.json",
      "\(count) of \(total) cells were drawn: \(chosen.map { excerpt($0) }.joined(separator: ", "))",
      found: "chance of catching a forgery, by the share of cells forged: \(chances.joined(separator: ", "))",
      help: "repeat this draw with --draw \(draw)")
  }
}

internal import Attest
internal import Record
internal import Text

/// Which cells are checked again, and by which way.
struct CellSelection {
  /// The chosen cells of each way.
  let cells: [Recheck: Set<String>]
  /// All that were chosen.
  let chosen: Set<String>
  /// What the draw was, and what it can show; empty where every cell is chosen.
  private(set) var findings: [Finding] = []

  init(_ records: BundleRecords, _ request: VerificationRequest) {
    let finished = Set(records.trials.filter { $0.status == .ok }.map(\.node))
    let population = records.plan.nodes.map(\.id).filter { finished.contains($0) }
    var ids = population
    if let size = request.sample ?? request.draw.map({ _ in .count(ids.count) }), size.count(of: ids.count) < ids.count {
      let draw = request.draw ?? .fresh()
      ids = draw.pick(size.count(of: ids.count), of: ids)
      findings = [CellSelection.describe(draw, ids, of: population.count)]
    }
    let chosen = Set(ids)
    self.chosen = chosen
    cells = Dictionary(grouping: records.plan.nodes.filter { chosen.contains($0.id) }, by: Recheck.init).mapValues { Set($0.map(\.id)) }
  }

  /// The chosen cells of a way.
  func cells(_ way: Recheck) -> Set<String> { cells[way] ?? [] }

  private static func describe(_ draw: Draw, _ chosen: [String], of total: Int) -> Finding {
    let chances = ([(1, "1 %"), (5, "5 %"), (20, "20 %")] as [(Int128, String)]).map { percent, text in
      let chance = Draw.chanceOfCatching(share: Rational(percent, over: 100) ?? Rational(0), count: chosen.count, of: total)
      return "\(text): \((chance * 1000).rounded() / 10) %"
    }
    return Finding(
      "sampled", .note, path: "data/plan.json",
      "\(chosen.count) of \(total) cells were drawn: \(chosen.map { excerpt($0) }.joined(separator: ", "))",
      found: "chance of catching a forgery, by the share of cells forged: \(chances.joined(separator: ", "))",
      help: "repeat this draw with --draw \(draw)")
  }
}

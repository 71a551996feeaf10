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

  /// - Parameter estimate: What cells take, for a request with a budget.
  init(_ records: BundleRecords, _ request: VerificationRequest, _ estimate: CostEstimate) {
    let finished = Set(records.trials.filter { $0.status == .ok }.map(\.node))
    let population = records.plan.nodes.map(\.id).filter { finished.contains($0) }
    var ids = population
    if request.isSampled {
      let draw = request.draw ?? .fresh()
      var drawn = Array(draw.order(of: ids).prefix(request.sample?.count(of: ids.count) ?? ids.count))
      if let budget = request.budget { drawn = Array(drawn.prefix(estimate.count(of: drawn, within: budget))) }
      if drawn.count < population.count {
        let picked = Set(drawn)
        ids = ids.filter { picked.contains($0) }
        findings = [CellSelection.describe(draw, ids, of: population.count)]
      }
      if ids.isEmpty, !population.isEmpty { findings.append(CellSelection.tooSmall) }
    }
    let chosen = Set(ids)
    self.chosen = chosen
    cells = Dictionary(grouping: records.plan.nodes.filter { chosen.contains($0.id) }, by: Recheck.init).mapValues { Set($0.map(\.id)) }
  }

  private static let tooSmall = Finding(
    "budget-too-small", .unchecked, path: BundleFile.plan, "the first cell that was drawn takes longer than the whole budget",
    help: "`etalon verify --reproduce --dry-run` tells what each cell takes; raise --budget")

  /// The chosen cells of a way.
  func cells(_ way: Recheck) -> Set<String> { cells[way] ?? [] }

  private static func describe(_ draw: Draw, _ chosen: [String], of total: Int) -> Finding {
    return Finding(
      "sampled", .note, path: BundleFile.plan,
      "\(chosen.count) of \(total) cells were drawn: \(chosen.map { excerpt($0) }.joined(separator: ", "))",
      found: "chance of catching a forgery, by the share of cells forged: \(Draw.chances(count: chosen.count, of: total))",
      help: "repeat this draw with --sample \(chosen.count) --draw \(draw)")
  }
}

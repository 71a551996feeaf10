internal import Ranking
internal import Record
internal import Text

extension ForeignTable {
  /// IO500's list; whether each row follows from its own phases stands in its standing.
  init(io500 rows: [[String: String]], _ name: String) {
    let systems = rows.map { row -> LeafTable.System in
      let parsed = IO500Row(row)
      let phases = IO500Row.bandwidths + IO500Row.rates
      var leaves = phases.compactMap { phase in ForeignTable.leaf(phase, parsed.number(phase), isBandwidth: phase.hasPrefix("ior")) }
      leaves += [ForeignTable.leaf("find", parsed.find, isBandwidth: false)].compactMap(\.self)
      leaves += [("bandwidth", "io500_bw", true), ("metadata", "io500_md", false)].compactMap { workload, column, isBandwidth in
        ForeignTable.leaf(workload, parsed.number(column), isBandwidth: isBandwidth)
      }
      var standing = Standing.imported(from: baseName(name))
      standing.words += "; " + parsed.verdict.words
      let nodes = row["information_client_nodes"].flatMap { Int($0) }.map { Fact("client-nodes", .amount(Rational($0), unit: "1")) }
      return LeafTable.System(
        name: "io500 entry \(row["id"] ?? "")", kind: .cluster, standing: standing, work: "io500", leaves: leaves,
        facts: [nodes].compactMap(\.self))
    }
    self.init(systems)
  }

  /// A phase in base units; `nil` where it is not told, or 0, which means not measured.
  private static func leaf(_ phase: String, _ number: PrintedNumber?, isBandwidth: Bool) -> Leaf? {
    guard let value = number?.value, value.sign > 0 else { return nil }
    return Leaf(
      workload: phase.replacing("_", with: "-"), metric: isBandwidth ? "bandwidth" : "rate", unit: isBandwidth ? "B/s" : "1/s", better: .higher,
      point: value * Fraction(isBandwidth ? 1 << 30 : 1000))
  }
}

extension IO500Row.Verdict {
  /// What is said of a row, in a clause.
  var words: String {
    switch self {
    case .follows: "its totals follow from its phases"
    case .contradicts(let why): "it contradicts itself: \(why)"
    case .notCheckable(let why): "not checkable: \(why)"
    }
  }
}

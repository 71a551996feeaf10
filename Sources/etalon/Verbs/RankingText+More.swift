internal import CommandTree
internal import Ranking
internal import Record
internal import Score
internal import Text

// What a ranking says beside its table.
extension RankingText {
  /// Why systems are out, and what would change that.
  var excluded: [String] {
    (ranking.choice?.excluded ?? []).flatMap { out -> [String] in
      [style.error("out") + spaces(9) + printable(out.system)]
        + out.lacks.map { spaces(12) + "\(printable($0.reason)); it would take \(printable($0.remedy))" }
    }
  }

  /// The score by facts such as the price.
  var per: [String] {
    guard let quotients = ranking.choice?.per, !quotients.isEmpty else { return [] }
    let facts = quotients.reduce(into: [String]()) { if !$0.contains($1.fact) { $0.append($1.fact) } }
    let columns =
      [Table.Column("score by")]
      + facts.map { fact in
        let unit = quotients.first { $0.fact == fact && !$0.unit.isEmpty }?.unit ?? ""
        return Table.Column(unit.isEmpty ? fact : "\(fact), 1/\(unit)", .right)
      }
    let systems = ranking.systems.map(\.name).filter { name in quotients.contains { $0.system == name } }
    let rows = systems.map { name in
      [name]
        + facts.map { fact in
          quotients.first { $0.system == name && $0.fact == fact }?.score.map { Format.number($0, significant: 4) } ?? "not declared"
        }
    }
    return Table(columns, rows: rows).lines(style: style)
  }

  /// How much of the space of weights keeps the order, and what would turn it over.
  var weights: [String] {
    guard let report = ranking.weights, report.draws > 0 else { return [] }
    var lines = [
      style.bold("weights") + "   \(share(report.keepsOrder)) of the allowed weights keep the whole order (\(report.draws) drawn evenly)"
    ]
    for system in report.systems {
      var line = "\(printable(system.name)): first under \(share(system.isFirst))"
      if let keeps = system.keepsGrade { line += ", same class under \(share(keeps))" }
      if let flip = system.gradeFlip { line += "; \(words(of: flip))" }
      lines += indented(line)
    }
    return lines + report.flips.flatMap { indented(words(of: $0)) }
  }

  private func indented(_ text: String) -> [String] {
    wrapped(text, width: max(60, width - 4)).enumerated().map { spaces($0.offset == 0 ? 2 : 4) + $0.element }
  }

  private func words(of flip: WeightReport.Flip) -> String {
    guard let weights = flip.weights, let moves = flip.moves else {
      return "\(printable(flip.what)) under no allowed weights, which is proved"
    }
    let shares = zip(ranking.formula.branches, weights).map { "\($0.id) \(share(Fraction(text: $1)?.real ?? 0))" }
    return "\(printable(flip.what)) where \(share(moves)) of the weight moves: \(shares.joined(separator: ", "))"
  }

  private func share(_ value: Double) -> String { Format.percent(value, significant: 3) }

  /// Other orders under their names.
  var views: [String] {
    guard let views = ranking.views else { return [] }
    func list(_ places: [Views.Place]) -> String {
      places.sorted { $0.value > $1.value }.map { "\(printable($0.system)) \(Format.number($0.value, significant: 3))" }.joined(
        separator: ", ")
    }
    return [
      style.bold("views") + ", which depend on who else is listed and are no grades",
      "  Copeland: \(list(views.copeland))",
      "  Kemeny: \(views.kemeny?.map { printable($0) }.joined(separator: ", ") ?? "too many systems")",
      "  Bradley and Terry: \(views.bradleyTerry.map(list) ?? "not decided: some systems never lose to the others")",
    ]
  }
}

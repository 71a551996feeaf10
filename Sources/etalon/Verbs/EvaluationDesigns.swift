internal import Interpreter
internal import Record
internal import Score
internal import Spec
internal import Text

/// What the numbers of items of a plan can show, and which claims they cannot decide.
struct EvaluationDesigns {
  private let plan: Plan
  private let designs: [EvaluationDesign]

  /// - Parameter folders: Where to look for datasets besides the places that the spec names and the user's store.
  init(_ planned: Planned, folders: [String] = [], within fence: FileFence) {
    plan = planned.plan
    designs = EvaluationDesign.all(of: plan, search: InputLook.search(planned, folders: folders, within: fence))
  }

  /// A line for each evaluation: the difference that two runs of it can tell apart.
  var power: [String] {
    designs.map { design in
      func points(_ items: Int) -> String { Format.number(100 * Power.detectableDifference(items: items, near: 0.7), significant: 3) }
      var text =
        "power  \(printable(design.node)): \(counted(design.items, "item")) each can tell \(points(design.items)) points apart at p = 0.7"
      if design.units < design.items { text += " (up to \(points(design.units)) where the answers of a cluster are alike)" }
      return text + "; paired designs less (`etalon compare`)"
    }
  }

  /// A line for each claim that this number of items cannot decide in favour, whatever the answers.
  var undecidable: [String] { plan.claims.compactMap(warning) }

  private func warning(_ claim: Claim) -> String? {
    guard case .binary(let sign, let left, let right) = claim.expression else { return nil }
    if case .metric(let metric) = left, case .quantity(let bound) = right { return warning(claim, metric, sign, bound.value) }
    if case .quantity(let bound) = left, case .metric(let metric) = right { return warning(claim, metric, sign.mirrored, bound.value) }
    return nil
  }

  private func warning(_ claim: Claim, _ metric: MetricReference, _ sign: Expression.BinaryOperator, _ bound: Rational) -> String? {
    guard metric.metric.utf8.starts(with: "accuracy".utf8), metric.cells.count == 1,
      let design = designs.first(where: { $0.node == metric.cells[0] })
    else { return nil }
    let ends = Power.extremes(units: design.units, isIndependent: design.isIndependent)
    let (percent, number) = (Format.percent(bound.real), bound.real)
    let unit = design.isIndependent ? counted(design.units, "item") : counted(design.units, "independent unit")
    let these =
      "; a claim about these items alone is `these(\(printable(metric.text))) \(sign.rawValue) \(percent.replacing(" ", with: ""))`"
    switch sign {
    case .greaterOrEqual, .greater:
      guard ends.allRight < number else { return nil }
      let needed = Power.itemsNeeded(toShowAtLeast: number).map { "; \($0) independent ones are the least" } ?? ""
      return "\(quoted(claim.text)) cannot hold: \(unit), all right, leave \(Format.percent(ends.allRight)) to 100 %\(needed)" + these
    case .lessOrEqual, .less:
      guard ends.noneRight > number else { return nil }
      return "\(quoted(claim.text)) cannot hold: \(unit), none right, leave 0 to \(Format.percent(ends.noneRight))" + these
    case .equal: return "\(quoted(claim.text)) cannot hold: an interval is never one number" + these
    default: return nil
    }
  }
}

extension Expression.BinaryOperator {
  /// The sign with its sides exchanged.
  fileprivate var mirrored: Expression.BinaryOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: self
    }
  }
}

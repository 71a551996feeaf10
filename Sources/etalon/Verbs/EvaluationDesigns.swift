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

  /// A line for each contamination: the least gap that it can see.
  var gaps: [String] {
    designs.filter { $0.arm > 0 }.map { design in
      let plain = Power.detectableGap(items: design.arm, near: 0.7, between: 0)
      let text =
        "gap    \(printable(design.node)): \(counted(design.arm, "published item")) against as many fresh ones show a gap of \(points(smallestGap(design))) "
        + "points with 80 % power at p = 0.7"
      guard design.templates > 1 else { return text }
      return text
        + ", paired by \(counted(design.templates, "template")) that hold 45 % of the variance; \(points(plain)) points where they hold none"
    }
  }

  private func smallestGap(_ design: EvaluationDesign) -> Double {
    let isPaired = design.templates > 1 && design.templates < design.arm
    return Power.detectableGap(items: design.arm, near: 0.7, between: isPaired ? Power.betweenTemplates : 0)
  }

  private func points(_ share: Double) -> String { Format.number(100 * share, significant: 3) }

  /// The claims on a gap that is smaller than what the design can see, whatever the answers: checking, planning and running refuse such a spec.
  ///
  /// - Parameter folders: Where to look for datasets besides the places that the spec names and the user's store.
  static func refusals(_ planned: Planned, folders: [String] = [], within fence: FileFence) -> [Diagnostic] {
    // Counting items reads datasets, and most specs claim no gap.
    guard planned.plan.claims.contains(where: { !$0.gaps.isEmpty }) else { return [] }
    let designs = EvaluationDesigns(planned, folders: folders, within: fence)
    return planned.plan.claims.compactMap { claim in
      guard let reason = designs.refusal(of: claim), let place = place(of: claim, planned.sources) else { return nil }
      return Diagnostic(
        "undecidable-claim", .error, reason, at: place, "chance would decide it",
        help: "ask more items, or claim a larger gap; `etalon explain undecidable-claim` says more")
    }
  }

  /// Where a claim stands: its text in the first spec file that has it.
  private static func place(of claim: Claim, _ sources: [SourceFile]) -> Span? {
    for source in sources {
      let (bytes, text) = (source.bytes, Array(claim.text.utf8))
      guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: text) }) else { continue }
      return Span(SourceText(name: source.name, bytes: bytes), start..<(start + text.count))
    }
    return sources.first.map { Span(SourceText(name: $0.name, bytes: $0.bytes), 0..<0) }
  }

  private func refusal(of claim: Claim) -> String? {
    for (metric, bound) in claim.gaps {
      guard metric.cells.count == 1, let design = designs.first(where: { $0.node == metric.cells[0] && $0.arm > 0 }) else { continue }
      let (least, wanted) = (smallestGap(design), bound.value.real.magnitude)
      guard wanted > 0, wanted < least else { continue }
      let factor = (least / wanted) * (least / wanted)
      return
        "\(quoted(claim.text)) asks for \(points(wanted)) points, and this design shows no gap below \(points(least)) points with 80 % power; about "
        + "\(Int((Double(design.arm) * factor).rounded(.up))) items in each arm are needed"
    }
    return nil
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

extension Claim {
  /// The comparisons of a gap between arms with a number.
  fileprivate var gaps: [(MetricReference, Quantity)] {
    guard case .binary(_, let left, let right) = expression else { return [] }
    return [(left, right), (right, left)].compactMap { side in
      guard case (.metric(let metric), .quantity(let bound)) = side,
        ["gap", "gap-low", "gap-high", "placebo"].contains(metric.metric)
      else { return nil }
      return (metric, bound)
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

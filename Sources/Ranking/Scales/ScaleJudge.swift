internal import Record
internal import Text

/// Proves or refutes each rule of a scale, by exact arithmetic on its bounds.
struct ScaleJudge {
  let scale: GradeScale
  let formula: ScoreFormula
  private let leaves: [Indicator]

  init(_ scale: GradeScale) {
    self.scale = scale
    formula = ScoreFormula(scale)
    leaves = scale.indicators.flatMap(\.leaves)
  }

  typealias Statement = ScaleProof.Statement

  /// The formula says something: the ground of all rules.
  var weights: [Statement] {
    do throws(RankingFault) {
      try formula.check()
      return [Statement(rule: 11, code: nil, words: "the score is exact: \(counted(formula.terms.count, "leaf", "leaves")) with exact weights")]
    } catch {
      return [Statement(rule: 11, code: .weights, words: error.reason)]
    }
  }

  /// Every score from 0 on has exactly one class.
  var total: [Statement] {
    func fail(_ words: String) -> [Statement] { [Statement(rule: 3, code: .classes, words: words)] }
    guard scale.classes.count > 1 else { return fail("a scale needs at least two classes") }
    guard Set(scale.classes.map(\.name)).count == scale.classes.count else { return fail("two classes have one name") }
    for (better, worse) in zip(scale.classes, scale.classes.dropFirst()) where better.from <= worse.from {
      return fail("`\(better.name)` begins at \(better.from), which is not above `\(worse.name)` at \(worse.from)")
    }
    guard let last = scale.classes.last, last.from == Rational(0) else { return fail("the last class does not begin at 0") }
    return [Statement(rule: 3, code: nil, words: "every score from 0 on has exactly one of \(counted(scale.classes.count, "class", "classes"))")]
  }

  /// Some system has each class, whichever admissible reference is pinned.
  var reachable: [Statement] {
    guard total.allSatisfy(\.holds), weights.allSatisfy(\.holds) else { return [] }
    for (place, own) in scale.classes.enumerated() {
      let lower = Fraction(own.from)
      if let most = greatest, most.order(to: lower) == .less {
        return [Statement(rule: 3, code: .unreachable, words: "no system can be `\(own.name)`: the greatest score is \(most.text)")]
      }
      guard place > 0, let least = least(forClassAt: place) else { continue }
      if least.order(to: Fraction(scale.classes[place - 1].from)) != .less {
        return [
          Statement(
            rule: 3, code: .unreachable, words: "no system can be `\(own.name)`: whoever passes the vetoes has at least \(least.text)")
        ]
      }
    }
    return [Statement(rule: 3, code: nil, words: "some system has each class, whichever admissible reference is pinned")]
  }

  /// The score with every metric at its best, over the least favourable references; `nil` where it has no bound.
  private var greatest: ExactScore? {
    var terms: [(Fraction, Fraction)] = []
    for (leaf, term) in zip(leaves, formula.terms) {
      guard leaf.better == .higher, let greatest = leaf.greatest else {
        // What has no bound adds nothing to the sum of a harmonic mean, and leaves the others without one.
        if scale.mean == .harmonic { continue }
        return nil
      }
      let reference = leaf.admits.map { Fraction($0.high) } ?? term.reference
      guard let ratio = Fraction(greatest).divided(by: reference) else { return nil }
      terms.append((ratio, term.weight))
    }
    return ExactScore(scale.mean, terms.map { (ratio: $0.0, weight: $0.1) })
  }

  /// The least score of a system that no veto keeps out of a class.
  private func least(forClassAt place: Int) -> ExactScore? {
    let terms = zip(leaves, formula.terms).map { leaf, term -> (ratio: Fraction, weight: Fraction) in
      let bounds = scale.vetoes.filter { $0.indicator == leaf.id && (scale.place(of: $0.best) ?? 0) > place }.map { Fraction($0.bound) }
      guard let bound = leaf.better == .higher ? bounds.max() : bounds.min() else { return (.zero, term.weight) }
      let ratio = leaf.better == .higher ? bound.divided(by: term.reference) : term.reference.divided(by: bound)
      return (ratio ?? .zero, term.weight)
    }
    return ExactScore(scale.mean, terms)
  }

  /// The reference has the class that the scale says, under every reference it admits.
  var reference: [Statement] {
    func fail(_ words: String) -> [Statement] { [Statement(rule: 4, code: .reference, words: words)] }
    guard let place = scale.place(of: scale.referenceClass) else { return fail("`\(scale.referenceClass)` is no class of the scale") }
    let found = scale.classes.firstIndex { $0.from <= Rational(1) }
    guard found == place else {
      return fail("the reference scores 1, which is `\(found.map { scale.classes[$0].name } ?? "no class")`, not `\(scale.referenceClass)`")
    }
    for (leaf, term) in zip(leaves, formula.terms) {
      let ends = leaf.admits.map { [Fraction($0.low), Fraction($0.high)] } ?? [term.reference]
      if leaf.admits != nil, !(ends[0] <= term.reference && term.reference <= ends[1]) {
        return fail("the reference of `\(leaf.id)` is none that it admits")
      }
      for veto in scale.vetoes where veto.indicator == leaf.id && (scale.place(of: veto.best) ?? place) > place {
        let bound = Fraction(veto.bound)
        if ends.contains(where: { leaf.better == .higher ? $0 < bound : bound < $0 }) {
          return fail("a reference that `\(leaf.id)` admits lies beyond the veto that caps at `\(veto.best)`")
        }
      }
    }
    return [Statement(rule: 4, code: nil, words: "the reference scores 1, which is `\(scale.referenceClass)`, and no veto touches it")]
  }

  /// Each metric counts once, so that a copy of it cannot shift weight.
  var clones: [Statement] {
    let ids = allIDs(scale.indicators)
    if let twice = ids.first(where: { id in ids.filter { $0 == id }.count > 1 }) {
      return [Statement(rule: 8, code: .cloned, words: "`\(twice)` stands twice")]
    }
    for (place, one) in formula.terms.enumerated() {
      for other in formula.terms.dropFirst(place + 1) where overlap(one.metric, other.metric) {
        return [
          Statement(rule: 8, code: .cloned, words: "`\(one.id)` and `\(other.id)` can select the same cell: \(one.metric), \(other.metric)")
        ]
      }
    }
    return [Statement(rule: 8, code: nil, words: "no two leaves can select the same cell")]
  }

  private func allIDs(_ indicators: [Indicator]) -> [String] { indicators.flatMap { [$0.id] + allIDs($0.branches) } }

  private func overlap(_ one: String, _ other: String) -> Bool {
    guard let mine = MetricPattern(one), let theirs = MetricPattern(other), mine.workload == theirs.workload, mine.metric == theirs.metric
    else { return one == other }
    return mine.coordinates.allSatisfy { point in theirs.coordinates.allSatisfy { $0.axis != point.axis || $0.value == point.value } }
  }

  /// A veto caps, and a worse value never has a better cap.
  var vetoes: [Statement] {
    func fail(_ words: String) -> [Statement] { [Statement(rule: 12, code: .veto, words: words)] }
    for veto in scale.vetoes {
      guard let leaf = leaves.first(where: { $0.id == veto.indicator }) else { return fail("`\(veto.indicator)` is no leaf of the scale") }
      guard let cap = scale.place(of: veto.best) else { return fail("`\(veto.best)` is no class of the scale") }
      if cap == 0 { return fail("a veto at the best class, `\(veto.best)`, keeps nobody out") }
      if let greatest = leaf.greatest, leaf.better == .higher, greatest < veto.bound {
        return fail("no value of `\(leaf.id)` passes its veto: at most \(greatest) is possible")
      }
      for other in scale.vetoes where other.indicator == veto.indicator && other != veto {
        let isWorse = leaf.better == .higher ? other.bound < veto.bound : veto.bound < other.bound
        if isWorse || other.bound == veto.bound, (scale.place(of: other.best) ?? 0) <= cap {
          return fail("two vetoes on `\(leaf.id)` contradict each other: the worse value has no worse cap")
        }
      }
    }
    return [Statement(rule: 12, code: nil, words: "\(counted(scale.vetoes.count, "veto", "vetoes")): each caps the class, none is averaged")]
  }
}

extension GradeScale {
  /// The place of a class by its name, the best first.
  func place(of name: String) -> Int? { classes.firstIndex { $0.name == name } }
}

public import Record

/// The kind of mean, under the name that this room uses.
public typealias MeanKind = Weighting.Mean

/// The classes that a system may be in: one where its whole interval lies in one band, else from the worst to the best.
public struct GradeRange: Sendable, Hashable, Codable {
  /// The class of the point.
  public var point: String
  /// The worst class of the interval: what is claimed.
  public var worst: String
  /// The best class of the interval.
  public var best: String
  /// Indicators whose bound caps it, where any does.
  public var cappedBy: [String]

  /// How it is written: `B`, or `C to B` where the interval goes over a bound.
  public var text: String { worst == best ? worst : "\(best) to \(worst)" }
}

extension GradeScale {
  /// The place of the class that a score is in, the best first; the last one takes what is below.
  func place(ofScore score: ExactScore) -> Int {
    classes.firstIndex { score.order(to: Fraction($0.from)) != .less } ?? max(0, classes.count - 1)
  }

  /// The place of the class of a score in millionths.
  func place(ofMillionths score: UInt64) -> Int {
    let value = Fraction(BigNatural(score), over: BigNatural(UInt64(1_000_000)))
    return classes.firstIndex { Fraction($0.from) <= value } ?? max(0, classes.count - 1)
  }

  /// The grade of a system: a function of its own leaves and this scale, and of nobody else.
  ///
  /// - Parameter spread: What its interval follows from; without it the point alone is graded.
  public func grade(_ score: SystemScore, _ formula: ScoreFormula, spread: Spread?) -> GradeRange? {
    guard !classes.isEmpty else { return nil }
    var (point, best, worst) = (place(ofScore: score.score), place(ofScore: score.score), place(ofScore: score.score))
    if let spread, spread.distance(pulls: score.pulls(mean)) > 0 {
      let interval = spread.interval(of: score, mean)
      best = min(best, place(ofMillionths: interval.high))
      worst = max(worst, place(ofMillionths: interval.low))
    }
    var capped: [String] = []
    for veto in vetoes {
      guard let cap = classes.firstIndex(where: { $0.name == veto.best }) else { continue }
      let beyond = excess(veto, score, formula, spread)
      if beyond.point { point = max(point, cap) }
      if beyond.surely { best = max(best, cap) }
      if beyond.perhaps { worst = max(worst, cap) }
      if beyond.perhaps { capped.append(veto.indicator) }
    }
    return GradeRange(point: classes[point].name, worst: classes[worst].name, best: classes[min(best, point)].name, cappedBy: capped)
  }

  /// Whether the point of an indicator, its whole interval, or a part of it lies beyond a bound.
  private func excess(
    _ veto: Veto, _ score: SystemScore, _ formula: ScoreFormula, _ spread: Spread?
  ) -> (point: Bool, surely: Bool, perhaps: Bool) {
    var found = (point: false, surely: false, perhaps: false)
    let bound = Fraction(veto.bound)
    for (index, part) in score.parts.enumerated() where formula.terms[part.term].id == veto.indicator {
      let isHigher = part.leaf.better == .higher
      found.point = found.point || (isHigher ? part.leaf.point < bound : bound < part.leaf.point)
      let reach = spread.map { $0.reach[index] * max(0, $0.covariance[index][index]).squareRoot() } ?? 0
      guard reach > 0, part.leaf.point.sign > 0 else {
        found.surely = found.surely || (isHigher ? part.leaf.point < bound : bound < part.leaf.point)
        continue
      }
      let (low, high) = (part.leaf.point.real * PlainMath.exponential(-reach), part.leaf.point.real * PlainMath.exponential(reach))
      found.surely = found.surely || (isHigher ? high < bound.real : low > bound.real)
      found.perhaps = found.perhaps || (isHigher ? low < bound.real : high > bound.real)
    }
    return (found.point, found.surely, found.perhaps || found.point || found.surely)
  }
}

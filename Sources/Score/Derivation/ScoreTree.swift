internal import Record

/// Turns the weighting of a plan into values: each leaf a ratio to its reference, each branch a weighted mean.
struct ScoreTree {
  let weighting: Weighting
  let table: MetricTable

  /// The branches with their values, and the whole where every branch has one.
  func evaluated() -> (branches: [ScoreValue], total: Estimate?) {
    let branches = weighting.score.map(value)
    return (branches, mean(of: branches))
  }

  private func value(of branch: ScoreBranch) -> ScoreValue {
    guard let metric = branch.metric else {
      let branches = branch.branches.map(value)
      return ScoreValue(id: branch.id, weight: branch.weight, estimate: mean(of: branches), branches: branches)
    }
    let measured = try? table.combined(metric).estimate
    let reference = weighting.reference.values.first { $0.metric.utf8.elementsEqual(metric.text.utf8) }?.value.real
    return ScoreValue(
      id: branch.id, weight: branch.weight, estimate: ratio(of: measured, to: reference, metric.direction), metric: metric.text,
      measured: measured, reference: reference)
  }

  /// Above 1 is better, whatever the direction of the metric.
  ///
  /// A lower bound below 0 says no more than 0, and what is divided by such a bound is open above.
  private func ratio(of measured: Estimate?, to reference: Double?, _ direction: Direction) -> Estimate? {
    guard let measured, let reference, reference > 0, measured.value >= 0 else { return nil }
    let low = max(0, measured.low)
    var ratio: Estimate
    switch direction {
    case .higher:
      ratio = Estimate(value: measured.value / reference, low: low / reference, high: measured.high / reference, open: measured.open)
    case .lower:
      ratio = Estimate(
        value: reference / measured.value, low: reference / measured.high, high: reference / low,
        open: Estimate.Open(below: measured.isOpenAbove, above: measured.isOpenBelow))
      if !ratio.high.isFinite {
        ratio.high = ratio.value
        ratio.open = Estimate.Open(below: ratio.isOpenBelow, above: true)
      }
    }
    return [ratio.value, ratio.low, ratio.high].allSatisfy(\.isFinite) ? ratio : nil
  }

  /// Every mean rises with each of its terms, so the means of the bounds bound the mean, whatever the terms have to do with each other.
  private func mean(of branches: [ScoreValue]) -> Estimate? {
    let estimates = branches.compactMap(\.estimate)
    guard estimates.count == branches.count else { return nil }
    func mean(_ part: (Estimate) -> Double) -> Double? {
      Means.mean(weighting.mean, of: zip(branches, estimates).map { Means.Term(part($1), weight: $0.weight) })
    }
    guard let value = mean(\.value), let low = mean(\.low), let high = mean(\.high) else { return nil }
    let weighed = zip(branches, estimates).filter { $0.0.weight.numerator != 0 }.map(\.1)
    return Estimate(value: value, low: low, high: high, open: Estimate.Open(anyOf: weighed))
  }
}

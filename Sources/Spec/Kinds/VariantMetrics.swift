internal import Record

/// The metrics that perturbations add to those of the scorers.
struct VariantMetrics {
  private let scores: [Metric]
  private let variants: [PromptPlan.Variant]

  init(_ scores: [Metric], _ variants: [PromptPlan.Variant]) { (self.scores, self.variants) = (scores, variants) }

  /// For each score: its mean under each variant and how far that is below the original's, the mean of the worst, and its drop; then
  /// how consistent the judgements are.
  var metrics: [Metric] {
    guard !variants.isEmpty else { return [] }
    let means = scores.flatMap { score -> [Metric] in
      let each = variants.flatMap { variant -> [Metric] in
        [.result("\(score.name)-\(variant.name)", score.direction), .result("\(score.name)-drop-\(variant.name)", .lower)]
      }
      return each + [.result("\(score.name)-worst", score.direction), .result("\(score.name)-drop", .lower)]
    }
    return means + [.result("consistency", .higher)]
  }
}

internal import Record

extension WorkloadPlanning {
  /// How a kind samples where the spec does not say.
  enum StandardSampling {
    static let repeated = Sampling(warmup: 2, min: 10, max: 50, ci95: Rational(1, over: 50), budget: 10_000_000_000)
    static let once = Sampling(warmup: 0, min: 1, max: 1)
    /// The most samples where only a rule or a budget is given.
    static let bound = 100
  }

  /// The sampling rule of a workload with everything written out; `nil` after reporting a contradiction.
  func sampling(_ fields: Fields, standard: Sampling) -> Sampling? {
    guard let written = fields.object("sample") else { return nil }
    let rules = ["min", "max", "until", "budget"].filter(written.isWritten)
    let warmup = written.integer("warmup") ?? standard.warmup
    if let count = written.integer("count") {
      if let other = rules.first, let place = written.entries[other] {
        return contradiction("`count` and `\(other)` exclude one another", place.key, written.entries["count"]?.key, "keep one of them")
      }
      return Sampling(warmup: warmup, min: count, max: count)
    }
    guard !rules.isEmpty else {
      var sampling = standard
      sampling.warmup = warmup
      return sampling
    }
    let min = written.integer("min") ?? 10
    let max = written.integer("max") ?? Swift.max(min, StandardSampling.bound)
    guard min <= max else {
      return contradiction(
        "`min` is larger than `max`", written.entries["min"]?.key ?? written.span, written.entries["max"]?.key, "swap them")
    }
    let budget = written["budget"].flatMap { wholeNumber($0, of: .time, scale: 1_000_000_000, problems) }
    return Sampling(warmup: warmup, min: min, max: max, ci95: written.object("until")?.number("ci95"), budget: budget)
  }

  private func contradiction(_ headline: String, _ span: Span, _ other: Span?, _ help: String) -> Sampling? {
    problems.error(
      .samplingContradiction, "in `sample`: \(headline)", at: span, "against the other",
      also: other.map { [Diagnostic.Label($0, "the other")] } ?? [],
      help: help)
    return nil
  }

  /// Refuses sampling keys where something else fixes the number of samples.
  func refuseSampling(_ fields: Fields, except allowed: [String], because reason: String) -> Bool {
    guard let written = fields.object("sample"),
      let key = ["count", "min", "max", "until", "budget", "warmup"].first(where: { written.isWritten($0) && !allowed.contains($0) }),
      let span = written.entries[key]?.key
    else { return false }
    problems.error(.samplingContradiction, "`\(key)` has no meaning here: \(reason)", at: span, "without effect", help: "remove it")
    return true
  }
}

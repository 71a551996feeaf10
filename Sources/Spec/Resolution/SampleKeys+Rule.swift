internal import Record

extension Sampling {
  /// What a repeated operation has where the spec does not say.
  static let repeated = Sampling(warmup: 2, min: 10, max: 50, ci95: Rational(1, over: 50), budget: 10_000_000_000)
  /// What has one sample where the spec does not say.
  static let once = Sampling(warmup: 0, min: 1, max: 1)
  /// The most samples where only a rule or a budget is given.
  fileprivate static let bound = 100
}

extension Fields<SampleKeys> {
  /// The rule with everything written out.
  func rule(standard: Sampling) throws(Reported) -> Sampling {
    let rules = [entry(\.min), entry(\.max), entry(\.until), entry(\.budget)].filter(\.isWritten)
    let (invocations, spread) = (try self.invocations, try self.spread)
    if invocations == 1, spread ?? U64(0) != U64(0) {
      throw problems.contradiction(
        "one invocation has nothing to spread", entry(\.spread).key, entry(\.invocations).key, help: "keep one of them")
    }
    let warmup = try self.warmup ?? standard.warmup
    if let count = try self.count {
      if let other = rules.first {
        throw problems.contradiction(
          "`count` and `\(other.name)` exclude one another", other.key, entry(\.count).key, help: "keep one of them")
      }
      return Sampling(warmup: warmup, min: count, max: count, invocations: invocations, spread: spread)
    }
    guard !rules.isEmpty else {
      var sampling = standard
      sampling.warmup = warmup
      (sampling.invocations, sampling.spread) = (invocations, spread)
      return sampling
    }
    let least = try self.min ?? 10
    let most = try self.max ?? Swift.max(least, Sampling.bound)
    guard least <= most else {
      throw problems.contradiction("`min` is larger than `max`", entry(\.min).key, entry(\.max).key, help: "swap them")
    }
    return Sampling(
      warmup: warmup, min: least, max: most, ci95: try self.until, budget: try self.budget, invocations: invocations, spread: spread)
  }

  /// Refuses keys that have no effect where something else fixes the number of samples.
  ///
  /// - Parameter canWarmUp: Whether repetitions may still come before the first sample, and fresh processes take them.
  func refuse(_ reason: String, canWarmUp: Bool = false) throws(Reported) {
    let refused =
      [entry(\.count), entry(\.min), entry(\.max), entry(\.until), entry(\.budget)]
      + (canWarmUp ? [] : [entry(\.warmup), entry(\.invocations), entry(\.spread)])
    guard let written = refused.first(where: \.isWritten) else { return }
    throw problems.error(
      .samplingContradiction, "`\(written.name)` has no meaning here: \(reason)", at: written.key, "without effect", help: "remove it")
  }
}

extension Problems {
  fileprivate func contradiction(_ headline: String, _ span: Span, _ other: Span, help: String) -> Reported {
    error(
      .samplingContradiction, "in `sample`: \(headline)", at: span, "against the other", also: [Diagnostic.Label(other, "the other")],
      help: help)
  }
}

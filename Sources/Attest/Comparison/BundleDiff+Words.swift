public import Record
internal import Text

extension BundleDiff {
  /// The comparison in words; numbers are written by the function handed in, units included.
  public func comparison(_ a: String = "A", _ b: String = "B", number: (Double, _ unit: String) -> String) -> Comparison {
    Comparison(
      .bundles, headline: headline, isEquivalent: isEquivalent, answers: [resultsAnswer, speedAnswer],
      sections: (plans.sections + recordSections(number) + environment.sections).filter { !$0.rows.isEmpty },
      notes: notes, a: a, b: b)
  }

  private var headline: String {
    if !plans.isSame { return "different plans: \(plans.headline)" }
    if !results.isEmpty { return "not equal: \(resultsClause)" }
    if !untold.isEmpty { return "as far as both tell, \(agreement); \(untoldClause)" }
    if apart.isEmpty, let claim = claims.first { return "\(agreement), but the claim \(quoted(claim.text)) is judged differently" }
    if isAboutOneRun { return "\(bits); of speed one cannot say anything: \(oneRunClause)" }
    if showsNothing { return "\(bits); of speed one cannot say anything: \(disturbed)" }
    guard !apart.isEmpty else { return "equal: \(agreement)" }
    return hosts != nil || environment.disturbances.isEmpty
      ? "the same results, at another speed: \(speedClause)" : "the same results; of speed one cannot say anything: \(disturbed)"
  }

  private var agreement: String {
    let compared = measurements.count - ofOneRun.count
    return bits + (compared == 0 ? "" : ", and none of \(counted(compared, "measurement")) shown to differ")
  }

  private var bits: String {
    comparedResults == 0 ? "no results to compare" : "\(counted(comparedResults, "result")) the same, bit for bit"
  }

  private var oneRunClause: String {
    "\(counted(ofOneRun.count, "measurement is", "measurements are")) of one process, and hold\(ofOneRun.count == 1 ? "s" : "") within this run"
  }

  private var untoldClause: String {
    let (mine, theirs) = (untold.count { $0.isLeft }, untold.count { !$0.isLeft })
    return [(mine, "A"), (theirs, "B")].filter { $0.0 > 0 }.map { "\(counted($0, "figure")) only \($1) tells" }.joined(separator: ", ")
  }

  static var bandText: String { "\(Disturbance.whole(EstimateComparison.band * 100)) %" }

  private var resultsClause: String {
    let first = results.first.map { "\(quoted($0.trial)) gave another \(quoted($0.name))" } ?? ""
    return "\(results.count) of \(counted(comparedResults, "result")) differ: \(first)"
  }

  private var resultsAnswer: Comparison.Answer {
    let question = "same results?"
    if !plans.isSame {
      return Comparison.Answer(question, .unknown, because: "the plans differ, so there is nothing that must agree: \(plans.headline)")
    }
    guard results.isEmpty else {
      let cause = causes.map { "; \($0)" } ?? ""
      return Comparison.Answer(question, .no, because: resultsClause + cause)
    }
    if comparedResults == 0 { return Comparison.Answer(question, .unknown, because: "there is no result that both have") }
    return Comparison.Answer(question, .yes, because: "\(counted(comparedResults, "result")) the same, bit for bit")
  }

  /// What can explain that results differ; programs and clocks before the hardware.
  private var causes: String? {
    if let hosts { return hosts }
    let causing = environment.differences.filter { $0.effect == .result }
    return causing.first.map { FingerprintDiff.phrase($0, of: causing) } ?? "nothing in the fingerprints explains it"
  }

  private var disturbed: String { environment.disturbances.phrases.joined(separator: "; ") }

  private var speedClause: String {
    let first = apart.first.map { "\(quoted($0.name)) is \($0.ratio.map(BundleDiff.threeDigits) ?? "?") times as much in B" } ?? ""
    let rest = apart.count - 1
    let more = rest > 0 ? ", and \(counted(rest, "more measurement differs", "more measurements differ"))" : ""
    let cause = hosts ?? (environment.speed.answer == .no ? environment.speed.because : nil)
    return first + more + (cause.map { "; \($0)" } ?? "; nothing in the fingerprints explains it")
  }

  private var speedAnswer: Comparison.Answer {
    let question = "same speed?"
    if measurements.isEmpty {
      let reason = plans.isSame ? "there is no measurement that both have" : "the plans have no cell in common: \(plans.headline)"
      return Comparison.Answer(question, .unknown, because: reason)
    }
    if isAboutOneRun { return Comparison.Answer(question, .unknown, because: oneRunClause) }
    if showsNothing {
      let all = counted(measurements.count, "measurement")
      return Comparison.Answer(
        question, .unknown, because: "\(disturbed), and the intervals of \(all) are too wide to show that they agree")
    }
    if apart.isEmpty {
      let open = measurements.count { $0.verdict == .undecided && !$0.isOfOneRun }
      let rest = open > 0 ? ", though the intervals of \(open) are too wide to show that they agree" : ""
      return Comparison.Answer(
        question, .yes,
        because: "none of \(counted(measurements.count - ofOneRun.count, "measurement")) is shown to differ beyond chance\(rest)"
          + (ofOneRun.isEmpty ? "" : "; \(oneRunClause), so that one cannot say"))
    }
    guard hosts != nil || environment.disturbances.isEmpty else {
      return Comparison.Answer(
        question, .unknown, because: "\(disturbed), and \(counted(apart.count, "measurement differs", "measurements differ"))")
    }
    return Comparison.Answer(question, .no, because: speedClause)
  }

  private func recordSections(_ number: (Double, String) -> String) -> [Comparison.Section] {
    let values = results.map {
      Comparison.Row(excerpt("\($0.trial) \($0.name)"), a: BundleDiff.text($0.left), b: BundleDiff.text($0.right))
    }
    func shown(_ estimate: Estimate, _ unit: String) -> String {
      let isExact = estimate.low == estimate.value && estimate.high == estimate.value
      return number(estimate.value, unit) + (isExact ? "" : " (\(number(estimate.low, unit)) to \(number(estimate.high, unit)))")
    }
    func rows(_ comparisons: [EstimateComparison]) -> [Comparison.Row] {
      comparisons.map { comparison in
        let ratio = comparison.ratio.map { "x \(BundleDiff.threeDigits($0))" } ?? ""
        return Comparison.Row(
          excerpt(comparison.name), a: shown(comparison.left, comparison.unit), b: shown(comparison.right, comparison.unit),
          remark: [ratio, comparison.words].filter { !$0.isEmpty }.joined(separator: ", "))
      }
    }
    let verdicts = claims.map { Comparison.Row(excerpt($0.text), a: $0.left.rawValue, b: $0.right.rawValue) }
    let gaps = untold.map { Comparison.Row(excerpt($0.name), a: $0.isLeft ? "on record" : nil, b: $0.isLeft ? nil : "on record") }
    return [
      Comparison.Section("results that differ", values),
      Comparison.Section("measurements", rows(apart + measurements.filter { $0.verdict != .outside })),
      Comparison.Section("claims that are judged differently", verdicts), Comparison.Section("scores", rows(scores)),
      Comparison.Section("figures that only one side tells", gaps, isMinor: true),
    ]
  }

  private var notes: [String] {
    let host = hosts.map { [$0] } ?? []
    let expectations =
      plans.isSame ? environment.answers.map { "by the fingerprints, \($0.question) \($0.answer.rawValue): \($0.because)" } : []
    return host + expectations + environment.notes
  }

  /// A ratio with two places, or as many as give it three digits, rounded to nearest.
  public static func threeDigits(_ ratio: Double) -> String {
    guard ratio.isFinite, ratio.magnitude < 1e12 else { return "\(ratio)" }
    var scale = 100
    while ratio != 0, ratio.magnitude * Double(scale) < 100, scale < 1_000_000_000_000 { scale *= 10 }
    let rounded = (ratio * Double(scale)).rounded()
    return Rational(exactly: rounded).flatMap { $0.divided(by: Rational(scale)) }.map(\.description) ?? "\(ratio)"
  }

  private static func text(_ value: ResultValue.Content) -> String {
    switch value {
    case .digest(let digest): digest.short
    case .count(let count): "\(count)"
    case .share(let part, let total): "\(part)/\(total)"
    case .number(let number): "\(number)"
    case .series(let numbers): "\(numbers.count) numbers, the last \(numbers.last.map { "\($0)" } ?? "none")"
    case .text(let text): excerpt(text)
    case .flag(let flag): flag ? "yes" : "no"
    }
  }
}

extension BundleDiff.EstimateComparison {
  fileprivate var words: String {
    let interval = ratioInterval.map { " (\(BundleDiff.threeDigits($0.low)) to \(BundleDiff.threeDigits($0.high)))" } ?? ""
    return switch verdict {
    case .within: "the same within \(BundleDiff.bandText)\(interval)"
    case .outside: "differs beyond chance\(interval)"
    case .undecided: isOfOneRun ? "within this run, since of one process: one cannot say" : "not shown to differ\(interval)"
    }
  }
}

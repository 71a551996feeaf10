internal import Record

extension Scorer {
  /// `pass-at-k`, revision 1: how often k tries at a question hold a right answer, and how often they are all right.
  ///
  /// Each item is asked so many times, each time with another seed; the estimators are unbiased (Chen et al., "Evaluating large language
  /// models trained on code", 2021; Yao et al., τ-bench, 2024).
  static let passAtK = Scorer(
    name: "pass-at-k", revision: 1, noun: "a measure of repeated tries",
    summary: "Each item is asked several times; whether k tries are right.",
    settings: [PassAtK.samples.entry, PassAtK.tries.entry, of.entry], outputs: PassAtK.outputs,
    problem: { settings in PassAtK.problem(settings) },
    asksAgain: true
  ) { (answer, item, settings) throws(SettingFault) in
    let inner = try settings.value(of)
    let (count, tries) = (try settings.value(PassAtK.samples), try settings.value(PassAtK.tries))
    let first = try inner.judged(answer, item)
    return .needs([ScoringQuery](repeating: .again, count: max(0, count - 1))) { replies in
      let right = replies.count { reply in (try? inner.judged(Answer(reply), item).isRight) ?? false } + (first.isRight ? 1 : 0)
      let extracted = first.outcome == .answer ? ItemRecord.Extracted(whole: answer.text) : nil
      return .judged(
        Judgement(first.outcome, extracted: extracted, scores: PassAtK(samples: replies.count + 1, right: right, tries: tries).scores))
    }
  }

  private static let of = Setting<InnerScorer>.word(
    "of", .normalizedMatch, "The scorer that says what is right, with its standard settings.")
}

/// What so many right answers of so many say of k tries, exactly.
struct PassAtK {
  let samples: Int
  let right: Int
  let tries: Int

  static let samples = Setting<Int>.standard("samples", .integer(1...100), "10", "How often each item is asked; more than `k`.")
  static let tries = Setting<Int>.standard("k", .integer(1...99), "1", "How many tries count together.")

  static let outputs = [
    Scorer.Output("accuracy", .higher, "mean share of right answers"),
    Scorer.Output("pass-at-k", .higher, "mean probability that of k answers any is right"),
    Scorer.Output("pass-hat-k", .higher, "mean probability that k answers are all right"),
  ]

  /// Why two settings give no estimate that is worth its name.
  static func problem(_ settings: Settings) -> String? {
    guard let count = try? settings.value(samples), let tries = try? settings.value(tries), count <= tries else { return nil }
    return "`samples` is \(count) and `k` is \(tries): an unbiased estimate needs more samples than `k`"
  }

  /// 1 − C(n − c, k) / C(n, k), and C(c, k) / C(n, k).
  var scores: [String: Rational] {
    let missed = share(of: samples - right)
    return [
      "accuracy": Rational(Int128(right), over: Int128(max(1, samples))) ?? Rational(0),
      "pass-at-k": Rational(1).subtracting(missed) ?? Rational(0), "pass-hat-k": share(of: right),
    ]
  }

  /// The probability that k answers drawn without replacement all lie in a part: the product of (part − i) / (n − i).
  ///
  /// In lowest terms it stays far below 128 bits, since n is at most 100 and either k or n − k at most 50.
  private func share(of part: Int) -> Rational {
    guard part >= tries, tries <= samples else { return Rational(0) }
    // C(part, k) / C(n, k) is also the product of (n − k − i) / (n − i) over the n − part others.
    let (count, above) = tries <= samples - part ? (tries, part) : (samples - part, samples - tries)
    var product = Rational(1)
    for index in 0..<count {
      guard let factor = Rational(Int128(above - index), over: Int128(samples - index)), let next = product.multiplied(by: factor) else {
        return Rational(published: floating(of: part))
      }
      product = next
    }
    return product
  }

  private func floating(of part: Int) -> Double {
    (0..<tries).reduce(1.0) { $0 * Double(part - $1) / Double(samples - $1) }
  }
}

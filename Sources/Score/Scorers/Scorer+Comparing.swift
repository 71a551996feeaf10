internal import Record

extension Scorer {
  /// A scorer that compares an answer with the expected ones and needs nothing else.
  ///
  /// A refusal has the outcome `refused` and an answer of white space alone the outcome `none`; both have 0 in every output, whatever was
  /// expected. Else the whole answer is judged.
  /// - Parameter silence: The scores and parts of an answer that is not there; 0 each where it is `nil`.
  static func comparing(
    _ name: String, noun: String, summary: String, settings: [SettingEntry] = [], outputs: [Output], totals: [Total] = [],
    silence: Comparison? = nil, fit: @escaping @Sendable (Item, Settings) -> String? = { _, _ in nil },
    scores: @escaping Comparison
  ) -> Scorer {
    let zero = Dictionary(uniqueKeysWithValues: (outputs.map(\.name) + totals.flatMap(\.parts)).map { ($0, Rational(0)) })
    return Scorer(
      name: name, revision: 1, noun: noun, summary: summary, settings: settings, outputs: outputs, totals: totals, fit: fit
    ) { (answer, item, settings) throws(SettingFault) in
      let outcome = answer.plainOutcome
      guard outcome == .answer else {
        return .judged(Judgement(outcome, scores: try silence?("", item, settings) ?? zero))
      }
      let extracted = ItemRecord.Extracted(whole: answer.text)
      return .judged(Judgement(.answer, extracted: extracted, scores: try scores(answer.text, item, settings)))
    }
  }

  /// The scores and parts of an answer to an item.
  typealias Comparison = @Sendable (_ text: String, _ item: Item, _ settings: Settings) throws(SettingFault) -> [String: Rational]

  /// The output of scorers that say right or wrong.
  static let accuracy = Output("accuracy", .higher, "share of the items that are right: a result, given the transcripts")
}

extension Answer {
  /// What extraction found, and `none` where that is white space alone.
  var plainOutcome: ItemOutcome {
    if refusal != nil { return .refused }
    if outcome != .answer { return outcome }
    return Normalization.trimmed(text).isEmpty ? .none : .answer
  }
}

extension Rational {
  /// 1 for what is so, else 0.
  init(_ isSo: Bool) { self.init(isSo ? 1 : 0) }

  /// A number rounded to twelve decimals, ties to even: how a score that is no rational by its definition is kept.
  init(published number: Double) {
    let scaled = (number * 1e12).rounded(.toNearestOrEven)
    self = scaled.magnitude < 1e30 ? Rational(Int128(scaled), over: 1_000_000_000_000) ?? Rational(0) : Rational(0)
  }

  /// The harmonic mean of two shares of counts: 2 shared / (left + right), and 0 where both are nothing.
  static func harmonic(shared: Int, _ left: Int, _ right: Int) -> Rational {
    Rational(Int128(2 * shared), over: Int128(max(1, left + right))) ?? Rational(0)
  }
}

internal import Record

extension Scorer {
  /// `rouge`, revision 1: ROUGE-1, ROUGE-2 and ROUGE-L of an answer against the expected texts.
  ///
  /// Lin, "ROUGE: a package for automatic evaluation of summaries" (2004), as `rouge-score` computes it, without its stemmer.
  static let rouge = comparing(
    "rouge", noun: "ROUGE", summary: "F-measures over shared words, pairs of words and the longest common subsequence.",
    settings: [ideographs.entry],
    outputs: [
      Output("rouge-1", .higher, "mean over the items of the best F-measure over words"),
      Output("rouge-2", .higher, "mean over the items of the best F-measure over pairs of words"),
      Output("rouge-l", .higher, "mean over the items of the best F-measure over the longest common subsequence"),
      overlong("rouge"),
    ], fit: { item, _ in TextLimit.exceeded(item) }
  ) { (text, item, settings) throws(SettingFault) in
    guard TextLimit.holds(text) else {
      return ["rouge-1": Rational(0), "rouge-2": Rational(0), "rouge-l": Rational(0), "rouge-overlong": Rational(1)]
    }
    let isChinese = try settings.value(ideographs)
    let given = Tokens.rouge(text, ideographs: isChinese)
    let all = item.answers.map { Rouge(expected: Tokens.rouge($0, ideographs: isChinese), given: given) }
    func best(_ measure: (Rouge) -> Rational) -> Rational { all.map(measure).max() ?? Rational(0) }
    return ["rouge-1": best(\.one), "rouge-2": best(\.two), "rouge-l": best(\.longest), "rouge-overlong": Rational(0)]
  }

  private static let ideographs = Setting<Bool>.standard(
    "ideographs", .boolean, "false", "Whether each Chinese ideograph is a token; `rouge-score` drops them.")
}

/// The three F-measures of two texts.
private struct Rouge {
  let one: Rational
  let two: Rational
  let longest: Rational

  init(expected: [String], given: [String]) {
    var vocabulary = Vocabulary<String>()
    let texts = [vocabulary.numbers(of: expected), vocabulary.numbers(of: given)]
    var counts = NGramCounts(texts)
    one = .harmonic(shared: counts.shared(0, 1), expected.count, given.count)
    counts.advance()
    two = .harmonic(shared: counts.shared(0, 1), counts.total(0), counts.total(1))
    longest = .harmonic(shared: longestCommonSubsequence(texts[0], texts[1]), expected.count, given.count)
  }
}

/// The longest text that measures of shared pieces look at.
enum TextLimit {
  /// In Unicode scalars.
  static let scalars = 262_144

  /// Whether a text is short enough.
  static func holds(_ text: String) -> Bool { text.utf8.count <= scalars || text.unicodeScalars.count <= scalars }

  /// Why an item cannot be scored: an expected text that is longer.
  static func exceeded(_ item: Item) -> String? {
    item.answers.contains { !holds($0) } ? "an expected text is longer than \(scalars) characters" : nil
  }
}

extension Scorer {
  /// The output that tells of answers over `TextLimit`, with the scorer's name.
  static func overlong(_ name: String) -> Output {
    Output("\(name)-overlong", .lower, "share of the items whose answer is longer than 262,144 characters and scores 0")
  }
}

internal import Record

extension Scorer {
  /// `chrf`, revision 1: chrF of the whole set, and the mean of the items' own.
  ///
  /// Popović (2015, 2017), as `sacrebleu` 2.6 computes it: n-grams of one to six characters without white space, for chrF++ of one and two
  /// words too, F with β = 2, the effective order, the best reference.
  static let chrf = comparing(
    "chrf", noun: "chrF", summary: "chrF over all items as `sacrebleu` has it, and the mean of each item's own.",
    settings: [words.entry], outputs: [Output("sentence-chrf", .higher, "mean over the items of the chrF of each"), overlong("chrf")],
    totals: [Total(Output("chrf", .higher, "chrF of all scored items together"), of: Chrf.parts) { Chrf(sums: $0).score }],
    silence: compared, fit: { item, _ in TextLimit.exceeded(item) }, scores: compared)

  private static let words = Setting<Int>.standard("words", .integer(0...2), "0", "The longest n-gram of words; 2 is chrF++.")

  private static let compared: Comparison = { (text, item, settings) throws(SettingFault) in
    let isShort = TextLimit.holds(text)
    let order = try settings.value(words)
    var best: Chrf?
    for expected in item.answers {
      let chrf = Chrf(expected: expected, given: isShort ? text : "", words: order)
      if best.map({ chrf.score > $0.score }) ?? true { best = chrf }
    }
    let chosen = best ?? Chrf(sums: [:])
    var scores = chosen.counts
    scores["sentence-chrf"] = Rational(published: chosen.score)
    scores["chrf-overlong"] = Rational(!isShort)
    return scores
  }
}

/// The counts that chrF follows from, of one item or of sums over many.
struct Chrf {
  /// For each order of characters and then of words: n-grams of the answer, of the reference, and of both.
  private var orders: [(given: Int, expected: Int, shared: Int)]

  private static let characters = 6
  private static let names = (1...characters).map { "\($0)" } + ["word-1", "word-2"]
  /// The names of the counts.
  static let parts = names.flatMap { ["chrf-answer-\($0)", "chrf-reference-\($0)", "chrf-matches-\($0)"] }

  init(expected: String, given: String, words: Int) {
    func characters(_ text: String) -> Scalars { Scalars(text).filter { !ScalarKind.isSplit($0) } }
    orders = Chrf.counted(characters(expected), characters(given), orders: Chrf.characters)
    orders += Chrf.counted(Chrf.words(expected), Chrf.words(given), orders: words)
    orders += [(given: Int, expected: Int, shared: Int)](repeating: (0, 0, 0), count: 2 - words)
  }

  /// The counts of many items, by their names.
  init(sums: [String: Rational]) {
    func sum(_ name: String) -> Int { Int(clamping: sums[name]?.numerator ?? 0) }
    orders = Chrf.names.map { (sum("chrf-answer-\($0)"), sum("chrf-reference-\($0)"), sum("chrf-matches-\($0)")) }
  }

  private static func counted<Token: Hashable>(
    _ expected: [Token], _ given: [Token], orders: Int
  ) -> [(given: Int, expected: Int, shared: Int)] {
    var vocabulary = Vocabulary<Token>()
    var counts = NGramCounts([vocabulary.numbers(of: expected), vocabulary.numbers(of: given)])
    return (0..<orders).map { order in
      if order > 0 { counts.advance() }
      // N-grams of the answer do not count where the reference has none.
      return (counts.total(0) > 0 ? counts.total(1) : 0, counts.total(0), counts.shared(0, 1))
    }
  }

  /// Words with the mark of ASCII at their end, else at their beginning, by itself.
  private static func words(_ text: String) -> [String] {
    Scalars(text).split(whereSeparator: ScalarKind.isSplit).flatMap { word -> [String] in
      guard word.count > 1, let first = word.first, let last = word.last else { return [Scalars(word).text] }
      if ScalarKind.isASCIIPunctuation(last) { return [Scalars(word.dropLast()).text, String(last)] }
      if ScalarKind.isASCIIPunctuation(first) { return [String(first), Scalars(word.dropFirst()).text] }
      return [Scalars(word).text]
    }
  }

  /// The counts by their names.
  var counts: [String: Rational] {
    let values = orders.flatMap { [$0.given, $0.expected, $0.shared] }
    return Dictionary(uniqueKeysWithValues: zip(Chrf.parts, values).map { ($0, Rational($1)) })
  }

  /// chrF, from 0 to 1: F with β = 2 of the mean precision and the mean recall over the orders that both texts have.
  var score: Double {
    let used = orders.filter { $0.given > 0 && $0.expected > 0 }
    guard !used.isEmpty else { return 0 }
    let precision = used.reduce(0.0) { $0 + Double($1.shared) / Double($1.given) } / Double(used.count)
    let recall = used.reduce(0.0) { $0 + Double($1.shared) / Double($1.expected) } / Double(used.count)
    return precision + recall > 0 ? 5 * precision * recall / (4 * precision + recall) : 0
  }
}

internal import Record

extension Scorer {
  /// `bleu`, revision 1: BLEU of the whole set, and the mean of the items' own.
  ///
  /// Papineni et al. (2002), as `sacrebleu` 2.6 computes it: four orders, counts clipped by the most frequent reference, the closest
  /// reference length, exponential smoothing; for an item alone the effective order.
  static let bleu = comparing(
    "bleu", noun: "BLEU", summary: "BLEU over all items as `sacrebleu` has it, and the mean of each item's own.",
    settings: [tokens.entry], outputs: [Output("sentence-bleu", .higher, "mean over the items of the BLEU of each"), overlong("bleu")],
    totals: [
      Total(Output("bleu", .higher, "BLEU of all scored items together"), of: Bleu.parts) { Bleu(sums: $0).score(isEffective: false) }
    ],
    silence: compared, fit: { item, _ in TextLimit.exceeded(item) }, scores: compared)

  private static let tokens = Setting<Tokens.Translation>.word(
    "tokens", .western, "How texts are cut into tokens; `zh` for Chinese.")

  private static let compared: Comparison = { (text, item, settings) throws(SettingFault) in
    let kind = try settings.value(tokens)
    let isShort = TextLimit.holds(text)
    let bleu = Bleu(
      expected: item.answers.map { Tokens.translation($0, kind) }, given: isShort ? Tokens.translation(text, kind) : [])
    var scores = bleu.counts
    scores["sentence-bleu"] = Rational(published: bleu.score(isEffective: true))
    scores["bleu-overlong"] = Rational(!isShort)
    return scores
  }
}

/// The counts that BLEU follows from, of one item or of sums over many.
struct Bleu {
  private var length = 0
  private var reference = 0
  private var matches = [0, 0, 0, 0]
  private var totals = [0, 0, 0, 0]

  /// The names of the counts: lengths, then for each order how many n-grams match and how many there are.
  static let parts =
    ["bleu-length", "bleu-reference"] + (1...4).map { "bleu-matches-\($0)" } + (1...4).map { "bleu-ngrams-\($0)" }

  init(expected: [[String]], given: [String]) {
    length = given.count
    reference = Bleu.closest(to: length, expected.map(\.count))
    var vocabulary = Vocabulary<String>()
    var counts = NGramCounts(([given] + expected).map { vocabulary.numbers(of: $0) })
    for order in 0..<4 {
      if order > 0 { counts.advance() }
      let most = counts.counts.dropFirst().reduce(into: [UInt32: Int]()) { $0.merge($1, uniquingKeysWith: max) }
      matches[order] = NGramCounts.shared(counts.counts[0], most)
      totals[order] = counts.total(0)
    }
  }

  /// The counts of many items, by their names.
  init(sums: [String: Rational]) {
    let values = Bleu.parts.map { Int(clamping: sums[$0]?.numerator ?? 0) }
    (length, reference) = (values[0], values[1])
    (matches, totals) = (Array(values[2..<6]), Array(values[6..<10]))
  }

  private static func closest(to length: Int, _ lengths: [Int]) -> Int {
    lengths.min { (abs(length - $0), $0) < (abs(length - $1), $1) } ?? 0
  }

  /// The counts by their names.
  var counts: [String: Rational] {
    Dictionary(uniqueKeysWithValues: zip(Bleu.parts, [length, reference] + matches + totals).map { ($0, Rational($1)) })
  }

  /// BLEU, from 0 to 1.
  ///
  /// - Parameter isEffective: Whether orders without any n-gram are left out, as for a single item.
  func score(isEffective: Bool) -> Double {
    guard matches.contains(where: { $0 > 0 }) else { return 0 }
    var smoothing = 1.0
    var logarithms: [DoubleDouble] = []
    for order in 0..<4 {
      guard totals[order] > 0 else {
        if isEffective { break }
        return 0
      }
      if matches[order] == 0 { smoothing *= 2 }
      let above = matches[order] == 0 ? 1 : Double(matches[order])
      let below = matches[order] == 0 ? smoothing * Double(totals[order]) : Double(totals[order])
      logarithms.append(ScoreMath.logarithm(above) - ScoreMath.logarithm(below))
    }
    let mean = logarithms.reduce(DoubleDouble(0), +) / DoubleDouble(Double(logarithms.count))
    let brevity = length < reference ? DoubleDouble(1) - DoubleDouble(Double(reference)) / DoubleDouble(Double(length)) : DoubleDouble(0)
    return ScoreMath.exponential(mean + brevity)
  }
}

internal import Record

extension Scorer {
  /// `calibration`, revision 1: whether what an answer says of its own certainty holds.
  ///
  /// Brier (1950); the expected calibration error over bins of equal width (Naeini, Cooper and Hauskrecht, 2015).
  static let calibration = Scorer(
    name: "calibration", revision: 1, noun: "a calibration", summary: "How well the certainty of answers fits how often they are right.",
    settings: [of.entry, source.entry],
    outputs: [
      Output("brier", .lower, "mean over the items of the squared distance of certainty and truth; without a certainty 1"),
      Output("confident", .higher, "share of the items whose certainty could be read"),
    ],
    totals: [
      Total(Output("ece", .lower, "expected calibration error over ten bins, of the items with a certainty"), of: CalibrationBins.parts) {
        CalibrationBins(sums: $0).expectedError
      }
    ]
  ) { (answer, item, settings) throws(SettingFault) in
    let inner = try settings.value(of).judged(answer, item)
    let certainty = answer.refusal == nil ? try settings.value(source).certainty(of: answer) : nil
    var scores = CalibrationBins(certainty, isRight: inner.isRight).counts
    let distance = certainty.flatMap { $0.subtracting(Rational(inner.isRight)) }
    scores["brier"] = distance.flatMap { $0.multiplied(by: $0) } ?? Rational(1)
    scores["confident"] = Rational(certainty != nil)
    return .judged(
      Judgement(inner.outcome, extracted: inner.outcome == .answer ? ItemRecord.Extracted(whole: answer.text) : nil, scores: scores))
  }

  private static let of = Setting<InnerScorer>.word(
    "of", .normalizedMatch, "The scorer that says what is right, with its standard settings.")
  private static let source = Setting<CertaintySource>.word(
    "certainty", .verbal, "Where the certainty comes from: words of the reply, or the probability of its tokens.")
}

/// Where the certainty of an answer comes from.
enum CertaintySource: String, SettingWord {
  /// The last `confidence: 85%` of the reply, and its like.
  case verbal
  /// The product of the probabilities of the reply's tokens.
  case tokens

  /// From 0 to 1, in steps of a millionth; `nil` where the reply does not say.
  func certainty(of answer: Answer) -> Rational? {
    switch self {
    case .verbal: return VerbalCertainty.last(in: answer.reply)
    case .tokens:
      let logarithms = answer.tokens.compactMap(\.logarithm)
      guard !logarithms.isEmpty, logarithms.allSatisfy({ $0 <= 0 }) else { return nil }
      let sum = logarithms.reduce(DoubleDouble(0)) { $0 + DoubleDouble($1) }
      return Rational(Int128((ScoreMath.exponential(sum) * 1e6).rounded(.toNearestOrEven)), over: 1_000_000)
    }
  }
}

/// A certainty in words: a marker, a colon or `is`, and a share.
enum VerbalCertainty {
  private static let markers = ["confidence", "certainty", "probability", "置信度", "信心", "把握", "确信度"].map { Scalars($0) }

  /// The last one of a reply: `85%`, `0.85`, `8/10`, or `85` of 100; a number above 100 is none.
  ///
  /// Complexity: linear in the reply.
  static func last(in reply: String) -> Rational? {
    let text = Scalars(Normalization.folded(TextStep.width(TextStep.invisible(Scalars(reply))).text))
    var found: Rational?
    for place in text.indices {
      guard let marker = markers.first(where: { text.has($0, at: place) }) else { continue }
      if let value = value(text, place + marker.count) { found = value }
    }
    return found
  }

  /// The share within 16 scalars of marks and short words behind a marker.
  private static func value(_ text: Scalars, _ place: Int) -> Rational? {
    let window = text[min(place, text.count)...].prefix(16)
    guard let first = window.firstIndex(where: ScalarKind.isDigit) else { return nil }
    let between = Scalars(text[place..<first]).text
    let words = between.split { !$0.isLetter }
    guard words.allSatisfy({ ["level", "score", "is", "of", "为", "是", "about", "约"].contains($0) }), !between.contains("-"),
      !between.contains("\n")
    else { return nil }
    let digits = Scalars(text[first...].prefix(12).prefix { ScalarKind.isDigit($0) || $0 == "." })
    guard let number = NumberText(ignoresUnits: false).value(digits.text) else { return nil }
    let rest = Scalars(text[(first + digits.count)...].prefix(12)).trimmed
    var whole = number > Rational(1) || rest.first == "%" ? Rational(100) : Rational(1)
    if rest.first == "/" {
      guard let below = Scalars(Scalars(rest.dropFirst()).trimmed.prefix(while: ScalarKind.isDigit)).decimal else { return nil }
      whole = Rational(below)
    }
    guard let share = number.divided(by: whole), share <= Rational(1) else { return nil }
    return share
  }
}

/// The sums of a calibration: for each of ten bins of equal width how many items, how many right, and their certainty together.
struct CalibrationBins {
  private static let count = 10
  private var bins: [(items: Rational, right: Rational, certainty: Rational)]

  /// The names of the sums.
  static let parts = (0..<count).flatMap { ["ece-items-\($0)", "ece-right-\($0)", "ece-certainty-\($0)"] }

  /// One item; a certainty of 1 belongs to the last bin, a bound between two to the upper one.
  init(_ certainty: Rational?, isRight: Bool) {
    bins = [(items: Rational, right: Rational, certainty: Rational)](
      repeating: (Rational(0), Rational(0), Rational(0)), count: CalibrationBins.count)
    guard let certainty, let scaled = certainty.multiplied(by: Rational(CalibrationBins.count)) else { return }
    let bin = min(CalibrationBins.count - 1, Int(clamping: scaled.numerator / scaled.denominator))
    bins[max(0, bin)] = (Rational(1), Rational(isRight), certainty)
  }

  init(sums: [String: Rational]) {
    bins = (0..<CalibrationBins.count).map { bin in
      func sum(_ name: String) -> Rational { sums["ece-\(name)-\(bin)"] ?? Rational(0) }
      return (sum("items"), sum("right"), sum("certainty"))
    }
  }

  /// The sums by their names.
  var counts: [String: Rational] {
    Dictionary(uniqueKeysWithValues: zip(CalibrationBins.parts, bins.flatMap { [$0.items, $0.right, $0.certainty] }))
  }

  /// The mean distance of certainty and share of right answers, each bin by its items; `nil` without items.
  var expectedError: Double? {
    let items = bins.reduce(0.0) { $0 + $1.items.real }
    guard items > 0 else { return nil }
    return bins.reduce(0.0) { $0 + abs($1.right.real - $1.certainty.real) } / items
  }
}

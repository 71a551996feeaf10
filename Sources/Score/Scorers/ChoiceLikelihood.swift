public import Record

extension Scorer {
  /// `choice-likelihood`, revision 1: the choice whose text the subject holds most likely behind the prompt, raw and by its length.
  ///
  /// Two choices are the same where their likelihoods are; the first of the most likely counts. As lm-evaluation-harness has them,
  /// `accuracy` compares sums of logarithms, `accuracy-normalized` those sums divided by the number of characters of the choice.
  static let choiceLikelihood = Scorer(
    name: "choice-likelihood", revision: 1, noun: "a choice by likelihood of texts",
    summary: "The right choice is the most likely continuation of the prompt, raw and by its length.",
    settings: [before.entry],
    outputs: [
      accuracy, Output("accuracy-normalized", .higher, "share of the items that are right where likelihoods are divided by lengths"),
    ], kept: ["chosen"], fit: { item, _ in unchoosable(item) }, takesCut: true, asksAgain: true
  ) { (_, item, settings) throws(SettingFault) in
    let space = try settings.value(before)
    return .needs(item.choices.map { .likelihood(of: space + $0) }) { replies in
      let all = replies.map(ContinuationLikelihood.init(reply:))
      let sums = all.compactMap { $0?.logarithm }
      guard sums.count == item.choices.count else {
        return .judged(Judgement(.none, scores: chosen(nil, item).merging(["accuracy-normalized": Rational(0)]) { own, _ in own }))
      }
      let lengths = item.choices.map { Double(max(1, $0.unicodeScalars.count)) }
      var scores = chosen(first(sums), item)
      scores["accuracy-normalized"] = Rational(first(zip(sums, lengths).map { $0 / $1 }).map(item.correct.contains) ?? false)
      return .judged(Judgement(.answer, scores: scores))
    }
  }

  private static let before = Setting<String>.standard("before", .text, " ", "What stands between the prompt and each choice.")

  /// The position of the greatest number, the first of equals.
  private static func first(_ numbers: [Double]) -> Int? {
    numbers.indices.reduce(nil as Int?) { best, index in best.map { numbers[index] > numbers[$0] ? index : $0 } ?? index }
  }
}

extension Scorer {
  /// Whether it needs to know how likely given texts are.
  public var needsLikelihoods: Bool { [Scorer.choiceLikelihood.name, Scorer.orderTest.name].contains { name.utf8.elementsEqual($0.utf8) } }
}

/// How likely a continuation of a prompt is, as the reply to a `ScoringQuery.likelihood` says it.
public struct ContinuationLikelihood: Record, Hashable {
  /// The sum of the natural logarithms of its tokens' probabilities.
  public var logarithm: Double
  /// How many tokens it has.
  public var tokens: Int

  /// Makes a likelihood.
  public init(logarithm: Double, tokens: Int) {
    self.logarithm = logarithm
    self.tokens = tokens
  }

  /// The likelihood of a reply in canonical JSON; `nil` for anything else.
  init?(reply: String) {
    guard let value = try? ContinuationLikelihood(canonical: Array(reply.utf8)) else { return nil }
    self = value
  }
}

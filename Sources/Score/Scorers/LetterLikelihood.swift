internal import Record

extension Scorer {
  /// `letter-likelihood`, revision 1: the choice whose letter the subject holds most likely as its first token.
  ///
  /// Every server that tells the most likely tokens can be asked so, also one that tells nothing of the prompt.
  static let letterLikelihood = Scorer(
    name: "letter-likelihood", revision: 1, noun: "a choice by likelihood of letters",
    summary: "The right choice has the most likely letter at the answer's first token.",
    outputs: [accuracy, Output("probability", .higher, "mean probability of the right letters, among those of the choices")],
    kept: ["chosen"],
    fit: { item, _ in unchoosable(item) }, takesCut: true
  ) { (answer, item, _) throws(SettingFault) in
    let likelihoods = LetterLikelihoods(answer.tokens.first, count: item.choices.count)
    let right = item.correct.reduce(0.0) { $0 + (likelihoods.share[$1] ?? 0) }
    var scores = chosen(likelihoods.best, item)
    scores["probability"] = Rational(published: right)
    return .judged(Judgement(likelihoods.best == nil ? .none : .answer, scores: scores))
  }
}

/// What the first token's probabilities say of the letters of choices.
struct LetterLikelihoods {
  /// The choice of the most likely letter, the first of equals; `nil` where no letter is among the tokens.
  private(set) var best: Int?
  /// The probability of each letter that was told, divided by that of all letters.
  private(set) var share: [Int: Double] = [:]

  init(_ token: TokenProbability?, count: Int) {
    guard let token else { return }
    var all = token.alternatives
    if let own = token.logarithm, !all.contains(where: { $0.text.utf8.elementsEqual(token.text.utf8) }) {
      all.append(.init(token.text, own))
    }
    var logarithms: [Int: [Double]] = [:]
    for alternative in all where alternative.logarithm.isFinite {
      if let letter = LetterLikelihoods.letter(alternative.text), letter < count {
        logarithms[letter, default: []].append(alternative.logarithm)
      }
    }
    guard let most = logarithms.values.joined().max() else { return }
    let masses = logarithms.mapValues { values in
      values.sorted().reduce(0.0) { $0 + ScoreMath.exponential(DoubleDouble.sum($1, -most)) }
    }
    let total = masses.sorted { $0.key < $1.key }.reduce(0.0) { $0 + $1.value }
    share = masses.mapValues { $0 / total }
    best = share.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
  }

  /// The letter that a token is but for space, an opening bracket and case of A to Z.
  private static func letter(_ token: String) -> Int? {
    var scalars = Scalars(token).filter { !ScalarKind.isSpace($0) && $0 != "▁" && $0 != "Ġ" }
    if scalars.first == "(" { scalars.removeFirst() }
    guard scalars.count == 1, let only = scalars.first, (0x41...0x5A).contains(only.value) else { return nil }
    return Int(only.value) - 0x41
  }
}

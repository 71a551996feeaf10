internal import Record

extension Scorer {
  /// `exact-match`, revision 1: the answer is one of the expected texts.
  ///
  /// Without normalisation the UTF-8 bytes of both texts are compared as they are. With it, white space at the ends and letter case do
  /// not count (`Normalization.text`), and canonically equivalent texts are the same. The whole answer is the extracted part, so an
  /// explanation around the right word is wrong. A reply of white space alone is no answer, whatever was expected.
  static let exactMatch = Scorer(
    name: "exact-match", revision: 1, noun: "an exact match", summary: "The answer equals the expected one.", settings: [normalize.entry],
    outputs: [Output("accuracy", .higher, "share of the items that are right: a result, given the transcripts")]
  ) { (answer, item, settings) throws(SettingFault) in
    let isNormalized = try settings.value(normalize)
    func judged(_ outcome: ItemOutcome, _ extracted: ItemRecord.Extracted?, isRight: Bool) -> Scoring {
      .judged(Judgement(outcome, extracted: extracted, scores: ["accuracy": Rational(isRight ? 1 : 0)]))
    }
    if answer.refusal != nil { return judged(.refused, nil, isRight: false) }
    guard !Normalization.trimmed(answer.text).isEmpty else { return judged(.none, nil, isRight: false) }
    let isRight = item.answers.contains { expected in
      isNormalized
        ? Normalization.areEquivalent(Normalization.text(answer.text), Normalization.text(expected))
        : answer.text.utf8.elementsEqual(expected.utf8)
    }
    return judged(.answer, ItemRecord.Extracted(whole: answer.text), isRight: isRight)
  }

  private static let normalize = Setting<Bool>.standard(
    "normalize", .boolean, "true", "Compare after trimming white space and folding case.")
}

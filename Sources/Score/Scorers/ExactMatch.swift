internal import Record

extension Scorer {
  /// `exact-match`, revision 1: the answer is the expected text.
  ///
  /// Without normalisation the UTF-8 bytes of both texts are compared as they are. With it, white space at the ends and letter case do
  /// not count (`Normalization.text`), and canonically equivalent texts are the same. The whole answer is the extracted part, so an
  /// explanation around the right word is wrong.
  static let exactMatch = Scorer(
    name: "exact-match", revision: 1, noun: "an exact match", summary: "The answer equals the expected one.", settings: [normalize.entry],
    metrics: [.result("accuracy", .higher, "share of the items that are right: a result, given the transcripts")]
  ) { answer, expected, settings in
    guard (try? settings.value(normalize)) ?? true else {
      return ItemVerdict(isCorrect: answer.utf8.elementsEqual(expected.utf8), extracted: answer, expected: expected)
    }
    let extracted = Normalization.text(answer)
    let wanted = Normalization.text(expected)
    return ItemVerdict(isCorrect: Normalization.areEquivalent(extracted, wanted), extracted: extracted, expected: wanted)
  }

  private static let normalize = Setting<Bool>.standard(
    "normalize", .boolean, "true", "Compare after trimming white space and folding case.")
}

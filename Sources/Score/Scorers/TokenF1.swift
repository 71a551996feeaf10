internal import Record

extension Scorer {
  /// `squad`, revision 1: exact match and F1 over words, as the official evaluation of SQuAD has them.
  static let squad = comparing(
    "squad", noun: "SQuAD's measures", summary: "Exact match and F1 over words, as the official evaluation of SQuAD defines them.",
    outputs: [
      Output("exact", .higher, "share of the items whose words equal those of an expected answer"),
      Output("f1", .higher, "mean over the items of the best F1 over words"),
    ]
  ) { (text, item, _) throws(SettingFault) in
    let given = Tokens.squad(text)
    let pairs = item.answers.map { (expected: Tokens.squad($0), given: given) }
    return [
      "exact": Rational(pairs.contains { $0.expected == $0.given }),
      "f1": pairs.map { f1($0.expected, $0.given) }.max() ?? Rational(0),
    ]
  }

  /// `token-f1`, revision 1: F1 over words and ideographs, after the steps that are switched on.
  static let tokenF1 = comparing(
    "token-f1", noun: "an F1 over tokens", summary: "F1 over words and Chinese ideographs, after the steps that are switched on.",
    settings: TextForm.entries, outputs: [Output("f1", .higher, "mean over the items of the best F1 over tokens")]
  ) { (text, item, settings) throws(SettingFault) in
    let form = try TextForm(settings)
    let given = Tokens.words(form.applied(to: text))
    return ["f1": item.answers.map { f1(Tokens.words(form.applied(to: $0)), given) }.max() ?? Rational(0)]
  }

  /// F1 of two bags of tokens; without any token on one side 1 where both have none, else 0.
  private static func f1(_ expected: [String], _ given: [String]) -> Rational {
    if expected.isEmpty || given.isEmpty { return Rational(expected.isEmpty && given.isEmpty) }
    var vocabulary = Vocabulary<String>()
    let counts = NGramCounts([vocabulary.numbers(of: expected), vocabulary.numbers(of: given)])
    return .harmonic(shared: counts.shared(0, 1), expected.count, given.count)
  }
}

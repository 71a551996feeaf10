internal import Record

extension Scorer {
  /// `corrected-contamination`, revision 1: the gap between published and fresh items, less that of models that cannot have seen either.
  ///
  /// Every item goes to the reference models too, by the same prompt. What counts is by how much the subject's answer is better than theirs,
  /// so fresh items that are harder than the published ones are harder for all, and the difference of the differences is what is left.
  static let correctedContamination = Scorer(
    name: correctedContaminationName, revision: 1, noun: "a corrected contamination",
    summary: "By how much published items are answered better than fresh ones, less what reference models show that cannot have seen them.",
    settings: [references.entry, of.entry], outputs: [], totals: [], kept: ["arm-excess", "arm-reference"],
    groups: [
      Group(
        Output("corrected-gap", .lower, "published minus fresh of what the subject is better than the references"), arms: { $0.excess?.gap }
      ),
      Group(Output("corrected-gap-low", .lower, "lower end of its 95 % interval"), arms: { $0.excess?.low }),
      Group(Output("corrected-gap-high", .lower, "upper end of its 95 % interval"), arms: { $0.excess?.high }),
      Group(Output("corrected-gap-p", .higher, "two-sided p-value of no corrected gap"), arms: { $0.excess?.apart }),
      Group(Output("reference-gap", .lower, "published minus fresh of the reference models"), arms: { $0.reference?.gap }),
      Group(Output("reference-gap-low", .lower, "lower end of its 95 % interval"), arms: { $0.reference?.low }),
      Group(Output("reference-gap-high", .lower, "upper end of its 95 % interval"), arms: { $0.reference?.high }),
    ],
    problem: { settings in
      guard let text = try? settings.value(references) else { return nil }
      let names = JudgePanel.names(text)
      if names.isEmpty || names.count > mostReferences {
        return "`references` names \(names.count) subjects; one to \(mostReferences) can be asked"
      }
      return Set(names).count < names.count ? "`references` names a subject twice" : nil
    }, asks: { settings in (try? settings.value(references)).map(JudgePanel.names) ?? [] }
  ) { (answer, item, settings) throws(SettingFault) in
    let inner = try settings.value(of)
    let judged = try inner.judged(answer, item)
    let names = JudgePanel.names(try settings.value(references))
    let extracted = judged.outcome == .answer ? ItemRecord.Extracted(whole: answer.text) : nil
    return .needs(names.map { .put(to: $0) }) { replies in
      let right = replies.count { reply in (try? inner.judged(Answer(reply), item).isRight) ?? false }
      guard let mean = Rational(Int128(right), over: Int128(replies.count)), let excess = Rational(judged.isRight).subtracting(mean) else {
        return .failed("no reference model answered")
      }
      return .judged(Judgement(judged.outcome, extracted: extracted, scores: ["arm-excess": excess, "arm-reference": mean]))
    }
  }

  /// The name of the scorer, for who plans what it can show.
  public static let correctedContaminationName = "corrected-contamination"
  private static let mostReferences = 5

  private static let references = Setting<String>.required(
    "references", .text, "Subjects that cannot have seen the published items: one to five names, divided by spaces.")
  private static let of = Setting<InnerScorer>.word(
    "of", .normalizedMatch, "The scorer that says what is right, with its standard settings.")
}

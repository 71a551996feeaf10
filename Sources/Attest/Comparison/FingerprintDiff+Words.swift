public import Record
internal import Text

extension FingerprintDiff {
  /// The comparison in words: the two answers, then the differences by what they can change.
  public func comparison(_ a: String = "A", _ b: String = "B") -> Comparison {
    Comparison(
      .fingerprints, headline: headline, isEquivalent: isEquivalent, answers: answers, sections: sections, notes: notes, a: a, b: b)
  }

  private var headline: String {
    switch (results.answer, speed.answer) {
    case (.yes, .yes) where isVendorOpen: "equal for plans in the portable tier: the same results and the same speed are expected"
    case (.yes, .yes): "equal in everything that matters: the same results and the same speed are expected"
    case (.yes, .no): "the same results are expected, at another speed: \(speed.because)"
    case (.yes, .unknown): "the same results are expected; of speed one cannot say anything: \(speed.because)"
    case (.no, .no): "other results and another speed are expected: \(results.because)"
    case (.no, _): "other results are expected: \(results.because)"
    case (.unknown, _): "one cannot say whether the results are the same: \(results.because)"
    }
  }

  var answers: [Comparison.Answer] {
    [
      Comparison.Answer("same results expected?", results.answer, because: results.because),
      Comparison.Answer("same speed expected?", speed.answer, because: speed.because),
    ]
  }

  var sections: [Comparison.Section] {
    let groups: [(FingerprintField.Effect, String)] = [
      (.result, "may change bits of results"), (.performance, "may change speed"), (.informational, "changes neither"),
    ]
    let told = groups.map { effect, title in
      Comparison.Section(title, differences.filter { $0.effect == effect }.map(\.row), isMinor: effect == .informational)
    }
    let gaps = [("only A tells", true), ("only B tells", false)].map { title, isLeft in
      Comparison.Section(title, untold.filter { ($0.left != nil) == isLeft }.map(\.row), isMinor: true)
    }
    return (told + gaps).filter { !$0.rows.isEmpty }
  }

  var notes: [String] {
    let tags = [(taints.left, "A"), (taints.right, "B")].flatMap { tags, side in
      tags.map { tag in
        let meaning = TaintRule.rule(for: tag).map { ": \($0.meaning.english)" } ?? ""
        return "only \(side) is tainted \(quoted(tag))\(meaning)"
      }
    }
    let disturbed = speed.answer == .unknown ? [] : disturbances.phrases.map { "\($0), so its speed says less" }
    return disturbed + tags
  }
}

extension FingerprintDiff.Difference {
  /// The difference as a row, with what follows from it.
  fileprivate var row: Comparison.Row {
    let consequence = FingerprintRule.rule(for: name)?.consequence ?? ""
    return Comparison.Row(excerpt(name), a: left, b: right, remark: reason ?? (consequence.isEmpty ? nil : consequence))
  }
}

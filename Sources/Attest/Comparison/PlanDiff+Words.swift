public import Record
internal import Text

extension PlanDiff {
  /// The comparison in words: what differs first of all, then every key.
  public func comparison(_ a: String = "A", _ b: String = "B") -> Comparison {
    Comparison(.plans, headline: headline, isEquivalent: isSame, answers: [answer], sections: sections, notes: [], a: a, b: b)
  }

  /// Plans that differ are never said to give the same results: who compares them wants to know what the keys do.
  var answer: Comparison.Answer {
    let question = "same work?"
    if isSame { return Comparison.Answer(question, .yes, because: "the plans are the same, digest for digest where their specs are") }
    guard isMaterial else {
      return Comparison.Answer(question, .yes, because: "the cells are the same; names, claims or weights differ: \(headline)")
    }
    return Comparison.Answer(question, .no, because: headline)
  }

  var sections: [Comparison.Section] {
    let groups = [
      ("set on the command line", changes.filter { !$0.setBy.isEmpty }),
      ("keys that change the work", changes.filter { $0.setBy.isEmpty && $0.isMaterial }),
      ("keys that change names and judgement", changes.filter { $0.setBy.isEmpty && !$0.isMaterial }),
    ]
    let keys = groups.map { title, changes in Comparison.Section(title, changes.map(\.row)) }
    let cells = [("cells that only A has", onlyLeft, true), ("cells that only B has", onlyRight, false)].map { title, cells, isLeft in
      Comparison.Section(
        title, cells.map { Comparison.Row(excerpt($0), a: isLeft ? "planned" : nil, b: isLeft ? nil : "planned") }, isMinor: true)
    }
    return (keys + cells).filter { !$0.rows.isEmpty }
  }
}

extension PlanDiff.Change {
  fileprivate var row: Comparison.Row {
    let origin = setBy.isEmpty ? nil : "set on the command line of \(setBy.joined(separator: " and "))"
    return Comparison.Row(excerpt(key), a: left.map { excerpt($0) }, b: right.map { excerpt($0) }, remark: origin)
  }
}

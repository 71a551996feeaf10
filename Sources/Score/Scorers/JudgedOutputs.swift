public import Record

extension EvaluateWork {
  /// The outputs of an evaluation: those of its scorers, the same at the ends of the family of rules, and the obedience to the form.
  ///
  /// - Parameter scorers: The scorers of the plan, in its order.
  public func outputs(of scorers: [(scorer: Scorer, settings: Settings)]) -> [Scorer.Output] {
    let points = scorers.flatMap(\.scorer.outputs)
    guard hasDegrees else { return points }
    let degrees = scorers.filter { !$0.scorer.isAsking($0.settings) }.flatMap(\.scorer.outputs).flatMap { output in
      ExtractionDegree.allCases.map { Scorer.Output($0.name(of: output.name), output.better, output.summary) }
    }
    return points + degrees + [Scorer.Output(ExtractionDegree.obedience, .higher, "share of the replies that have the demanded form")]
  }
}

extension Answer {
  /// What a scorer is handed of a reply: what was found in it; nothing where that is not one answer.
  ///
  /// - Parameter found: What was found at one degree; `nil` where that is no answer.
  public init(_ found: Extraction.Found?, of extraction: Extraction, in reply: Answer) {
    self = reply
    text = found?.value ?? ""
    outcome = found == nil ? (extraction.outcome == .answer ? .none : extraction.outcome) : .answer
    if outcome == .refused { refusal = reply.refusal ?? extraction.found?.value ?? "" }
  }
}

extension Extraction {
  /// The answer under the declared rules; `nil` where there is none, or several.
  public var answer: Found? { outcome == .answer ? found : nil }

  /// The part that decided the outcome, as an item's record has it.
  public func extracted(from reply: String) -> ItemRecord.Extracted? {
    guard let found else { return nil }
    let utf8 = reply.utf8
    guard found.bytes.upperBound <= utf8.count else { return nil }
    let start = utf8.index(utf8.startIndex, offsetBy: found.bytes.lowerBound)
    let end = utf8.index(start, offsetBy: found.bytes.count)
    return ItemRecord.Extracted(
      rule: found.rule, text: String(reply[start..<end]), start: found.bytes.lowerBound, end: found.bytes.upperBound)
  }
}

internal import Record

/// Judges registered claims by the metrics of a run.
struct ClaimJudge {
  let table: MetricTable

  func verdict(on claim: Claim) -> ClaimVerdict {
    let references = claim.expression.metrics.distinct
    var values: [String: MetricTable.Combined] = [:]
    for reference in references {
      do {
        values[reference.text] = try table.combined(reference)
      } catch {
        return ClaimVerdict(
          id: claim.id, text: claim.text, verdict: .unjudged, because: "`\(reference.text)` has no value: \(error.reason)")
      }
    }
    let facts = references.compactMap { reference in values[reference.text].map { sentence(reference, $0) } }
    let because = facts.joined(separator: "; ")
    do {
      let truth = try truth(of: claim.expression, metrics: { values[$0.text]?.operand }, these: { values[$0.text]?.exactly })
      return ClaimVerdict(id: claim.id, text: claim.text, verdict: truth.verdict, because: because + remark(truth, values))
    } catch {
      return ClaimVerdict(
        id: claim.id, text: claim.text, verdict: .unjudged, because: (because.isEmpty ? "" : because + "; ") + error.message)
    }
  }

  private func sentence(_ reference: MetricReference, _ value: MetricTable.Combined) -> String {
    let only = value.outcomes.count == 1 ? value.outcomes.first : nil
    // What more of the kind gives follows in words.
    let shown = only?.population == nil ? value.estimate : Estimate(exactly: value.estimate.value)
    var text = "\(reference.text) is \(Format.text(of: shown, in: reference.dimension))"
    if let share = only?.share { text += " (\(share.part) of \(share.total))" }
    if value.outcomes.count > 1 { text += ", the geometric mean of \(value.outcomes.count) cells" }
    if let words = only.flatMap({ Format.runs(of: $0.value) }) { text += ", \(words)" }
    if let population = only?.population { text += "; " + words(population) }
    return text
  }

  /// What is known of more items of the kind.
  private func words(_ population: Result<PopulationInterval, MissingValue>) -> String {
    switch population {
    case .success(let found):
      let ends = [found.low, found.high].map { Format.number($0) }
      return "more of the kind lie in \(ends[0]) to \(ends[1]) (\(found.words))"
    case .failure(let fault): return "of more of the kind nothing is known: \(fault.reason)"
    }
  }

  private func remark(_ truth: Truth, _ values: [String: MetricTable.Combined]) -> String {
    guard truth == .undecided else { return "" }
    let outcomes = values.values.flatMap(\.outcomes)
    if outcomes.contains(where: \.isOfOneRun) {
      return "; measured in one process, so that nothing is known of the next run: `sample: { invocations: 5 }` takes five"
    }
    if outcomes.contains(where: \.isMovedByLag) {
      return "; not checkable: the lag of the load's driver could move the verdict (see `lag-p99`)"
    }
    let about = outcomes.contains { $0.population != nil } ? "; `these(…)` asks about these items alone" : ""
    return outcomes.allSatisfy(\.isBounded)
      ? "; the 95 % interval lies on both sides of the bound" + about
      : "; too few samples to bound it with 95 % confidence" + about
  }
}

extension Truth {
  fileprivate var verdict: ClaimVerdict.Verdict {
    switch self {
    case .holds: .holds
    case .fails: .fails
    case .undecided: .undecided
    }
  }
}

extension [MetricReference] {
  /// The references, each text once, in order of appearance.
  fileprivate var distinct: [MetricReference] {
    var seen: Set<String> = []
    return filter { seen.insert($0.text).inserted }
  }
}

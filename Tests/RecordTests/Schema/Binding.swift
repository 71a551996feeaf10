/// The rule of docs/bundle-format.md, section 2.1, that binds a field: a signer who changes the field alone is found out by it.
enum Binding {
  /// The rule's number, `schema` for the name of the format, or a dash where the field is the signer's word.
  static func of(_ field: String) -> String {
    if field.hasSuffix(".schema") { return "section 2" }
    let parts = field.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: true).map(String.init)
    return fields[field] ?? parts.first.flatMap { types[$0] } ?? types[String(field.prefix { $0 != "." })] ?? (isPlan(field) ? "rule 2" : "")
  }

  /// What follows from the spec: every part of a plan.
  private static func isPlan(_ field: String) -> Bool { !records.contains { field.hasPrefix($0) } }

  private static let records = [
    "inputs.", "environment.", "run.", "trial.", "results.", "bounded.", "measurements.", "scores.", "transcript.", "item.", "verification.",
    "InputFile.", "Fingerprint", "RunRecord.", "Attempt.", "HostResolution.", "Trial", "Result", "Sample", "Witness", "Metric" + "Value.",
    "Claim" + "Verdict.", "Score" + "Value.", "Estimate.", "ItemRecord.", "Check.", "Finding.", "Property",
  ]

  /// Records whose fields are all bound by one rule.
  private static let types = [
    "MetricValue": "rule 10", "ClaimVerdict": "rule 10", "ScoreValue": "rule 10", "Estimate": "rule 10", "scores": "rule 10",
    "plan": "rule 2", "ItemRecord": "section 2.3", "item": "section 2.3", "transcript": "section 2.4", "TrialResult": "rule 5",
    "ResultValue": "re-execution", "verification": "", "Plan": "rule 2",
  ]

  private static let fields = [
    "run.plan": "rule 1", "results.plan": "rule 1", "bounded.plan": "rule 1", "measurements.plan": "rule 1", "scores.plan": "rule 1",
    "inputs.files": "rule 11", "InputFile.sha256": "rule 11", "InputFile.role": "rule 11", "InputFile.id": "rule 11",
    "InputFile.bytes": "rule 11", "InputFile.included": "section 1", "InputFile.license": "rule 2",
    "run.overrides": "rule 2", "run.cacheHits": "rule 6", "run.started": "section 3", "run.ended": "section 3",
    "trial.node": "rule 3", "trial.index": "rule 3", "trial.stream": "rule 4", "trial.result": "rule 5", "trial.bounded": "rule 5",
    "trial.measurement": "rule 5", "trial.status": "rule 6", "trial.reason": "rule 6", "trial.attempts": "rule 6", "trial.cached": "rule 6",
    "trial.artifacts": "rule 7", "trial.items": "section 2.3", "trial.transcripts": "section 2.4",
    "results.trials": "rule 5", "bounded.trials": "rule 5", "measurements.trials": "rule 5",
    "TrialMeasurement.node": "rule 5", "TrialMeasurement.index": "rule 5", "TrialMeasurement.series": "rule 8",
    "TrialMeasurement.stopped": "rule 9", "SampleSeries.name": "rule 8", "SampleSeries.unit": "rule 8", "SampleSeries.count": "rule 8",
    "SampleSeries.artifact": "rule 8", "SampleSeries.nanoseconds": "rule 9, band", "SampleSeries.numbers": "rule 7, band",
  ]
}

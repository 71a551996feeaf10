/// What binds a field: a signer who changes the field alone is found out by it (docs/bundle-format.md, section 2.1).
enum Binding {
  /// In words; empty where the field is the signer's word.
  static func of(_ field: String) -> String {
    if field.hasSuffix(".schema") { return "the format" }
    if let words = fields[field] { return words }
    let owner = String(field.prefix { $0 != "." })
    return owners[owner] ?? (recorded.contains(owner) ? "" : "the spec")
  }

  /// Definitions whose fields have no one rule; all others are parts of a plan, which follows from the spec.
  private static let recorded: Set = [
    "inputs", "environment", "run", "trial", "results", "bounded", "measurements", "verification", "InputFile", "FingerprintField",
    "RunRecord",
    "TrialMeasurement", "SampleSeries", "Witness", "Check", "Finding", "PropertyVerdict", "HostResolution", "Attempt",
  ]

  private static let owners = [
    "scores": "the raw records", "MetricValue": "the raw records", "ClaimVerdict": "the raw records", "ScoreValue": "the raw records",
    "PopulationInterval": "the raw records", "InvocationSpread": "the raw records",
    "Witness": "a bound from its time, CPUs and physics",
    "Estimate": "the raw records", "item": "the transcripts", "ItemRecord": "the transcripts", "transcript": "the trial's line",
    "TrialResult": "the trial's line", "ResultValue": "re-execution", "Attempt": "times and interruptions of the run",
  ]

  private static let fields = [
    "run.plan": "`plan.json`", "results.plan": "`plan.json`", "bounded.plan": "`plan.json`", "measurements.plan": "`plan.json`",
    "scores.plan": "`plan.json`",
    "inputs.files": "the plan", "InputFile.sha256": "the plan", "InputFile.role": "the plan", "InputFile.id": "the plan",
    "InputFile.license": "the plan", "InputFile.bytes": "the file", "InputFile.included": "the folder",
    "run.overrides": "the plan", "run.cacheHits": "the trials", "run.started": "the statement", "run.ended": "the statement",
    "run.partial": "plan and trials", "run.allowed": "plan and trials", "run.isolation": "the trials", "run.redacted": "the transcripts",
    "run.derivedFrom": "the parent", "plan.derivedFrom": "`run.json`",
    "run.interruptions": "the attempts", "transcript.request": "the plan", "transcript.exchange": "the plan",
    "transcript.response": "the items' records", "transcript.redactions": "",
    "trial.node": "the plan", "trial.index": "the plan", "trial.stream": "the plan's seed", "trial.result": "the entry",
    "trial.bounded": "the entry", "trial.measurement": "the entry", "trial.status": "what the trial left", "trial.reason": "the status",
    "trial.attempts": "times and interruptions of the run", "trial.cached": "`run.json`", "trial.artifacts": "the results",
    "trial.items": "the results", "trial.transcripts": "the items' records", "trial.host": "target and environment",
    "HostResolution.threads": "target and environment", "HostResolution.isa": "target and environment",
    "results.trials": "the trials' lines", "bounded.trials": "the trials' lines", "measurements.trials": "the trials' lines",
    "TrialMeasurement.node": "the trial's line", "TrialMeasurement.index": "the trial's line", "TrialMeasurement.series": "the plan",
    "TrialMeasurement.stopped": "the sampling rule", "TrialMeasurement.warmup": "the plan",
    "TrialMeasurement.witnesses": "their number: the samples", "TrialMeasurement.invocations": "their number: the plan",
    "TrialMeasurement.Invocation.count": "the sampling rule", "TrialMeasurement.Invocation.stopped": "the sampling rule",
    "TrialMeasurement.batch": "the least time of a product", "TrialMeasurement.Invocation.began": "the one before it, the spread",
    "TrialMeasurement.energy": "the plan", "TrialEnergy.source": "the plan", "TrialEnergy.reason": "", "TrialEnergy.meter": "the file",
    "TrialEnergy.windows": "the invocations", "EnergyWindow.began": "", "EnergyWindow.ended": "the samples' times",
    "EnergyWindow.repetitions": "the samples", "EnergyWindow.microjoules": "the meter's rows, the declared power, a greatest power",
    "EnergyWindow.counters": "",
    "TrialMeasurement.Invocation.ended": "its samples, the attempt",
    "SampleSeries.name": "the plan", "SampleSeries.unit": "the plan", "SampleSeries.count": "the samples",
    "SampleSeries.artifact": "the file", "SampleSeries.nanoseconds": "sampling rule, attempt, band, no copies",
    "SampleSeries.numbers": "what was printed, band",
  ]
}

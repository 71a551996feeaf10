internal import Attest
public import Record
internal import Score
internal import Spec
internal import Text

/// The recorded answers of a bundle, judged anew by other rules or scorers, without anybody being asked.
///
/// What comes out is a *derivation*: a bundle of the same form whose plan has the change as overrides, whose transcripts and measurements
/// are those of its parent, and whose `run.json` names the parent's root.
public struct Rescoring {
  private let parent: IntactBundle
  private let plan: Plan
  private let tool: RunRecord.Tool
  private let search: InputSearch

  /// What is to be judged anew, and how.
  public struct Change: Sendable {
    /// The value of `extract`, as a spec has it; `nil` leaves the rules as they are.
    public var extract: String?
    /// The scorers, each as a spec has it; empty leaves them as they are.
    public var scorers: [String]
    /// The workloads that it is about; empty for all evaluations.
    public var workloads: [String]

    /// A change of rules or scorers.
    public init(extract: String? = nil, scorers: [String] = [], workloads: [String] = []) {
      self.extract = extract
      self.scorers = scorers
      self.workloads = workloads
    }
  }

  /// Plans the change over the bundle's own spec.
  ///
  /// - Throws: `not-rescorable` where the change touches more than how answers are judged, or the spec does not take it.
  public init(_ parent: IntactBundle, _ change: Change, search: InputSearch, tool: RunRecord.Tool) throws(RunFault) {
    self.parent = parent
    self.tool = tool
    self.search = search
    var plan = try Rescoring.plan(parent, change)
    plan.derivedFrom = parent.reading.manifest?.root
    self.plan = plan
    try Rescoring.requireSameQuestions(plan, parent.records.plan)
  }

  /// Judges every finished evaluation anew.
  ///
  /// Complexity: linear in the transcripts; memory does not grow with them.
  public func derive() throws(RunFault) -> DerivedBundle {
    let inputs = InputReader(plan: plan, search: search)
    var derivation = try DerivedBundle(parent, plan, tool)
    for line in parent.records.trials where line.status == .ok {
      guard let node = plan.node(line.node), case .evaluate = node.work else { continue }
      try derivation.replace(line, try judged(line, node, inputs))
    }
    try derivation.finish()
    return derivation
  }

  private func judged(_ line: TrialLine, _ node: Node, _ inputs: InputReader) throws(RunFault) -> DerivedBundle.Judged {
    let evaluation = try Evaluation(
      plan: plan, node: node, trial: line.index, data: { id throws(RunFault) in try inputs.bytes(id) },
      // Looked through before the run; here only what its questions are has to come out again.
      isSound: true,
      streamKey: { purpose throws(RunFault) in plan.seed.streamKey(node: node.id, trial: line.index, purpose: purpose) })
    let transcripts = try BundleTranscripts(parent.reading.folder, line)
    var subject = RecordedSubject(transcripts.line)
    var derivation = ItemDerivation(evaluation)
    let spool: Spool
    do throws(AttestFault) { spool = try Spool() } catch { throw RunFault(error) }
    var writer = ItemWriter { (piece, _) throws(RunFault) in
      do throws(AttestFault) { try spool.append(piece) } catch { throw RunFault(error) }
    }
    try derivation.derive(from: &subject, items: { (record) throws(RunFault) in try writer.add(line: ItemWriter.line(of: record)) })
    let items = try writer.finish()
    switch derivation.verdict(items: items) {
    case .results(let results): return DerivedBundle.Judged(results: results, items: items, records: spool.stream(items))
    case .failed(let reason):
      throw RunFault(
        .notRescorable, "`\(line.id)` cannot be judged so: \(reason)",
        help: "a scorer that asks others needs a run: its answers are not on record")
    }
  }
}

extension Rescoring {
  /// The plan of the parent's spec with the change as overrides.
  private static func plan(_ parent: IntactBundle, _ change: Change) throws(RunFault) -> Plan {
    let old = parent.records.plan
    let evaluations = old.nodes.filter { if case .evaluate = $0.work { true } else { false } }.map(\.workload)
    var names: [String] = []
    for name in change.workloads.isEmpty ? evaluations : change.workloads where !names.contains(name) { names.append(name) }
    if let unknown = names.first(where: { name in !evaluations.contains { $0.utf8.elementsEqual(name.utf8) } }) {
      throw RunFault(
        .notRescorable, "the bundle has no evaluation \(quoted(unknown))", help: "it has \(listed(Array(Set(evaluations)).sorted()))")
    }
    guard !names.isEmpty else { throw RunFault(.notRescorable, "the bundle has no evaluation, so nothing can be judged anew") }
    var overrides = old.overrides
    var planned: Plan?
    for name in names {
      let base = overrides + (change.extract.map { [Override(path: "workloads.\(name).extract", value: $0)] } ?? [])
      var outcome: Result<Plan, RunFault>?
      for variant in variants(change.scorers, of: name) {
        overrides = base + variant
        outcome = resolved(parent, overrides)
        if case .success? = outcome { break }
      }
      switch outcome {
      case .success(let plan): planned = plan
      case .failure(let fault): throw fault
      case nil: break
      }
    }
    return planned ?? old
  }

  /// How a spec may have to be changed: it has one scorer, or a list of them.
  private static func variants(_ scorers: [String], of workload: String) -> [[Override]] {
    guard let first = scorers.first else { return [[]] }
    let (one, list) = ("workloads.\(workload).scorer", "workloads.\(workload).scorers")
    if scorers.count == 1 {
      return [[Override(path: list, value: "~"), Override(path: one, value: first)], [Override(path: one, value: first)]]
    }
    let value = "[\(scorers.joined(separator: ", "))]"
    return [[Override(path: one, value: "~"), Override(path: list, value: value)], [Override(path: list, value: value)]]
  }

  private static func resolved(_ parent: IntactBundle, _ overrides: [Override]) -> Result<Plan, RunFault> {
    let resolution = PlanResolution(parent.records, parent.reading.folder)
    guard let (plan, diagnostics) = resolution.planned(.current, overrides) else {
      return .failure(RunFault(.bundleIncomplete, "the bundle does not hold the spec that its plan names"))
    }
    if let plan { return .success(plan) }
    let first = diagnostics.first { $0.severity == .error }
    let advice = first.map { ($0.help.map { $0 + "; " } ?? "") + "see `etalon explain \($0.id)`" }
    return .failure(
      RunFault(.notRescorable, "the spec does not take the change: \(first?.headline ?? "no reason was given")", help: advice))
  }

  /// Refuses a plan that asks anything else than the parent did.
  private static func requireSameQuestions(_ plan: Plan, _ parent: Plan) throws(RunFault) {
    let (mine, theirs) = (plan.nodes.map(\.question), parent.nodes.map(\.question))
    guard mine == theirs, plan.seed == parent.seed, plan.inputs == parent.inputs, plan.subjects == parent.subjects else {
      throw RunFault(.notRescorable, "with this change the plan asks other questions than the bundle has answers to")
    }
  }
}

extension Node {
  /// The cell without what only judges its answers.
  fileprivate var question: Node {
    var node = self
    node.metrics = []
    guard case .evaluate(var work) = node.work else { return node }
    (work.extraction, work.scorers) = ([], [])
    node.work = .evaluate(work)
    return node
  }
}

internal import Attest
internal import Record
internal import Text

/// What a check does not prove, in sentences that are true of this very check.
struct Limitations {
  private(set) var sentences: [String] = []

  init(_ reading: BundleReading, _ properties: [PropertyVerdict], _ request: VerificationRequest) {
    func state(_ property: PropertyVerdict.Property) -> PropertyVerdict.State? { properties.first { $0.property == property }?.state }
    sentences.append("that the run was made only once: a publisher can run many times and show the best")
    if state(.authentic) == .holds {
      sentences.append(
        "that the measurements were taken on the machine that the fingerprint describes: for that there is only the signer's word")
    } else {
      sentences.append("who made the run, on which machine, or when")
    }
    switch state(.reproduced) {
    case .holds where request.isSampled:
      sentences.append("anything about the cells that were not drawn")
    case .holds where request.segments != nil: sentences.append("anything about the segments of trainings that were not drawn")
    case .holds: break
    default: sentences.append("that the results come out the same anywhere else")
    }
    if request.ignoresReport, reading.folder.files[BundleFile.report] != nil {
      sentences.append("that `\(BundleFile.report)` tells what the records say: you asked to ignore it")
    }
    guard let records = reading.records else { return }
    if !records.measurements.trials.isEmpty, request.policy?.boundsMeasurements != true {
      sentences.append("that the measurements come out alike here: they were not compared (a policy's `tolerance` asks for it)")
    }
    if records.measurements.trials.contains(where: { $0.energy?.source != nil }) {
      sentences.append(
        "that its energies were counted on this machine: a meter's rows, counters and a declared power are the signer's word")
    }
    for sentence in records.plan.nodes.compactMap(\.work.executor.unproven) where !sentences.contains(sentence) {
      sentences.append(sentence)
    }
    if state(.committed) != .holds, records.run.derivedFrom == nil, records.plan.nodes.contains(where: { $0.work.isEvaluation }) {
      sentences.append(
        "that its answers were not known before its scorers were chosen: a signer can leave out what they were judged anew from")
    }
    if let sentence = Limitations.ofSeals(records, request) { sentences.append(sentence) }
    if state(.audited) == .holds {
      sentences.append(
        "that the totals add up exactly from the verdicts that were not opened: they agree with the opened ones as a sample does")
    }
    if let reference = records.plan.weighting?.reference, reference.root == nil {
      sentences.append("where the reference values come from: they are those that the spec writes down")
    }
    if !records.run.partial.isEmpty {
      sentences.append("anything about what the run left out: \(records.run.partial.count) entries in data/run.json")
    }
  }
}

extension Limitations {
  /// What a seal leaves open: who saw the questions, and what nobody can check yet.
  fileprivate static func ofSeals(_ records: BundleRecords, _ request: VerificationRequest) -> String? {
    let plan = records.plan
    let operators = plan.nodes.compactMap { node -> String? in
      guard case .evaluate(let work) = node.work, plan.sealedInput(of: node) != nil else { return nil }
      return work.subject
    }
    guard !operators.isEmpty else { return nil }
    let names = listed(operators.reduce(into: [String]()) { names, name in if !names.contains(name) { names.append(name) } })
    let rest = request.vault == nil ? "; and what its totals come from: sealed, not checkable, until the key is published (`--opened`)" : ""
    return "that the sealed questions stay unknown: whoever operates the subject \(names) sees them, and can keep them" + rest
  }
}

extension Work {
  /// Whether answers are judged.
  fileprivate var isEvaluation: Bool { if case .evaluate = self { true } else { false } }
}

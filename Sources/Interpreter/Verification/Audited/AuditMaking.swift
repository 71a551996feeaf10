public import Attest
internal import Record
internal import Score
public import Sealing

extension SealedSet {
  /// Opens the items of a run that a pulse chooses, with what the run has about them; they are burned, and whoever has the audit scores them again.
  ///
  /// - Parameter count: How many; without it as many as the plan wants.
  /// - Throws: `sealed` where the plan wants another number or none is known, `seal-audit` where the run did not read this set, `age-identity`, what opening throws.
  public func audit(
    _ path: String, count: Int?, by pulse: Pulse, with identities: [AgeIdentity], inputs folders: [String] = []
  ) throws(RunFault) -> Audit {
    let bundle = try IntactBundle(path)
    guard let root = bundle.reading.root else { throw RunFault(.bundleIncomplete, "the bundle has no root") }
    guard bundle.records.run.ended.seconds(until: pulse.time) > 0 else {
      throw RunFault(
        .pulseEarly, "the pulse is of \(pulse.time), before the run had ended", help: "take one that came after \(bundle.records.run.ended)"
      )
    }
    guard let input = bundle.records.plan.inputs.first(where: { $0.isSealed && $0.sha256 == commitment.digest }) else {
      throw RunFault(.sealed, "the run did not read this sealed set", help: "its plan names the sets by the digests of their commitments")
    }
    let count = try SealedSet.count(count, planned: input.audit)
    do throws(AttestFault) {
      let chosen = Audit.chosen(count, of: commitment.count, bundle: root, pulse: pulse)
      let copy = try copy(for: identities)
      let opening = try opening(chosen, copy, with: identities)
      var search = InputSearch(folders: ["\(path)/data/inputs"] + folders, store: nil)
      search.vault = SealedVault(identities: identities, sets: [self])
      var trials: [Audit.Trial] = []
      do throws(RunFault) {
        trials = try self.trials(bundle, input, Set(chosen), search)
      } catch { throw AttestFault(error.code.rawValue, error.message, help: error.help) }
      _ = try burn(opening, .audited, at: Bench.system.now(), by: copy.holder, for: root)
      return Audit(bundle: root, pulse: pulse, opening: opening, trials: trials)
    } catch { throw RunFault(error) }
  }

  /// The plan's number; another one only where it has none.
  private static func count(_ asked: Int?, planned: Int?) throws(RunFault) -> Int {
    guard let planned else {
      if let asked { return asked }
      throw RunFault(
        .sealed, "the plan of the run does not say how many items an audit opens",
        help: "give `--count N`; `verify` will not believe the number")
    }
    guard let asked, asked != planned else { return planned }
    throw RunFault(
      .sealed, "the plan of the run wants \(planned) items opened, not \(asked)",
      help: "leave `--count` out: the number was fixed before the run")
  }

  private func trials(
    _ bundle: IntactBundle, _ input: InputPlan, _ chosen: Set<Int>, _ search: InputSearch
  ) throws(RunFault) -> [Audit.Trial] {
    let plan = bundle.records.plan
    let inputs = InputReader(plan: plan, search: search)
    var trials: [Audit.Trial] = []
    for line in bundle.records.trials where line.status == .ok {
      guard let node = plan.node(line.node), plan.sealedInput(of: node)?.id == input.id else { continue }
      let seal = try RescoredAnswers.seal(of: line, input, inputs, bundle.reading.folder)
      let evaluation = try Evaluation(
        plan: plan, node: node, trial: line.index, data: { id throws(RunFault) in try inputs.bytes(id) },
        streamKey: { purpose throws(RunFault) in plan.seed.streamKey(node: node.id, trial: line.index, purpose: purpose) })
      let transcripts = try BundleTranscripts(bundle.reading.folder, line)
      var subject = RecordedSubject { exchange throws(RunFault) in
        try transcripts.transcript(exchange).map { kept throws(RunFault) in try seal.opened(kept).asLine() }
      }
      var (items, lines): ([Audit.Item], [UInt8]) = ([], [])
      let width = evaluation.arrangement.width
      var derivation = ItemDerivation(evaluation)
      try derivation.derive(from: &subject, transcripts: { lines = $0 }) { record throws(RunFault) in
        guard chosen.contains(record.position / width) else { return }
        items.append(Audit.Item(position: record.position, disclosures: try seal.disclosures(record, lines)))
      }
      trials.append(Audit.Trial(id: line.id, items: items))
    }
    return trials
  }
}

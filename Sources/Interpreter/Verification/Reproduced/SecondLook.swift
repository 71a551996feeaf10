internal import Attest
internal import Kernels
internal import Record
internal import Text

/// Looks closer at the first trial that came out differently: whether it comes out so twice here, and where it parts from the record.
struct SecondLook {
  let records: BundleRecords
  let folder: BundleFolder
  /// What was executed here.
  let store: MemoryStore
  /// Makes a run of one cell that keeps what it yields in a store.
  let graph: (Set<String>, MemoryStore) -> GraphRun

  /// A little more than a second, nanoseconds.
  static let tick: UInt64 = 1_100_000_000

  /// Adds to the ledger what a second execution of the trial and a comparison of its files tell.
  func look(at id: TrialID, _ ledger: inout ReproductionLedger) throws(RunFault) {
    guard let node = records.plan.node(id.node), let first = store.finished(id), first.status == .ok else { return }
    if let parting = try partingHere(first) { return ledger.doubt(id, node, parting) }
    let recorded = records.results.trials.first { $0.id == id }?.values ?? []
    let (store, folder) = (store, folder)
    let difference = FirstDifference(
      node, id, recorded: recorded, here: first.results, recordedFile: { folder.namedFile("artifacts", $0) },
      hereFile: { try? store.file($0) })
    for finding in difference.findings { ledger.note(finding, Recheck(node)) }
    if let finding = try vendorTier(node, id, recorded) { ledger.note(finding, Recheck(node)) }
  }

  /// The first result that parts two executions on this machine; `nil` where both give the same.
  private func partingHere(_ first: FinishedTrial) throws(RunFault) -> ResultComparison.Difference? {
    let second = store.copy(without: first.id)
    let run = graph([first.node], second)
    // A program that reads the clock may look at whole seconds only.
    if records.plan.node(first.node)?.work.executor.runsPrograms == true { run.bench.pause(SecondLook.tick) }
    try run.execute()
    guard let again = second.finished(first.id), again.status == .ok else { return nil }
    return ResultComparison(recorded: first.results, here: again.results).differences.first
  }

  /// Whether the recorded output of a portable kernel is what the vendor's library gives here, and where the two tiers part.
  private func vendorTier(_ node: Node, _ id: TrialID, _ recorded: [ResultValue]) throws(RunFault) -> Finding? {
    guard case .kernel(let work) = node.work, work.tier == .portable,
      case .digest(let digest)? = recorded.first(where: { $0.name == "output" })?.value,
      let target = records.plan.target(node.target)
    else { return nil }
    let graph = graph([], store)
    do throws(RunFault) {
      let place = TrialPlace(id: id, trials: node.trials, position: 1, total: 1)
      let context = graph.context(node, place, try graph.capacity.resolve(target))
      let vendor = try output(work, .vendor, context)
      guard SHA256.digest(of: vendor.bytes) == digest else { return nil }
      let parting = Parting(vendor.type, recorded: vendor.bytes, here: try output(work, .portable, context).bytes)
      let distance = parting?.distance.map { ", \($0) apart" } ?? ""
      return Finding(
        "first-difference", .note, path: "\(id).output\(parting?.place ?? "")",
        "the recorded output is what the vendor's library gives: the run was made in another tier than its plan says\(distance)",
        expected: parting?.recorded, found: parting?.here)
    } catch {
      // A host without the library, or an operation that it lacks: then there is nothing to tell.
      guard error.isLocal else { throw error }
      return nil
    }
  }

  private func output(
    _ work: KernelWork, _ tier: KernelWork.Tier, _ context: TrialContext
  ) throws(RunFault) -> (bytes: [UInt8], type: ElementType) {
    let kernel = try preparedKernel(work, on: tier.backend, context, try context.engine())
    do { try kernel.run() } catch { throw RunFault(kernel: error) }
    return (kernel.withOutputBytes { $0.array }, kernel.outputType)
  }
}

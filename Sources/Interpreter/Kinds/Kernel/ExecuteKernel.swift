internal import Attest
internal import Kernels
internal import Record

/// Executes a trial of an operation of the catalogue in the portable tier.
///
/// Result: `output`, the digest of the output's bytes (row major, little endian). Series: `time`.
func executeKernel(_ work: KernelWork, _ context: TrialContext, _ bench: Bench) throws(RunFault) -> TrialOutcome {
  let kernel = try preparedKernel(work, context)
  var reference = StableOutput()
  func repetition() throws(RunFault) {
    do { try kernel.run() } catch { throw RunFault(kernel: error) }
  }
  func check() throws(RunFault) {
    guard kernel.withOutputBytes({ reference.accepts($0) }) else { throw .unstable("output") }
  }

  var outcome = TrialOutcome()
  try sample(into: &outcome, context, bench, repetition, check: check)
  outcome.results = [ResultValue("output", .exact, .digest(kernel.withOutputBytes { SHA256.digest(of: $0) }))]
  return outcome
}

/// The operands of a kernel, drawn from the trial's stream.
func preparedKernel(_ work: KernelWork, _ context: TrialContext) throws(RunFault) -> any PreparedKernel {
  do {
    let operation = try Operation.named(work.operation)
    try requireRevision(work.operation, planned: work.revision, carried: operation.revision)
    guard let type = ElementType(rawValue: work.type) else {
      throw RunFault("unsupported-type", "operation \(work.operation) does not exist for \(work.type)", isLocal: true)
    }
    var stream = try context.stream("inputs")
    return try operation.prepare(
      type: type, parameters: work.parameters, stream: &stream, engine: try context.engine(),
      memoryLimit: context.memoryLimit ?? Operation.defaultMemoryLimit)
  } catch let error as KernelError {
    throw RunFault(kernel: error)
  } catch let fault as RunFault {
    throw fault
  } catch {
    throw RunFault("kernel-failed", "\(error)", isLocal: true)
  }
}

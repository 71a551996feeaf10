internal import Attest
internal import Kernels
internal import Record

/// The largest output of a backend that promises a bound that is kept, so that a verifier can check it.
private let keptOutputLimit = 64 << 20

/// Executes a trial of an operation of the catalogue on a backend.
///
/// Where the backend promises bits, the result is `output`, the digest of the output's bytes (row major, little endian). Where it
/// promises a bound, the bounded results are `output`, the digest of the kept artefact, and `error-ratio`, its largest error as a share
/// of the narrower of the two bounds of `docs/numerics.md`; an output outside is a failed trial. Series: `time`.
func executeKernel(
  _ work: KernelWork, on backend: any Backend, _ context: TrialContext, _ bench: Bench
) throws(RunFault) -> TrialOutcome {
  let (operation, engine) = (try carriedOperation(work), try context.engine())
  let kernel = try preparedKernel(work, on: backend, context, engine)
  var reference = StableOutput()
  func run() throws(RunFault) {
    do { try kernel.run() } catch { throw RunFault(kernel: error) }
  }
  func check() throws(RunFault) {
    guard kernel.withOutputBytes({ reference.accepts($0) }) else { throw .unstable("output") }
  }

  var outcome = TrialOutcome()
  if let batch = context.batch {
    outcome.batch = batch
  } else if context.purpose == .run, context.conditions?.caches != .cold {
    outcome.batch = try Batch.size(bench, run)
  }
  let batch = outcome.batch
  func repetition() throws(RunFault) { for _ in 0..<batch { try run() } }
  let sweep = try context.cacheSweep(engine)
  try sample(into: &outcome, context, bench) { () throws(RunFault) in
    sweep?.run()
    let start = bench.monotonic()
    try repetition()
    let end = bench.monotonic()
    return end > start ? end - start : 0
  } check: { () throws(RunFault) in
    try check()
  }
  switch backend.promise(of: operation) {
  case .bits, .exact:
    outcome.results = [ResultValue("output", .exact, .digest(kernel.withOutputBytes { SHA256.digest(of: $0) }))]
  case .bound:
    try keepOutput(of: kernel, by: try orFault { () throws(KernelError) in try backend.identity(on: engine) }, &outcome)
  }
  return outcome
}

/// Keeps an output that is within its bound, and says who computed it.
private func keepOutput(of kernel: any PreparedKernel, by identity: BackendIdentity, _ outcome: inout TrialOutcome) throws(RunFault) {
  let output = kernel.withOutputBytes { $0.array }
  let ratio = try errorRatio(of: output, kernel)
  guard ratio <= 1 else {
    throw RunFault(
      .wrongProduct, "\(identity) gives a product outside its error bound (\(ratio) times)",
      help: "suspect the library or the hardware; compare with the portable tier")
  }
  outcome.bounded = [
    ResultValue("output", .bounded, .digest(SHA256.digest(of: output))), ResultValue("error-ratio", .bounded, .number(ratio)),
  ]
  if output.count <= keptOutputLimit { outcome.artifacts = [(name: "output", bytes: output)] }
  outcome.library = identity.description
}

/// How far a kept output lies from the exact one, as a share of the error bound; at most 1 if it can be one.
///
/// It needs no vendor's library: the catalogue's own kernel draws the inputs and judges.
func errorRatio(of output: [UInt8], _ work: KernelWork, _ context: TrialContext) throws(RunFault) -> Double {
  try errorRatio(of: output, try preparedKernel(work, on: CPUBackend(), context, try context.engine()))
}

private func errorRatio(of output: [UInt8], _ kernel: any PreparedKernel) throws(RunFault) -> Double {
  // Bytes of an array that nothing changes meanwhile.
  let error = try orFault { () throws(KernelError) in unsafe try kernel.productError(of: output.span.bytes) }
  guard let error else {
    throw RunFault(.noErrorBound, "the operation has no error bound", help: "use `numerics: portable`")
  }
  return error.drawnRatio
}

/// The operands of a kernel, drawn from the trial's stream.
func preparedKernel(
  _ work: KernelWork, on backend: any Backend, _ context: TrialContext, _ engine: Engine
) throws(RunFault) -> any PreparedKernel {
  let operation = try carriedOperation(work)
  guard let type = ElementType(rawValue: work.type) else {
    throw RunFault(.unsupportedType, "operation \(work.operation) does not exist for \(work.type)")
  }
  var stream = try context.stream("inputs")
  return try orFault { () throws(KernelError) in
    try backend.prepare(
      operation, type: type, parameters: work.parameters, stream: &stream, engine: engine,
      memoryLimit: context.memoryLimit ?? Operation.defaultMemoryLimit)
  }
}

/// The operation that a plan names, in exactly the revision that it names.
private func carriedOperation(_ work: KernelWork) throws(RunFault) -> Kernels.Operation {
  let operation = try orFault { () throws(KernelError) in try Operation.named(work.operation) }
  try requireRevision(work.operation, planned: work.revision, carried: operation.revision)
  return operation
}

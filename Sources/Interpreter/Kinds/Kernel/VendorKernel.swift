internal import Attest
internal import Kernels
internal import Record

/// The largest output that is kept, so that a verifier can check it.
private let keptOutputLimit = 64 << 20

/// Executes a trial of a matrix product in the vendor tier.
///
/// Bounded results: `output`, the digest of the kept artefact, and `error-ratio`, its largest error as a share of the narrower of the
/// two bounds of `docs/numerics.md`, computed in the portable tier. An output outside is a failed trial. Series: `time`.
func executeVendorKernel(_ work: KernelWork, _ context: TrialContext, _ bench: Bench) throws(RunFault) -> TrialOutcome {
  let product = try VendorProduct(work, context)
  let library = try OpenBLAS(threads: context.host.threads)
  var output = [UInt8](repeating: 0, count: product.outputBytes)
  var reference = StableOutput()
  func repetition() throws(RunFault) { try product.multiply(library, into: &output) }
  func check() throws(RunFault) {
    // Bytes of an array that nothing changes meanwhile.
    guard unsafe reference.accepts(output.span.bytes) else { throw .unstable("output") }
  }

  var outcome = TrialOutcome()
  try sample(into: &outcome, context, bench, repetition, check: check)
  let ratio = try product.errorRatio(of: output)
  guard ratio <= 1 else {
    throw RunFault(
      "wrong-product", "\(library.description) gives a product outside its error bound (\(ratio) times)",
      help: "suspect the library or the hardware; compare with the portable tier", isLocal: true)
  }
  outcome.bounded = [
    ResultValue("output", .bounded, .digest(SHA256.digest(of: output))), ResultValue("error-ratio", .bounded, .number(ratio)),
  ]
  if output.count <= keptOutputLimit { outcome.artifacts = [(name: "output", bytes: output)] }
  outcome.library = library.description
  return outcome
}

/// How far a kept output of the vendor tier lies from the exact product, as a share of the error bound; at most 1 if it is one.
///
/// It needs no vendor library: inputs come from the trial's stream, the reference from the portable tier.
func vendorErrorRatio(of output: [UInt8], _ work: KernelWork, _ context: TrialContext) throws(RunFault) -> Double {
  try VendorProduct(work, context).errorRatio(of: output)
}

/// The operands of a matrix product, as the portable tier draws them.
private struct VendorProduct {
  private let kernel: any PreparedKernel
  private let shape: ProductShape
  private let type: ElementType
  private let routine: VendorRoutine

  init(_ work: KernelWork, _ context: TrialContext) throws(RunFault) {
    guard let routine = VendorRoutine(work.operation), let type = ElementType(rawValue: work.type), routine.types.contains(type) else {
      throw RunFault(
        "no-vendor-tier", "`\(work.operation)` of \(work.type) has no vendor tier", help: "use `numerics: portable`", isLocal: true)
    }
    kernel = try preparedKernel(work, context)
    guard let shape = routine.shape(work.parameters) else {
      throw RunFault("invalid-plan", "the product lacks one of its sizes", isLocal: true)
    }
    self.shape = shape
    self.type = type
    self.routine = routine
  }

  var outputBytes: Int { kernel.withOutputBytes { $0.byteCount } }

  func multiply(_ library: borrowing OpenBLAS, into output: inout [UInt8]) throws(RunFault) {
    var fault: RunFault?
    let isDone: Void?? = kernel.withInputBytes(named: routine.inputs.left) { a in
      kernel.withInputBytes(named: routine.inputs.right) { b in
        var span = output.mutableSpan
        // The array stays as it is while the span lives.
        var bytes = unsafe span.mutableBytes
        do throws(RunFault) { try library.multiply(routine, shape, type, a, b, into: &bytes) } catch { fault = error }
      }
    }
    if let fault { throw fault }
    guard isDone != nil else { throw RunFault("invalid-plan", "the product has no inputs", isLocal: true) }
  }

  func errorRatio(of output: [UInt8]) throws(RunFault) -> Double {
    do {
      // Bytes of an array that nothing changes meanwhile.
      guard let error = unsafe try kernel.vendorError(of: output.span.bytes) else {
        throw RunFault("no-vendor-tier", "this operation has no error bound", isLocal: true)
      }
      return error.drawnRatio
    } catch let error as KernelError {
      throw RunFault(kernel: error)
    } catch let fault as RunFault {
      throw fault
    } catch {
      throw RunFault("kernel-failed", "\(error)", isLocal: true)
    }
  }
}

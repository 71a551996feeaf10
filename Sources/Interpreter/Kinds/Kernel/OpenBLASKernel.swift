internal import Kernels

/// A product that OpenBLAS computes.
///
/// The catalogue's own kernel draws the operands and judges outputs; it is never run.
final class OpenBLASKernel: PreparedKernel {
  private let routine: OpenBLASRoutine
  private let shape: ProductShape
  private let type: ElementType
  private let operands: any PreparedKernel
  private let library: OpenBLAS
  private var output: [UInt8]

  init(
    _ routine: OpenBLASRoutine, _ shape: ProductShape, _ type: ElementType, operands: any PreparedKernel, library: consuming OpenBLAS
  ) {
    self.routine = routine
    self.shape = shape
    self.type = type
    self.operands = operands
    self.library = library
    output = [UInt8](repeating: 0, count: operands.outputShape.reduce(type.size, *))
  }

  var cost: OperationCost { operands.cost }
  var outputType: ElementType { type }
  var inputNames: [String] { operands.inputNames }

  func run() throws(KernelError) { try multiply(into: &output) }

  private func multiply(into output: inout [UInt8]) throws(KernelError) {
    let inputs = routine.inputs
    let isDone: Void?? = try operands.withInputBytes(named: inputs.left) { (a) throws(KernelError) in
      try operands.withInputBytes(named: inputs.right) { (b) throws(KernelError) in
        var span = output.mutableSpan
        // The array stays as it is while the span lives.
        var bytes = unsafe span.mutableBytes
        try library.multiply(routine, shape, type, a, b, into: &bytes)
      }
    }
    guard isDone != nil else {
      throw KernelError(.shapeMismatch, "the product has no inputs", hint: "prepare `gemm` or `gemv` of the catalogue")
    }
  }

  func withOutputBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
    let output = output
    // Bytes of an array that nothing changes meanwhile.
    return try unsafe body(output.span.bytes)
  }

  func withInputBytes<R, E: Error>(named name: String, _ body: (RawSpan) throws(E) -> R) throws(E) -> R? {
    try operands.withInputBytes(named: name, body)
  }

  func replaceInput(named name: String, with bytes: RawSpan) throws(KernelError) {
    try operands.replaceInput(named: name, with: bytes)
  }

  func productError(of candidate: RawSpan) throws(KernelError) -> ProductError? { try operands.productError(of: candidate) }
}

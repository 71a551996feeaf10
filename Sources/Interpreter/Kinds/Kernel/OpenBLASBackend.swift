internal import Kernels

/// OpenBLAS on the host's processor: products within a proved error bound.
///
/// Its bits depend on the library's version, the core type that it chose and the number of threads, so all three are on record. The
/// library is opened when a kernel is prepared, and not before: planning needs none.
struct OpenBLASBackend: Backend {
  var name: String { "openblas" }

  func promise(of operation: Kernels.Operation) -> NumericProfile.Promise { .bound }

  func refusal(of operation: Kernels.Operation, type: ElementType, parameters: [String: Int]) -> KernelError? {
    guard let routine = OpenBLASRoutine(operation) else {
      return KernelError(.unsupportedOperation, "OpenBLAS has no `\(operation.name)`", hint: "use `numerics: portable`")
    }
    guard routine.types.contains(type) else {
      return KernelError(.unsupportedType, "OpenBLAS has no `\(operation.name)` of \(type.rawValue)", hint: "use `numerics: portable`")
    }
    guard parameters["prepacked"] != 1 else {
      return KernelError(
        .parameterOutOfRange, "a vendor's library lays its operands out within each call", hint: "leave `prepacked` out",
        setting: "prepacked")
    }
    guard let terms = parameters[routine.depth], terms > type.mostBoundedTerms else { return nil }
    return KernelError(
      .parameterOutOfRange, "elements of \(terms) terms have no error bound in \(type.rawValue)",
      hint: "up to \(type.mostBoundedTerms) terms have one, see `docs/numerics.md`", setting: routine.depth)
  }

  func identity(on engine: Engine) throws(KernelError) -> BackendIdentity {
    let library = try OpenBLAS(threads: engine.threads)
    return BackendIdentity(backend: name, library: "OpenBLAS \(library.version)", core: library.core, threads: library.threads)
  }

  func prepare(
    _ operation: Kernels.Operation, type: ElementType, parameters: [String: Int], stream: inout RandomStream, engine: Engine,
    memoryLimit: UInt64
  ) throws(KernelError) -> any PreparedKernel {
    if let refusal = refusal(of: operation, type: type, parameters: parameters) { throw refusal }
    let sizes = try operation.resolved(parameters)
    guard let product = OpenBLASRoutine(operation).map({ ($0, $0.shape { sizes[$0] ?? 0 }) }) else {
      throw KernelError(.unsupportedOperation, "OpenBLAS has no `\(operation.name)`", hint: "use `numerics: portable`")
    }
    let operands = try operation.prepare(
      type: type, parameters: parameters, stream: &stream, engine: engine, memoryLimit: memoryLimit)
    return OpenBLASKernel(
      product.0, product.1, type, operands: operands, library: try OpenBLAS(threads: engine.threads))
  }
}

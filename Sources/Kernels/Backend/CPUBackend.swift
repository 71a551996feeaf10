/// This library's own kernels on the host's processor: every operation of the catalogue, each as its profile promises.
public struct CPUBackend: Backend {
  /// Creates the backend.
  public init() {}

  /// `cpu`.
  public var name: String { "cpu" }

  /// The promise of the operation's own profile.
  public func promise(of operation: Operation) -> NumericProfile.Promise { operation.profile.promise }

  /// Refuses only a type that the operation does not exist for.
  public func refusal(of operation: Operation, type: ElementType, parameters: [String: Int]) -> KernelError? {
    operation.refusal(of: type)
  }

  /// The kernels of this process, on the engine's instruction set and threads.
  public func identity(on engine: Engine) -> BackendIdentity {
    BackendIdentity(backend: name, library: "Etalon", core: engine.instructionSet.rawValue, threads: engine.threads)
  }

  /// The kernel that the operation itself prepares.
  ///
  /// - Throws: `KernelError` as `Operation.prepare` does.
  public func prepare(
    _ operation: Operation, type: ElementType, parameters: [String: Int], stream: inout RandomStream, engine: Engine, memoryLimit: UInt64
  ) throws(KernelError) -> any PreparedKernel {
    try operation.prepare(type: type, parameters: parameters, stream: &stream, engine: engine, memoryLimit: memoryLimit)
  }
}

/// What computes operations of the catalogue: this library's own kernels, a vendor's library, a device.
///
/// A backend is a value that costs nothing to make. It says what it supports and promises without opening anything, so that a plan can
/// be made on a host that lacks it; `prepare` and `identity` open what they need. `CPUBackend` is the one that every host has.
public protocol Backend: Sendable {
  /// The word that names it, such as `cpu`.
  var name: String { get }

  /// What can be said about the bits of an operation's output before it is computed.
  func promise(of operation: Operation) -> NumericProfile.Promise

  /// Why it cannot compute an operation at these sizes, or nil where it can.
  ///
  /// It is asked about its own limits alone: sizes that the operation itself refuses are `Operation.cost`'s to report.
  ///
  /// - Parameters:
  ///   - operation: the operation.
  ///   - type: the element type.
  ///   - parameters: sizes by name; absent ones take their defaults.
  func refusal(of operation: Operation, type: ElementType, parameters: [String: Int]) -> KernelError?

  /// Who exactly computes on this host.
  ///
  /// - Parameter engine: the threads that it is held to.
  /// - Throws: `KernelError` with the code `libraryUnavailable` or `threadsUnavailable` if this host does not have it as asked.
  func identity(on engine: Engine) throws(KernelError) -> BackendIdentity

  /// Allocates the operands and fills them from a stream; every backend draws the same ones.
  ///
  /// - Parameters:
  ///   - operation: the operation.
  ///   - type: the element type.
  ///   - parameters: sizes by name; absent ones take their defaults.
  ///   - stream: where inputs are drawn from; it moves on.
  ///   - engine: the host's threads: they draw the operands, and compute where the backend uses them.
  ///   - memoryLimit: the most bytes the operands and scratch space may take.
  /// - Throws: `KernelError` as `refusal` and `identity` say, for sizes that the operation refuses, and where memory is short.
  func prepare(
    _ operation: Operation, type: ElementType, parameters: [String: Int], stream: inout RandomStream, engine: Engine, memoryLimit: UInt64
  ) throws(KernelError) -> any PreparedKernel
}

extension Backend {
  /// The element types that it has an operation for, asked at the operation's default sizes.
  public func types(of operation: Operation) -> [ElementType] {
    operation.types.filter { refusal(of: operation, type: $0, parameters: [:]) == nil }
  }
}

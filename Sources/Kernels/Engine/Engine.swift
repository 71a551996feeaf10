internal import CKernels

/// An instruction set and a pool of threads that operations run on.
///
/// Neither can change a result: each operation's order is fixed by its definition. Idle threads sleep. Operations from
/// several callers take turns. While one runs, rounding is to nearest even and subnormals are kept, on every thread.
@safe public final class Engine: Sendable {
  /// The most threads that an engine accepts.
  public static let maximumThreads = 1024

  /// The instruction set in use.
  public let instructionSet: InstructionSet
  /// The number of threads, the caller's included.
  public let threads: Int

  // The C pool locks itself, so sharing the pointer is sound; it lives until `deinit`.
  nonisolated(unsafe) let pool: OpaquePointer

  /// Creates an engine.
  ///
  /// - Parameters:
  ///   - instructionSet: the set to force, or nil for the widest that this processor has.
  ///   - threads: the number of threads, from 1 to 1,024; more than there are cores is allowed.
  public init(instructionSet: InstructionSet? = nil, threads: Int = 1) throws(KernelError) {
    let chosen = instructionSet ?? .widest
    guard InstructionSet.supported.contains(chosen) else {
      let names = InstructionSet.supported.map(\.rawValue).joined(separator: ", ")
      throw KernelError(
        .unsupportedInstructionSet, "this processor has no \(chosen.rawValue)", hint: "it has \(names)")
    }
    guard (1...Engine.maximumThreads).contains(threads) else {
      throw KernelError(
        .parameterOutOfRange, "cannot run on \(threads) threads", hint: "choose 1 to \(Engine.maximumThreads)")
    }
    guard let pool = unsafe ek_pool_create(CInt(threads)) else {
      throw KernelError(
        .threadsUnavailable, "the system refused to start \(threads) threads", hint: "raise `ulimit -u` or use fewer")
    }
    self.instructionSet = chosen
    self.threads = threads
    unsafe self.pool = pool
  }

  deinit { unsafe ek_pool_destroy(pool) }

  var number: CInt { instructionSet.number }

  /// Turns a C status into an error.
  func check(_ status: CInt) throws(KernelError) {
    guard status == CInt(EK_OK) else { throw .outOfMemory }
  }

  /// Runs many short operations with the pool's threads at hand: between two of them they look for work before they sleep.
  ///
  /// Callers of the same engine on other threads wait until the closure ends.
  func holding<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    unsafe ek_hold(pool)
    defer { unsafe ek_release(pool) }
    return try body()
  }
}

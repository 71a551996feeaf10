/// Who exactly computed, for a record: where a backend promises no bits, they depend on all of this.
public struct BackendIdentity: Equatable, Sendable, CustomStringConvertible {
  /// The backend's name, such as `cpu`.
  public let backend: String
  /// The library with its version, such as `OpenBLAS 0.3.21`.
  public let library: String
  /// The code that the library chose on this host, such as `Zen` or `avx2`.
  public let core: String
  /// The number of threads, at least 1.
  public let threads: Int

  /// Creates an identity.
  public init(backend: String, library: String, core: String, threads: Int) {
    self.backend = backend
    self.library = library
    self.core = core
    self.threads = threads
  }

  /// Library, core and threads in words: `OpenBLAS 0.3.21, core Zen, 2 threads`.
  public var description: String { "\(library), core \(core), \(threads) \(threads == 1 ? "thread" : "threads")" }
}

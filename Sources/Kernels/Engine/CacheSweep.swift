internal import CKernels

/// Memory larger than the caches, which is written to so that they hold nothing else.
public final class CacheSweep {
  private let words: Buffer<UInt64>
  private let engine: Engine

  /// Takes memory.
  ///
  /// - Parameters:
  ///   - bytes: no fewer than the caches together hold.
  ///   - engine: the threads whose caches are emptied.
  public init(bytes: Int, on engine: Engine) throws(KernelError) {
    words = try Buffer<UInt64>(max(8, bytes / 8))
    self.engine = engine
  }

  /// Writes to each line once.
  public func run() { unsafe ek_sweep(engine.pool, words.base, words.count) }
}

/// Whether large arrays ask for huge pages, for the whole process.
public enum HugePages {
  /// Sets what arrays that are allocated from now on ask for.
  public static func set(advised: Bool) { ek_set_huge_pages(advised ? 1 : 0) }
}

internal import CKernels

/// How a thread updates a word that others update too.
enum AtomicUpdate {
  case add
  case swap

  fileprivate var number: CInt {
    switch self {
    case .add: CInt(EK_ATOMIC_ADD)
    case .swap: CInt(EK_ATOMIC_SWAP)
    }
  }
}

extension Engine {
  /// A permutation with one cycle of all places, by Sattolo's algorithm from the stream's next words.
  func cycle(_ stream: inout RandomStream, into next: Buffer<UInt64>) throws(KernelError) {
    let drawn = try Buffer<UInt32>(max(1, next.count - 1))
    try words(&stream, into: drawn)
    unsafe ek_cycle(drawn.base, next.base, next.count)
  }

  /// Follows a chain from its first line; gives the line where it ends and its trail.
  func chase(_ chain: Buffer<UInt64>, into out: Buffer<UInt64>, steps: Int) {
    precondition(out.count == 2)
    unsafe ek_chase(pool, chain.base, out.base, steps)
  }

  /// Random updates of a table of 2^levels words, from a state of the shift register that is not 0.
  func randomAccess(_ start: UInt64, _ table: Buffer<UInt64>, levels: Int, updates: Int) {
    precondition(start != 0 && table.count == 1 << levels)
    unsafe ek_random_access(pool, start, table.base, CInt(levels), updates)
  }

  /// Updates of words by all threads, a line for each word.
  func atomic(_ kind: AtomicUpdate, _ terms: Buffer<UInt64>, _ lines: Buffer<UInt64>, into out: Buffer<UInt64>, updates: Int) {
    precondition(terms.count == 64 && lines.count == 8 * out.count)
    unsafe ek_atomic(pool, kind.number, terms.base, lines.base, out.base, out.count, updates)
  }
}

extension Buffer<UInt64> {
  /// Whether it is a permutation with one cycle.
  var isCycle: Bool { unsafe ek_is_cycle(base, count) != 0 }

  /// Lays a chain of lines out that follows a permutation.
  func lay(chain next: Buffer<UInt64>) {
    precondition(count == 8 * next.count)
    unsafe ek_chase_lay(next.base, base, next.count)
  }
}

internal import CKernels

/// What makes a stream of random words its own: the first 16 bytes of a 32-byte digest.
public struct StreamKey: Hashable, Sendable {
  /// Philox's key: bytes 0 to 7, little endian.
  public let key: UInt64
  /// The high half of Philox's counter: bytes 8 to 15, little endian.
  public let high: UInt64

  /// Creates a key from a 32-byte digest, such as SHA-256 of what the stream is for.
  public init(digest: [UInt8]) throws(KernelError) {
    guard digest.count == 32 else {
      throw KernelError(
        .invalidData, "a stream's key is 32 bytes, not \(digest.count)", hint: "hash what the stream is for with SHA-256")
    }
    self.init(key: StreamKey.word(digest[0..<8]), high: StreamKey.word(digest[8..<16]))
  }

  /// Creates a key from its two words.
  public init(key: UInt64, high: UInt64) {
    self.key = key
    self.high = high
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// A counter-based stream of random 32-bit words by Philox4x32-10.
///
/// Word `i` is word `i % 4` of the block with counter (`i / 4` low, the key's `high` high). A stream is a value: a copy
/// goes on from the same place.
public struct RandomStream: RandomNumberGenerator, Sendable {
  /// The stream's identity.
  public let key: StreamKey
  /// The number of 32-bit words drawn so far.
  public private(set) var drawn: UInt64

  private var block: [4 of UInt32] = [0, 0, 0, 0]
  private var blockIndex: UInt64?

  /// Creates a stream at its beginning, or after `drawn` words.
  public init(_ key: StreamKey, drawn: UInt64 = 0) {
    self.key = key
    self.drawn = drawn
  }

  /// The next 32-bit word.
  public mutating func nextWord() -> UInt32 {
    let index = drawn / 4
    if blockIndex != index {
      block = Philox.block(
        key: [UInt32(truncatingIfNeeded: key.key), UInt32(truncatingIfNeeded: key.key >> 32)],
        counter: [
          UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32),
          UInt32(truncatingIfNeeded: key.high), UInt32(truncatingIfNeeded: key.high >> 32),
        ])
      blockIndex = index
    }
    let word = block[Int(drawn % 4)]
    drawn &+= 1
    return word
  }

  /// The next 64 bits: two words, the first one low.
  public mutating func next() -> UInt64 {
    let low = UInt64(nextWord())
    return UInt64(nextWord()) << 32 | low
  }

  /// An integer in `0 ..< bound`, each equally likely, by Lemire's method; 0 if the bound is 0.
  public mutating func integer(below bound: UInt64) -> UInt64 {
    guard bound > 0 else { return 0 }
    let threshold = (0 &- bound) % bound
    while true {
      let product = next().multipliedFullWidth(by: bound)
      if product.low >= threshold { return product.high }
    }
  }

  /// A double in `0 ..< 1`, a multiple of 2^-53.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Puts the elements into a random order: Fisher and Yates, from the last place down.
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    guard elements.count > 1 else { return }
    for last in stride(from: elements.count - 1, through: 1, by: -1) {
      elements.swapAt(last, Int(integer(below: UInt64(last) + 1)))
    }
  }

  /// Counts words that a kernel drew in bulk.
  mutating func skip(_ words: Int) { drawn &+= UInt64(words) }
}

/// The Philox4x32-10 function itself.
public enum Philox {
  /// One block of four words from a key and a counter.
  public static func block(key: [2 of UInt32], counter: [4 of UInt32]) -> [4 of UInt32] {
    var out: [4 of UInt32] = [0, 0, 0, 0]
    var words = out.mutableSpan
    // Two, four and four words, which is what the function reads and writes.
    unsafe key.span.withUnsafeBufferPointer { keys in
      unsafe counter.span.withUnsafeBufferPointer { counters in
        unsafe words.withUnsafeMutableBufferPointer { out in
          guard let keys = keys.baseAddress, let counters = counters.baseAddress, let out = out.baseAddress else { return }
          unsafe ek_philox(keys, counters, out)
        }
      }
    }
    return out
  }
}

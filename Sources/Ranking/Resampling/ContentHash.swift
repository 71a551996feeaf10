internal import Kernels

/// A hash of what is resampled, so that a stream depends on content and never on names or places (FNV-1a, 64 bits).
struct ContentHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }

  mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    add(UInt8(0))
  }

  mutating func add(_ word: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
  }

  mutating func add(_ number: Double) { add(number.bitPattern) }

  func stream(seed: UInt64) -> RandomStream { RandomStream(StreamKey(key: seed, high: value)) }
}

extension RandomStream {
  /// A place below a bound from one word, each equally likely (Lemire's method).
  mutating func place(below bound: UInt32) -> Int {
    let threshold = (0 &- bound) % bound
    while true {
      let product = UInt64(nextWord()) * UInt64(bound)
      if UInt32(truncatingIfNeeded: product) >= threshold { return Int(product >> 32) }
    }
  }
}

internal import Attest
internal import Glibc
internal import Record

/// Whether every repetition of a trial gave the bytes of the first.
struct StableOutput {
  /// Larger outputs are compared by digest, so that they do not stand in memory twice.
  static let copyLimit = 64 << 20

  private enum Reference {
    case bytes([UInt8])
    case digest(Digest)
  }
  private var reference: Reference?

  /// Takes the first output as the reference, and compares each later one with it, bit for bit.
  mutating func accepts(_ output: RawSpan) -> Bool {
    switch reference {
    case .bytes(let expected): return output.holds(expected)
    case .digest(let expected): return SHA256.digest(of: output) == expected
    case nil:
      reference = output.byteCount <= StableOutput.copyLimit ? .bytes(output.array) : .digest(SHA256.digest(of: output))
      return true
    }
  }
}

extension RawSpan {
  var array: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }

  func holds(_ expected: [UInt8]) -> Bool {
    guard byteCount == expected.count else { return false }
    // Both pointers are valid for `byteCount` bytes while the closures run.
    return unsafe withUnsafeBytes { mine in
      unsafe expected.withUnsafeBytes { theirs in
        guard let left = mine.baseAddress, let right = theirs.baseAddress else { return true }
        return unsafe memcmp(left, right, mine.count) == 0
      }
    }
  }
}

extension SHA256 {
  /// The digest of bytes in memory that something else owns.
  static func digest(of bytes: RawSpan) -> Digest {
    unsafe bytes.withUnsafeBytes { unsafe digest(of: $0) }
  }
}

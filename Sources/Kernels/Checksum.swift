internal import CKernels

/// FNV-1a of 64 bits: tells equal bits from different ones in golden values, and is no cryptographic digest.
public struct Checksum: Hashable, Sendable, CustomStringConvertible {
  /// The value so far.
  public private(set) var value: UInt64

  /// Creates the checksum of no bytes.
  public init() { value = 0xcbf2_9ce4_8422_2325 }

  /// Creates a checksum with a known value.
  public init(value: UInt64) { self.value = value }

  /// Creates the checksum of some bytes.
  public init(_ bytes: RawSpan) {
    self.init()
    append(bytes)
  }

  /// Adds bytes.
  public mutating func append(_ bytes: RawSpan) {
    let state = value
    value = unsafe bytes.withUnsafeBytes { raw in
      guard let base = raw.baseAddress else { return state }
      return unsafe ek_fnv1a64(state, base, raw.count)
    }
  }

  /// Adds bytes.
  public mutating func append(_ bytes: [UInt8]) {
    let state = value
    value = unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return state }
      return unsafe ek_fnv1a64(state, base, buffer.count)
    }
  }

  /// Sixteen hexadecimal digits.
  public var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

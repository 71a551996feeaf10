extension SampleSeries {
  /// The file of times that are too many for the record: little-endian 64-bit integers (docs/bundle-format.md, section 2.1).
  public static func file(of nanoseconds: [U64]) -> [UInt8] { file(nanoseconds.lazy.map(\.value)) }

  /// The file of readings that are too many for the record: little-endian binary64 numbers.
  public static func file(of numbers: [Double]) -> [UInt8] { file(numbers.lazy.map(\.bitPattern)) }

  private static func file(_ words: some Collection<UInt64>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 * words.count)
    for word in words {
      for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
    return bytes
  }

  /// The nanoseconds that such a file holds; `nil` where it does not hold as many as the series says, or readings.
  public func nanoseconds(inFile bytes: [UInt8]) -> [UInt64]? { unit == "ns" ? words(inFile: bytes) : nil }

  /// The readings that such a file holds; `nil` where it does not hold as many as the series says, or times.
  public func numbers(inFile bytes: [UInt8]) -> [Double]? { unit == "ns" ? nil : words(inFile: bytes)?.map { Double(bitPattern: $0) } }

  private func words(inFile bytes: [UInt8]) -> [UInt64]? {
    guard bytes.count % 8 == 0, bytes.count / 8 == count else { return nil }
    return stride(from: 0, to: bytes.count, by: 8).map { start in
      (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
    }
  }
}

extension Collection<UInt8> where Index == Int {
  /// The first place where bytes stand, compared one by one; the empty needle stands nowhere.
  ///
  /// The standard library's `firstRange(of:)` is generic, and took a fifth of the time of a run of short questions.
  ///
  /// Complexity: O(n × m), near O(n) where the first byte is rare.
  public func firstRange(ofBytes needle: [UInt8]) -> Range<Int>? {
    guard let first = needle.first, count >= needle.count else { return nil }
    let found = withContiguousStorageIfAvailable { bytes -> Int? in
      // checked: places within the buffer.
      var at = 0
      let last = bytes.count - needle.count
      while at <= last {
        if unsafe bytes[at] == first, (1..<needle.count).allSatisfy({ unsafe bytes[at + $0] == needle[$0] }) { return at }
        at += 1
      }
      return nil
    }
    guard let found else { return Array(self).firstRange(ofBytes: needle).map { startIndex + $0.lowerBound..<startIndex + $0.upperBound } }
    return found.map { startIndex + $0..<startIndex + $0 + needle.count }
  }
}

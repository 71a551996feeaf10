// Command lines are compared byte for byte: Swift's `==` would also accept a canonically equivalent spelling.

extension String {
  /// Whether both are the same UTF-8.
  func sameBytes(as other: String) -> Bool {
    utf8.elementsEqual(other.utf8)
  }

  /// Returns what follows `prefix`, or nil when the string does not begin with its bytes.
  func dropping(prefix: String) -> String? {
    guard utf8.starts(with: prefix.utf8) else { return nil }
    return String(decoding: utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
  }

  /// Returns the parts before and after the first `=`; nil behind it when there is none.
  func splitAtEquals() -> (name: String, value: String?) {
    guard let index = utf8.firstIndex(of: UInt8(ascii: "=")) else { return (self, nil) }
    return (String(self[..<index]), String(self[utf8.index(after: index)...]))
  }
}

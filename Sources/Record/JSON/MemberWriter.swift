internal import Text

/// Writes an object of a record as canonical JSON without a tree; whoever uses it gives the members in the order of their names.
struct MemberWriter {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  /// Opens an object.
  mutating func open() { bytes.append(UInt8(ascii: "{")) }

  /// Closes an object.
  mutating func close() { bytes.append(UInt8(ascii: "}")) }

  /// Begins a member of a name that nothing has to be escaped in.
  mutating func name(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes += [UInt8(ascii: "\""), UInt8(ascii: ":")]
  }

  /// Begins a member of any name.
  mutating func name(of text: String) {
    separate()
    appendJSONString(text, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func separate() { if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) } }

  /// A member that is a text, where there is one.
  mutating func add(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    self.name(name)
    appendJSONString(text, to: &bytes)
  }

  /// A member that is a number, where there is one.
  mutating func add(_ name: StaticString, _ number: Int?) {
    guard let number else { return }
    self.name(name)
    appendNumber(Double(number), to: &bytes)
  }

  /// A member that is a list of numbers, where there is one.
  mutating func add(_ name: StaticString, _ numbers: [Int]?) {
    guard let numbers else { return }
    self.name(name)
    bytes.append(UInt8(ascii: "["))
    for index in numbers.indices {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      appendNumber(Double(numbers[index]), to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// A member that is a digest, where there is one.
  mutating func add(_ name: StaticString, _ digest: Digest?) {
    guard let digest else { return }
    self.name(name)
    bytes.append(UInt8(ascii: "\""))
    digest.appendHex(to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// A member that is any value.
  mutating func add(_ name: StaticString, _ value: JSON) {
    self.name(name)
    value.appendCanonical(to: &bytes)
  }

  /// The text of a member that was begun.
  mutating func text(_ text: String) { appendJSONString(text, to: &bytes) }
}

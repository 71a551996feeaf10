/// One tensor of a safetensors file.
struct SafetensorsEntry: Equatable {
  var name: String
  var type: String
  var shape: [Int]
  /// Where its bytes lie, counted from the end of the header.
  var range: Range<Int>
}

/// Reads the JSON header of a safetensors file, which is hostile: bounded, strict, no recursion but the format's own.
struct SafetensorsHeader {
  /// The longest header that is read, in bytes, and the most tensors, dimensions and characters of a name.
  static let limits = (bytes: 1 << 20, tensors: 4096, dimensions: 8, name: 1024)

  private let bytes: ArraySlice<UInt8>
  private var at: Int

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    at = bytes.startIndex
  }

  /// The entries in the order of the header; `__metadata__` is checked and dropped.
  static func entries(_ bytes: ArraySlice<UInt8>) throws(KernelError) -> [SafetensorsEntry] {
    var reader = SafetensorsHeader(bytes)
    let entries = try reader.file()
    reader.skipSpace()
    guard reader.at == bytes.endIndex else { throw reader.error("has text after its object") }
    return entries
  }

  private func error(_ what: String) -> KernelError {
    KernelError(
      .invalidSafetensors, "the safetensors header \(what), at byte \(at - bytes.startIndex)",
      hint: "the file is damaged or was not written by a safetensors library")
  }

  // MARK: - Tokens

  private mutating func skipSpace() {
    while at < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard at < bytes.endIndex, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws(KernelError) {
    guard take(byte) else { throw error("lacks '\(Character(UnicodeScalar(byte)))'") }
  }

  /// A string without control characters; the escapes of a quote, a backslash and a slash, and the usual letters.
  private mutating func string() throws(KernelError) -> String {
    try expect(0x22)
    var text: [UInt8] = []
    while at < bytes.endIndex {
      let byte = bytes[at]
      at += 1
      switch byte {
      case 0x22:
        guard let decoded = String(validating: text, as: UTF8.self) else { throw error("is not UTF-8") }
        return decoded
      case 0x5C: text.append(try escape())
      case 0..<0x20: throw error("has a control character in a string")
      default: text.append(byte)
      }
      if text.count > SafetensorsHeader.limits.name { throw error("has an overlong string") }
    }
    throw error("ends inside a string")
  }

  private mutating func escape() throws(KernelError) -> UInt8 {
    guard at < bytes.endIndex else { throw error("ends inside a string") }
    let byte = bytes[at]
    at += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: return byte
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "r"): return 0x0D
    default: throw error("has an escape that tensor names do not need")
    }
  }

  private mutating func integer() throws(KernelError) -> Int {
    skipSpace()
    let start = at
    var value = 0
    while at < bytes.endIndex, (0x30...0x39).contains(bytes[at]) {
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = scaled.addingReportingOverflow(Int(bytes[at] - 0x30))
      guard !overflow, !carry else { throw error("has a number beyond 63 bits") }
      value = sum
      at += 1
    }
    guard at > start, at - start == 1 || bytes[start] != 0x30 else { throw error("lacks a whole number") }
    return value
  }

  private mutating func integers(limit: Int) throws(KernelError) -> [Int] {
    try expect(UInt8(ascii: "["))
    if take(UInt8(ascii: "]")) { return [] }
    var values: [Int] = []
    repeat {
      values.append(try integer())
      if values.count > limit { throw error("has an overlong list") }
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "]"))
    return values
  }

  // MARK: - The header's own shape

  private mutating func file() throws(KernelError) -> [SafetensorsEntry] {
    var entries: [SafetensorsEntry] = []
    var names: Set<[UInt8]> = []
    try expect(UInt8(ascii: "{"))
    if take(UInt8(ascii: "}")) { return [] }
    repeat {
      let name = try string()
      guard names.insert(Array(name.utf8)).inserted else { throw error("names a tensor twice") }
      try expect(UInt8(ascii: ":"))
      if name == "__metadata__" {
        try metadata()
      } else {
        entries.append(try entry(name))
        if entries.count > SafetensorsHeader.limits.tensors { throw error("names too many tensors") }
      }
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "}"))
    return entries
  }

  private mutating func metadata() throws(KernelError) {
    try expect(UInt8(ascii: "{"))
    if take(UInt8(ascii: "}")) { return }
    repeat {
      _ = try string()
      try expect(UInt8(ascii: ":"))
      _ = try string()
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "}"))
  }

  private mutating func entry(_ name: String) throws(KernelError) -> SafetensorsEntry {
    var (type, shape, offsets): (String?, [Int]?, [Int]?) = (nil, nil, nil)
    try expect(UInt8(ascii: "{"))
    repeat {
      let key = try string()
      try expect(UInt8(ascii: ":"))
      switch key {
      case "dtype" where type == nil: type = try string()
      case "shape" where shape == nil: shape = try integers(limit: SafetensorsHeader.limits.dimensions)
      case "data_offsets" where offsets == nil: offsets = try integers(limit: 2)
      default: throw error("has a repeated or unknown key")
      }
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "}"))
    guard let type, let shape, let offsets, offsets.count == 2, offsets[0] <= offsets[1] else {
      throw error("describes a tensor incompletely")
    }
    return SafetensorsEntry(name: name, type: type, shape: shape, range: offsets[0]..<offsets[1])
  }
}

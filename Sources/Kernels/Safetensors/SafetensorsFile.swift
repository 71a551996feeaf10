/// Named tensors of floats, read from and written to the safetensors format.
public struct SafetensorsFile: Equatable, Sendable {
  /// One tensor, row major.
  public struct Tensor: Equatable, Sendable {
    /// The name.
    public var name: String
    /// The dimensions.
    public var shape: [Int]
    /// The elements.
    public var elements: [Float]

    /// Creates a tensor.
    public init(name: String, shape: [Int], elements: [Float]) {
      self.name = name
      self.shape = shape
      self.elements = elements
    }
  }

  /// The tensors, sorted by name's bytes.
  public private(set) var tensors: [Tensor]

  /// Creates a file of tensors.
  ///
  /// - Throws: `KernelError` if a name repeats or could not be read back, or a shape does not fit its elements.
  public init(_ tensors: [Tensor]) throws(KernelError) {
    self.tensors = tensors.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    for (one, next) in zip(self.tensors, self.tensors.dropFirst()) where Array(one.name.utf8) == Array(next.name.utf8) {
      throw SafetensorsFile.error("names tensor \(one.name) twice")
    }
    for tensor in tensors { try SafetensorsFile.check(tensor.name) }
    for tensor in tensors where try SafetensorsFile.count(tensor.shape) != tensor.elements.count {
      throw SafetensorsFile.error("gives \(tensor.name) a shape that does not fit its elements")
    }
  }

  /// Reads a file.
  ///
  /// Every byte must belong to exactly one tensor, and every tensor must be F32.
  ///
  /// - Throws: `KernelError` with the code `invalidSafetensors`. No input traps.
  public init(bytes: [UInt8]) throws(KernelError) {
    guard bytes.count >= 8 else { throw SafetensorsFile.error("is shorter than 8 bytes") }
    let length = bytes[0..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(SafetensorsHeader.limits.bytes) else {
      throw SafetensorsFile.error("claims a header of \(length) bytes")
    }
    let start = 8 + Int(length)
    guard start <= bytes.count else { throw SafetensorsFile.error("ends inside its header") }
    let entries = try SafetensorsHeader.entries(bytes[8..<start]).sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    var end = 0
    var tensors: [Tensor] = []
    for entry in entries {
      guard entry.type == "F32" else { throw SafetensorsFile.error("holds \(entry.name) as \(entry.type), not F32") }
      guard entry.range.lowerBound == end, entry.range.upperBound <= bytes.count - start else {
        throw SafetensorsFile.error("has gaps, overlaps or missing bytes at \(entry.name)")
      }
      let count = try SafetensorsFile.count(entry.shape)
      guard count == entry.range.count / 4, entry.range.count % 4 == 0 else {
        throw SafetensorsFile.error("gives \(entry.name) a shape that does not fit its bytes")
      }
      end = entry.range.upperBound
      let data = bytes[start + entry.range.lowerBound..<start + end]
      tensors.append(Tensor(name: entry.name, shape: entry.shape, elements: SafetensorsFile.floats(data)))
    }
    guard end == bytes.count - start else { throw SafetensorsFile.error("has bytes that belong to no tensor") }
    try self.init(tensors)
  }

  /// The canonical bytes: tensors and keys sorted, no spaces but the header's padding to 8 bytes, little endian.
  public func bytes() -> [UInt8] {
    var header = "{\"__metadata__\":{\"format\":\"pt\"}"
    var data: [UInt8] = []
    for tensor in tensors {
      let begin = data.count
      for element in tensor.elements {
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
          data.append(UInt8(truncatingIfNeeded: element.bitPattern >> shift))
        }
      }
      let shape = tensor.shape.map { "\($0)" }.joined(separator: ",")
      header += ",\"\(SafetensorsFile.escaped(tensor.name))\":{\"dtype\":\"F32\",\"shape\":[\(shape)],"
      header += "\"data_offsets\":[\(begin),\(data.count)]}"
    }
    header += "}"
    var text = Array(header.utf8)
    text += [UInt8](repeating: 0x20, count: (8 - text.count % 8) % 8)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: UInt64(text.count) >> (8 * UInt64($0))) }
    return length + text + data
  }

  /// The tensor of a name.
  public subscript(name: String) -> Tensor? { tensors.first { Array($0.name.utf8) == Array(name.utf8) } }

  /// A name as it stands in JSON.
  ///
  /// By scalars, not characters: a quote with an accent behind it is one character.
  private static func escaped(_ name: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\"", "\\": text.append(contentsOf: ["\\", scalar])
      case "\n": text.append(contentsOf: "\\n".unicodeScalars)
      case "\t": text.append(contentsOf: "\\t".unicodeScalars)
      case "\r": text.append(contentsOf: "\\r".unicodeScalars)
      default: text.append(scalar)
      }
    }
    return String(text)
  }

  /// Names that a reader would refuse are not written.
  private static func check(_ name: String) throws(KernelError) {
    let controls = name.utf8.contains { $0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0) }
    guard name != "__metadata__", !controls, name.utf8.count <= SafetensorsHeader.limits.name else {
      throw error("would have a tensor with a name that is reserved, too long, or has control characters")
    }
  }

  private static func floats(_ bytes: ArraySlice<UInt8>) -> [Float] {
    var out: [Float] = []
    out.reserveCapacity(bytes.count / 4)
    for i in stride(from: bytes.startIndex, to: bytes.endIndex - 3, by: 4) {
      let low = UInt32(bytes[i]) | UInt32(bytes[i + 1]) << 8
      out.append(Float(bitPattern: low | UInt32(bytes[i + 2]) << 16 | UInt32(bytes[i + 3]) << 24))
    }
    return out
  }

  private static func count(_ shape: [Int]) throws(KernelError) -> Int {
    var count = 1
    for dimension in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard !overflow, dimension >= 0 else { throw error("has a shape with too many elements") }
      count = product
    }
    return count
  }

  private static func error(_ what: String) -> KernelError {
    KernelError(
      .invalidSafetensors, "the safetensors file \(what)", hint: "write it again with Etalon or a safetensors library")
  }
}

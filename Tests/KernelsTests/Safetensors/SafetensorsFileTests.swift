import Kernels
import Testing

@Suite struct SafetensorsFileTests {
  private func perceptron(_ bytes: [UInt8]) throws -> NetworkWeights {
    let file = try SafetensorsFile(bytes: bytes)
    return try NetworkWeights(Architecture.perceptron(in: file), tensors: file.tensors)
  }

  private func bytes() throws -> [UInt8] {
    var stream = testStream(51)
    return try NetworkWeights(.mlp(layers: [3, 2, 2]), stream: &stream, engine: try Engine()).safetensors()
  }

  private func file(_ header: String, data: Int = 0) -> [UInt8] {
    let text = Array(header.utf8)
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text + [UInt8](repeating: 0, count: data)
  }

  @Test func `a model survives the way through a file`() throws {
    var stream = testStream(52)
    let model = try NetworkWeights(.mlp(layers: [5, 12, 7, 3]), stream: &stream, engine: try Engine())
    let bytes = try model.safetensors()
    let read = try perceptron(bytes)
    #expect(read == model)
    #expect(try read.safetensors() == bytes)
  }

  @Test func `a model with more than ten layers survives, though names sort bytewise`() throws {
    var stream = testStream(53)
    let model = try NetworkWeights(.mlp(layers: [Int](repeating: 2, count: 14)), stream: &stream, engine: try Engine())
    #expect(try perceptron(try model.safetensors()) == model)
  }

  @Test func `the header is aligned, canonical JSON`() throws {
    let bytes = try bytes()
    let length = Int(bytes[0]) | Int(bytes[1]) << 8
    #expect(length % 8 == 0)
    let header = String(decoding: bytes[8..<8 + length], as: UTF8.self)
    #expect(header.hasPrefix("{\"__metadata__\":{\"format\":\"pt\"},\"layers.0.bias\":{\"dtype\":\"F32\",\"shape\":[2],"))
  }

  @Test(arguments: ["a\"b", "a\\b", "a\nb\tc\rd", "\"\u{301}", "\r\n", "é", "\u{1F600}"])
  func `a name that JSON escapes survives the way through a file`(name: String) throws {
    let file = try SafetensorsFile([.init(name: name, shape: [1], elements: [1])])
    #expect(try SafetensorsFile(bytes: file.bytes()) == file)
  }

  @Test(arguments: ["__metadata__", "a\0", "\u{1b}", String(repeating: "n", count: 1025)])
  func `a name that no reader takes is not written`(name: String) throws {
    #expect(throws: KernelError.self) { try SafetensorsFile([.init(name: name, shape: [1], elements: [1])]) }
  }

  @Test func `every truncation is refused`() throws {
    let bytes = try bytes()
    for length in 0..<bytes.count {
      #expect(throws: KernelError.self) { try perceptron(Array(bytes[..<length])) }
    }
    #expect(throws: KernelError.self) { try perceptron(bytes + [0]) }
  }

  @Test func `damaged files are read or refused, never trapped on`() throws {
    let bytes = try bytes()
    let seed = UInt64.random(in: 0...UInt64.max)
    var stream = testStream(seed)
    for _ in 0..<3000 {
      var damaged = bytes
      for _ in 0...stream.integer(below: 3) {
        damaged[Int(stream.integer(below: UInt64(min(200, bytes.count))))] = UInt8(truncatingIfNeeded: stream.nextWord())
      }
      _ = try? perceptron(damaged)
    }
  }

  @Test(arguments: [
    "", "{", "[]", "{\"a\"}", "{\"a\":1}", "{\"a\":{}}", "{\"a\":{\"dtype\":\"F32\"}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,4]}}",
    "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,4294967296],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,99999999999999999999]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[01],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
    "{\"\\u0061\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} x",
  ])
  func `a lying header is refused`(header: String) {
    let error = #expect(throws: KernelError.self) { try SafetensorsFile(bytes: file(header, data: 4)) }
    #expect(error?.code == .invalidSafetensors)
  }

  @Test func `a header that claims to be huge is refused before it is read`() {
    #expect(throws: KernelError.self) { try SafetensorsFile(bytes: [UInt8](repeating: 0xff, count: 100)) }
  }

  @Test func `tensors that are no perceptron, and weights that are not finite, are refused`() throws {
    let odd = try SafetensorsFile([.init(name: "x", shape: [1], elements: [1])])
    #expect(throws: KernelError.self) { try perceptron(odd.bytes()) }
    let broken = try SafetensorsFile([
      .init(name: "layers.0.weight", shape: [1, 1], elements: [.nan]),
      .init(name: "layers.0.bias", shape: [1], elements: [0]),
    ])
    let error = #expect(throws: KernelError.self) { try perceptron(broken.bytes()) }
    #expect(error?.code == .invalidData)
  }
}

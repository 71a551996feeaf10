import Kernels
import Testing

/// One set of bits for each operation: on every instruction set and number of threads, and equal to the naive reference.
@Suite struct IdentityTests {
  /// Where every case's inputs are drawn from.
  static let stream = testStream(77)

  @Test(arguments: Operation.all.map(\.name))
  func `an operation has the bits of its naive reference on every engine`(name: String) throws {
    let reference = try #require(NaiveReference.named(name), "\(name) has no naive reference")
    let seed = UInt64.random(in: 0...UInt64.max)
    var fresh = testStream(seed)
    let shapes = reference.shapes + (0..<3).map { _ in reference.fresh(&fresh) }
    let engines = try everyEngine()
    for type in try Operation.named(name).types {
      for (number, shape) in shapes.enumerated() {
        for isNasty in reference.nasty.isEmpty ? [false] : [false, true] {
          let comparison = try Comparison(name, type, shape, nasty: isNasty ? reference.nasty : [], seed: UInt64(number))
          let expected = try reference.output(comparison.case)
          for engine in engines {
            let found = try comparison.run(on: engine)
            #expect(
              found == expected,
              "\(name) \(type) \(shape)\(isNasty ? " nasty" : ""), \(engine.instructionSet), \(engine.threads) threads, seed \(seed)")
          }
        }
      }
    }
  }
}

/// The same inputs for a kernel on any engine.
struct Comparison {
  let operation: Operation
  let `case`: OperationCase
  /// The inputs' bytes in the order of the operation's definition.
  let inputs: [[UInt8]]
  private let replaced: [(name: String, bytes: [UInt8])]

  init(_ name: String, _ type: ElementType, _ shape: [String: Int], nasty: [String], seed: UInt64) throws {
    operation = try Operation.named(name)
    var stream = IdentityTests.stream
    let parameters = operation.goldenParameters.merging(shape) { $1 }
    let kernel = try operation.prepare(type: type, parameters: parameters, stream: &stream, engine: try Engine())
    var values = testStream(seed ^ 0x6e61)
    var replaced: [(name: String, bytes: [UInt8])] = []
    for input in nasty {
      let count = kernel.withInputBytes(named: input) { $0.byteCount / type.size } ?? 0
      let content = nastyBytes(of: type, count, &values)
      try withSpan(content) { try kernel.replaceInput(named: input, with: $0) }
      replaced.append((input, content))
    }
    self.replaced = replaced
    inputs = kernel.inputNames.map { kernel.withInputBytes(named: $0, elements) ?? [] }
    self.case = try OperationCase(operation, type: type, parameters: parameters, kernel: kernel)
  }

  /// The output's bytes.
  func run(on engine: Engine) throws -> [UInt8] {
    var stream = IdentityTests.stream
    let kernel = try operation.prepare(type: self.case.type, parameters: self.case.parameters, stream: &stream, engine: engine)
    for (name, content) in replaced { try withSpan(content) { try kernel.replaceInput(named: name, with: $0) } }
    try kernel.run()
    return kernel.withOutputBytes(elements)
  }
}

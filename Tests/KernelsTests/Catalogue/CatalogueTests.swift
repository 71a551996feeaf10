import Kernels
import Testing

@Suite struct CatalogueTests {
  private func floats(_ kernel: any PreparedKernel, _ name: String) throws -> [Float] {
    try #require(
      kernel.withInputBytes(named: name) { bytes in
        (0..<bytes.byteCount / 4).map { bytes.unsafeFloat(at: $0) }
      })
  }

  private func output(_ kernel: any PreparedKernel) -> [Float] {
    kernel.withOutputBytes { bytes in (0..<bytes.byteCount / 4).map { bytes.unsafeFloat(at: $0) } }
  }

  private func prepared(
    _ name: String, _ parameters: [String: Int], engine: Engine
  ) throws -> any PreparedKernel {
    var stream = testStream(21)
    let kernel = try Operation.named(name).prepare(
      type: .f32, parameters: parameters, stream: &stream, engine: engine)
    try kernel.run()
    return kernel
  }

  @Test func `softmax has the defined bits`() throws {
    let engine = try Engine()
    let kernel = try prepared("softmax", ["rows": 3, "columns": 5000], engine: engine)
    let x = try floats(kernel, "x")
    var expected: [Float] = []
    for row in 0..<3 {
      let (e, _, sum) = try Reference.exponentials(Array(x[row * 5000..<(row + 1) * 5000])) { try engine.map(.exp, $0) }
      expected += e.map { $0 / sum }
    }
    #expect(bits(output(kernel)) == bits(expected))
  }

  @Test func `the gradient of cross-entropy has the defined bits`() throws {
    let engine = try Engine()
    let kernel = try prepared("softmax-cross-entropy", ["rows": 4, "columns": 37], engine: engine)
    let x = try floats(kernel, "logits")
    let labels = try floats(kernel, "labels").map { Int($0.bitPattern) }
    var expected: [Float] = []
    for row in 0..<4 {
      let (e, _, sum) = try Reference.exponentials(Array(x[row * 37..<(row + 1) * 37])) { try engine.map(.exp, $0) }
      expected += e.indices.map { (j: Int) -> Float in
        let p = e[j] / sum
        return (j == labels[row] ? p - 1 : p) / 4
      }
    }
    #expect(bits(output(kernel)) == bits(expected))
  }

  @Test(arguments: [1, 15, 16, 17, 4096, 4097, 12_289, 70_000])
  func `a sum has the defined bits on every engine`(count: Int) throws {
    var stream = testStream(22)
    let x = nastyFloats(count, &stream)
    let y = x.map(Double.init)
    for engine in try everyEngine(threads: [1, 3]) {
      #expect(try engine.sum(x).bitPattern == Reference.sum(x).bitPattern)
      #expect(try engine.sum(y).bitPattern == Reference.sum(y).bitPattern)
    }
  }

  @Test func `a dense layer is a product and a rounded addition`() throws {
    let kernel = try prepared("dense", ["batch": 3, "inputs": 300, "outputs": 11], engine: try Engine())
    let bias = try floats(kernel, "bias")
    let product = Reference.product(
      m: 3, n: 11, k: 300, transposeB: true, try floats(kernel, "x"), try floats(kernel, "weight"))
    #expect(bits(output(kernel)) == bits(product.indices.map { product[$0] + bias[$0 % 11] }))
  }

  @Test func `sgd rounds each operation, and a fused update is noticed`() throws {
    let kernel = try prepared("sgd", ["n": 500], engine: try Engine())
    let p = try floats(kernel, "parameter")
    let g = try floats(kernel, "gradient")
    let v = try floats(kernel, "velocity")
    let expected = p.indices.map { p[$0] - Float(0.01) * (Float(0.9) * v[$0] + g[$0]) }
    let fused = p.indices.map { p[$0].addingProduct(-Float(0.01), Float(0.9) * v[$0] + g[$0]) }
    #expect(bits(output(kernel)) == bits(expected))
    #expect(bits(output(kernel)) != bits(fused))
  }

  @Test func `adamw rounds each operation, and a fused update is noticed`() throws {
    let kernel = try prepared("adamw", ["n": 5000], engine: try Engine())
    let start = try ["parameter", "gradient", "first", "second"].map { try floats(kernel, $0) }
    for fuses in [false, true] {
      var rule = Reference.AdamW()
      rule.fuses = fuses
      let updated = start[0].indices.map { i -> Float in
        var (p, m, v) = (start[0][i], start[2][i], start[3][i])
        rule.update(&p, start[1][i], &m, &v, step: 3)
        return p
      }
      #expect((bits(output(kernel)) == bits(updated)) == !fuses)
    }
  }

  /// Operations whose output has another type than their inputs.
  private let outputTypes: [String: ElementType] = ["gemm-integer": .i32, "gemm-mixed": .f32, "exact-sum": .u64]

  @Test(arguments: Operation.all.map(\.name))
  func `an operation gives the same output again, and its cost is plausible`(name: String) throws {
    let operation = try Operation.named(name)
    let engine = try Engine(threads: 2)
    for type in operation.types {
      var stream = testStream(23)
      let kernel = try operation.prepare(
        type: type, parameters: operation.goldenParameters, stream: &stream, engine: engine)
      try kernel.run()
      let first = kernel.outputChecksum
      try kernel.run()
      #expect(kernel.outputChecksum == first)
      #expect(kernel.outputType == outputTypes[name] ?? type)
      #expect(kernel.withOutputBytes { $0.byteCount } == kernel.outputShape.reduce(kernel.outputType.size, *))
      #expect(kernel.bytes > 0 && kernel.cost.memory >= 0 && stream.drawn > 0)
      #expect(operation.golden(type: type) != nil && operation.revision >= 1)
    }
  }

  @Test func `the catalogue is sorted and its names are unique words`() {
    let names = Operation.all.map(\.name)
    #expect(names == names.sorted() && Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "-" } })
  }

  @Test func `flops and bytes of a product are counted`() throws {
    let cost = try Operation.named("gemm").cost(type: .f32, parameters: ["m": 2, "n": 3, "k": 5])
    #expect(cost.flops == 60 && cost.bytes == 4 * (10 + 15 + 6) && cost.outputShape == [2, 3])
    let triad = try Operation.named("stream-triad").cost(type: .f64, parameters: ["n": 100])
    #expect(triad.flops == 200 && triad.bytes == 2400)
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let operation: String
    let type: ElementType
    let parameters: [String: Int]
    let code: KernelError.Code
    var testDescription: String { "\(operation) \(type) \(parameters)" }
  }

  @Test(arguments: [
    Refusal(operation: "gemx", type: .f32, parameters: [:], code: .unknownOperation),
    Refusal(operation: "gemm", type: .f32, parameters: ["x": 1], code: .unknownParameter),
    Refusal(operation: "gemm", type: .f32, parameters: ["m": 0], code: .parameterOutOfRange),
    Refusal(operation: "gemm", type: .f32, parameters: ["m": -5], code: .parameterOutOfRange),
    Refusal(operation: "gemm", type: .f32, parameters: ["m": .max], code: .parameterOutOfRange),
    Refusal(operation: "gemm", type: .f64, parameters: ["m": 1 << 24, "n": 1 << 24, "k": 1 << 24], code: .tooLarge),
    Refusal(operation: "gemm-integer", type: .i8, parameters: ["k": 131_072], code: .parameterOutOfRange),
    Refusal(operation: "softmax", type: .f64, parameters: [:], code: .unsupportedType),
    Refusal(operation: "stream-copy", type: .f64, parameters: ["n": 1 << 34], code: .tooLarge),
    Refusal(operation: "exp", type: .f32, parameters: ["n": 100_000_000], code: .tooLarge),
  ])
  func `a hostile request is a typed error with a hint`(refusal: Refusal) throws {
    let engine = try Engine()
    let error = #expect(throws: KernelError.self) {
      var stream = testStream(24)
      _ = try Operation.named(refusal.operation).prepare(
        type: refusal.type, parameters: refusal.parameters, stream: &stream, engine: engine, memoryLimit: 1 << 20)
    }
    #expect(error?.code == refusal.code)
    #expect(error?.hint.isEmpty == false)
  }

  @Test func `an engine refuses what the machine cannot do`() throws {
    for threads in [0, -1, 1025, .max] {
      #expect(throws: KernelError.self) { try Engine(threads: threads) }
    }
    for set in InstructionSet.allCases where !InstructionSet.supported.contains(set) {
      let error = #expect(throws: KernelError.self) { try Engine(instructionSet: set) }
      #expect(error?.code == .unsupportedInstructionSet)
    }
  }
}

extension RawSpan {
  /// The float at an index; the caller keeps within the span.
  func unsafeFloat(at index: Int) -> Float {
    unsafe unsafeLoadUnaligned(fromByteOffset: index * 4, as: Float.self)
  }
}

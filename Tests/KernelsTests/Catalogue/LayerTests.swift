import Kernels
import Testing

/// Properties of convolution, attention and embedding beyond their bits, which IdentityTests holds.
@Suite struct LayerTests {
  private func kernel(_ name: String, _ parameters: [String: Int], _ engine: Engine) throws -> any PreparedKernel {
    var stream = testStream(61)
    return try Operation.named(name).prepare(type: .f32, parameters: parameters, stream: &stream, engine: engine)
  }

  private func input(_ kernel: any PreparedKernel, _ name: String) throws -> [UInt8] {
    try #require(kernel.withInputBytes(named: name, elements))
  }

  private func output(_ kernel: any PreparedKernel) throws -> [UInt8] {
    try kernel.run()
    return kernel.withOutputBytes(elements)
  }

  private func replace(_ kernel: any PreparedKernel, _ name: String, _ content: [UInt8]) throws {
    try withSpan(content) { try kernel.replaceInput(named: name, with: $0) }
  }

  private static let convolution = [
    "height": 9, "width": 15, "inputs": 20, "outputs": 21, "kernel-height": 3, "kernel-width": 4, "stride": 1, "padding": 2,
  ]

  @Test(arguments: ["convolution", "convolution-input-gradient"])
  func `an image of a batch has the bits that it has alone`(name: String) throws {
    let engine = try Engine(threads: 2)
    let varying = name == "convolution" ? "x" : "gradient"
    let batch = 5
    let whole = try kernel(name, LayerTests.convolution.merging(["batch": batch]) { $1 }, engine)
    let single = try kernel(name, LayerTests.convolution.merging(["batch": 1]) { $1 }, engine)
    for shared in whole.inputNames where shared != varying { try replace(single, shared, try input(whole, shared)) }
    let (all, found) = (try input(whole, varying), try output(whole))
    for i in 0..<batch {
      let (n, m) = (all.count / batch, found.count / batch)
      try replace(single, varying, Array(all[i * n..<(i + 1) * n]))
      #expect(try output(single) == Array(found[i * m..<(i + 1) * m]), "image \(i)")
    }
  }

  @Test(arguments: ["attention", "attention-gradient"])
  func `a sequence of a batch has the bits that it has alone`(name: String) throws {
    let engine = try Engine(threads: 3)
    let sizes = ["tokens": 40, "heads": 2, "head-size": 9]
    let whole = try kernel(name, sizes.merging(["batch": 3]) { $1 }, engine)
    let single = try kernel(name, sizes.merging(["batch": 1]) { $1 }, engine)
    let found = try output(whole)
    for i in 0..<3 {
      for name in whole.inputNames {
        let all = try input(whole, name)
        try replace(single, name, Array(all[i * all.count / 3..<(i + 1) * all.count / 3]))
      }
      #expect(try output(single) == Array(found[i * found.count / 3..<(i + 1) * found.count / 3]), "sequence \(i)")
    }
  }

  /// A longer text extends the outputs of its beginning, and not even a NaN leaks backwards.
  @Test(arguments: [(30, 41), (255, 258), (256, 300)])
  func `causal attention to the first tokens does not depend on later ones`(first: Int, all: Int) throws {
    let engine = try Engine()
    let sizes = ["batch": 1, "heads": 2, "head-size": 6]
    let long = try kernel("attention", sizes.merging(["tokens": all]) { $1 }, engine)
    let short = try kernel("attention", sizes.merging(["tokens": first]) { $1 }, engine)
    var qkv = try input(long, "qkv")
    let row = 3 * 2 * 6 * 4
    try replace(short, "qkv", Array(qkv[..<(first * row)]))
    let expected = try output(short)
    #expect(Array(try output(long)[..<expected.count]) == expected)
    for i in first * row..<qkv.count { qkv[i] = 0xff }
    try replace(long, "qkv", qkv)
    #expect(Array(try output(long)[..<expected.count]) == expected)
  }

  @Test(arguments: [ConvolutionReference.Order.channelsFirst, .paddingLeftOut])
  func `another order of a convolution's terms is noticed`(order: ConvolutionReference.Order) throws {
    let engine = try Engine()
    let operation = try Operation.named("convolution")
    let sizes = LayerTests.convolution.merging(["batch": 1, "inputs": 30]) { $1 }
    let prepared = try kernel("convolution", sizes, engine)
    let count = try input(prepared, "x").count / 4
    var stream = testStream(62)
    // Tiny weights of both signs make sums that underflow to -0, which a padding of +0 makes +0.
    if order == .paddingLeftOut {
      try replace(prepared, "x", bytes(of: (0..<count).map { _ in Float(1e-30) }))
      let weights = try input(prepared, "weight").count / 4
      try replace(prepared, "weight", bytes(of: (0..<weights).map { _ in -Float(stream.uniform()) * 1e-30 }))
      try replace(prepared, "bias", bytes(of: [Float](repeating: -0.0, count: 21)))
    }
    let found = try output(prepared)
    let given = try OperationCase(operation, type: .f32, parameters: sizes, kernel: prepared)
    let bias = given.floats("bias")
    let sums = { (reference: ConvolutionReference) -> [UInt8] in
      let y = reference.forward(given.floats("x"), given.floats("weight"))
      return bytes(of: y.indices.map { Reference.canonical(y[$0] + bias[$0 % 21]) })
    }
    var wrong = ConvolutionReference(given)
    #expect(found == sums(wrong))
    wrong.order = order
    #expect(found != sums(wrong))
  }

  @Test(arguments: ["embedding", "embedding-gradient"])
  func `an id outside the table is refused`(name: String) throws {
    let kernel = try kernel(name, ["count": 3, "rows": 5, "columns": 2], try Engine())
    let error = #expect(throws: KernelError.self) { try replace(kernel, "ids", bytes(of: [0, 5, 1] as [UInt32])) }
    #expect(error?.code == .invalidData)
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let operation: String
    let parameters: [String: Int]
    let code: KernelError.Code
    var testDescription: String { "\(operation) \(parameters)" }
  }

  @Test(arguments: [
    Refusal(operation: "convolution", parameters: ["padding": 3], code: .shapeMismatch),
    Refusal(operation: "convolution", parameters: ["height": 2, "kernel-height": 5], code: .shapeMismatch),
    Refusal(
      operation: "convolution-weight-gradient", parameters: ["width": 1, "kernel-width": 9, "padding": 0], code: .shapeMismatch),
    Refusal(
      operation: "convolution-input-gradient",
      parameters: ["batch": 1, "height": 1, "width": 1, "inputs": 1, "outputs": 1 << 22, "kernel-width": 2, "stride": 7],
      code: .tooLarge),
    Refusal(operation: "convolution", parameters: ["batch": 1 << 24, "height": 1 << 24, "width": 1 << 24], code: .tooLarge),
    Refusal(operation: "max-pool", parameters: ["height": 3, "window": 4], code: .shapeMismatch),
    Refusal(operation: "average-pool", parameters: ["window": 17], code: .parameterOutOfRange),
    Refusal(operation: "attention-gradient", parameters: ["tokens": 1 << 24], code: .tooLarge),
    Refusal(operation: "embedding", parameters: ["rows": 1 << 24, "columns": 1 << 24], code: .tooLarge),
  ])
  func `sizes that do not go together are refused`(refusal: Refusal) throws {
    let engine = try Engine()
    let error = #expect(throws: KernelError.self) { _ = try kernel(refusal.operation, refusal.parameters, engine) }
    #expect(error?.code == refusal.code)
    #expect(error?.hint.isEmpty == false)
  }
}

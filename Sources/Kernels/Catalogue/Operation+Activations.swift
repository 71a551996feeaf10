extension Operation {
  /// Activations, their gradients, quotients and dropout.
  static let activations = [gelu, silu, divide, geluGradient, siluGradient, tanhGradient, reluGradient, dropout]

  /// x in -8 to 8; each step of the definition counts one flop.
  private static func activation(
    _ name: String, _ summary: String, flops: Int, golden: UInt64,
    _ apply: @escaping @Sendable (Engine, Buffer<Float>, Buffer<Float>) -> Void
  ) -> Operation {
    Operation(
      name: name,
      summary: summary,
      types: [.f32],
      parameters: arrayParameter(1 << 20),
      revision: 1,
      goldenParameters: ["n": 1003],
      golden: [.f32: golden],
      count: { arrayCount($0, flops: flops, arrays: 2) },
      make: { (request, cost, stream, engine) throws(KernelError) in
        let x = try Buffer<Float>(request["n"])
        let y = try Buffer<Float>(request["n"])
        engine.uniform(&stream, from: -8, width: 16, into: x)
        return try BufferKernel(cost, inputs: [NamedInput("x", x)], output: y) { apply(engine, x, y) }
      })
  }

  /// The names of two operands, and where the first is drawn from; the second is normal.
  private struct Pair: Sendable {
    let first: String
    let second: String
    let bound: Float
  }

  private static func pairwise(
    _ name: String, _ summary: String, _ pair: Pair, flops: Int, golden: UInt64,
    _ apply: @escaping @Sendable (Engine, Buffer<Float>, Buffer<Float>, Buffer<Float>) -> Void
  ) -> Operation {
    Operation(
      name: name,
      summary: summary,
      types: [.f32],
      parameters: arrayParameter(1 << 20),
      revision: 1,
      goldenParameters: ["n": 1003],
      golden: [.f32: golden],
      count: { arrayCount($0, flops: flops, arrays: 3) },
      make: { (request, cost, stream, engine) throws(KernelError) in
        let a = try Buffer<Float>(request["n"])
        let b = try Buffer<Float>(request["n"])
        let y = try Buffer<Float>(request["n"])
        engine.uniform(&stream, from: -pair.bound, width: 2 * pair.bound, into: a)
        engine.normal(&stream, into: b)
        let inputs = [NamedInput(pair.first, a), NamedInput(pair.second, b)]
        return try BufferKernel(cost, inputs: inputs, output: y) { apply(engine, a, b, y) }
      })
  }

  /// The Gaussian error linear unit.
  static let gelu = activation(
    "gelu", "multiplies each element with the normal distribution function at it, by erf", flops: 5, golden: 0x236b_caa3_535f_5bd9
  ) { $0.gelu($1, into: $2) }

  /// The sigmoid linear unit.
  static let silu = activation(
    "silu", "multiplies each element with the logistic function at it", flops: 3, golden: 0x65ef_9a73_2746_b9b8
  ) { $0.silu($1, into: $2) }

  /// Quotients.
  static let divide = pairwise(
    "divide", "divides the elements of two arrays, correctly rounded", Pair(first: "a", second: "b", bound: 8), flops: 1,
    golden: 0x1c67_0b0a_ea90_f3aa
  ) { $0.divide($1, $2, into: $3) }

  /// GELU's gradient.
  static let geluGradient = pairwise(
    "gelu-gradient", "multiplies an incoming gradient with the slope of gelu",
    Pair(first: "x", second: "gradient", bound: 8), flops: 11, golden: 0x7b49_a010_b886_435a
  ) { $0.geluGradient($1, $2, into: $3) }

  /// SiLU's gradient.
  static let siluGradient = pairwise(
    "silu-gradient", "multiplies an incoming gradient with the slope of silu",
    Pair(first: "x", second: "gradient", bound: 8), flops: 8, golden: 0x3884_c990_cb54_bc95
  ) { $0.siluGradient($1, $2, into: $3) }

  /// The hyperbolic tangent's gradient, from its output.
  static let tanhGradient = pairwise(
    "tanh-gradient", "multiplies an incoming gradient with 1 - y^2, y being the output of tanh",
    Pair(first: "y", second: "gradient", bound: 1), flops: 3, golden: 0x52cc_945d_50bf_86bc
  ) { $0.tanhGradient($1, $2, into: $3) }

  /// The positive part's gradient.
  static let reluGradient = pairwise(
    "relu-gradient", "keeps an incoming gradient where x is positive, else +0",
    Pair(first: "x", second: "gradient", bound: 8), flops: 1, golden: 0x4aee_0c97_0982_6930
  ) { engine, x, gradient, out in
    out.copy(gradient)
    engine.reluGradient(x, gradient: out)
  }

  /// Dropout with probability 0.1; the words of the mask are those after the inputs.
  static let dropout = Operation(
    name: "dropout",
    summary: "drops a tenth of the elements by the words of a stream and scales the others up",
    types: [.f32],
    parameters: arrayParameter(1 << 20),
    revision: 1,
    goldenParameters: ["n": 1003],
    golden: [.f32: 0x535f_b23a_cda5_89e1],
    count: { arrayCount($0, flops: 1, arrays: 2) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let x = try Buffer<Float>(request["n"])
      let y = try Buffer<Float>(request["n"])
      engine.normal(&stream, into: x)
      let start = stream
      stream.skip(x.count)
      return try BufferKernel(cost, inputs: [NamedInput("x", x)], output: y) {
        engine.dropout(x, probability: 0.1, stream: start, into: y)
      }
    })
}

extension Operation {
  /// Reductions, random arrays and the positive part.
  static let arrays = [relu, reduceSum, randomUniform, randomNormal]

  static func arrayParameter(_ value: Int) -> [OperationParameter] {
    [OperationParameter("n", "elements", in: 1...Limits.elements, default: value)]
  }

  static func arrayCount(_ request: Request, flops: Int, arrays: Int, moved: Int? = nil) -> Count {
    let n = SizeArithmetic(request["n"])
    return Count(
      flops: n * flops, bytes: n * ((moved ?? arrays) * request.type.size), memory: n * (arrays * request.type.size),
      shape: [request["n"]])
  }

  private static let elementaryGolden: [ElementaryFunction: UInt64] = [
    .exp: 0x1af7_62b2_fc04_7d4e, .log: 0x7e1d_c699_3ebf_5706, .tanh: 0x40e9_dc69_32d0_c529, .erf: 0x6a70_b736_ebf3_9c21,
    .rsqrt: 0xc9a1_5d0f_55f9_de3e, .sqrt: 0xf5fa_1443_6359_b211,
  ]

  /// exp, log, tanh, erf, rsqrt and sqrt; each counted as one flop.
  static let elementary: [Operation] = ElementaryFunction.allCases.map { function in
    Operation(
      name: function.rawValue,
      summary: "computes \(function.rawValue) of each element, correctly rounded",
      types: [.f32],
      parameters: arrayParameter(1 << 20),
      revision: 1,
      goldenParameters: ["n": 1003],
      golden: [.f32: elementaryGolden[function] ?? 0],
      count: { arrayCount($0, flops: 1, arrays: 2) },
      make: { (request, cost, stream, engine) throws(KernelError) in
        let x = try Buffer<Float>(request["n"])
        let y = try Buffer<Float>(request["n"])
        let positive = [.log, .rsqrt, .sqrt].contains(function)
        engine.uniform(&stream, from: positive ? 0 : -8, width: 16, into: x)
        return try BufferKernel(cost, inputs: [NamedInput("x", x)], output: y) { engine.apply(function, x, into: y) }
      })
  }

  /// The positive part of normal inputs.
  static let relu = Operation(
    name: "relu",
    summary: "keeps positive elements and makes all others +0; a NaN stays NaN",
    types: [.f32],
    parameters: arrayParameter(1 << 20),
    revision: 1,
    goldenParameters: ["n": 1003],
    golden: [.f32: 0xce26_4e34_327d_1225],
    count: { arrayCount($0, flops: 1, arrays: 2) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let x = try Buffer<Float>(request["n"])
      let y = try Buffer<Float>(request["n"])
      engine.normal(&stream, into: x)
      return try BufferKernel(cost, inputs: [NamedInput("x", x)], output: y) { engine.relu(x, into: y) }
    })

  /// The sum of normal inputs.
  static let reduceSum = Operation(
    name: "reduce-sum",
    summary: "adds all elements: blocks of 4,096 by 16 interleaved lanes and a halving tree, block sums by a binary tree",
    types: [.f32, .f64],
    parameters: arrayParameter(1 << 24),
    revision: 1,
    goldenParameters: ["n": 12_301],
    golden: [.f32: 0x5614_5661_5ed2_028c, .f64: 0x9224_f9a0_dfd4_cd3b],
    count: { request in
      var count = arrayCount(request, flops: 1, arrays: 1)
      count.shape = []
      return count
    },
    make: { (request, cost, stream, engine) throws(KernelError) in
      switch request.type {
      case .f64: return try sumKernel(Double.self, request, cost, &stream, engine)
      default: return try sumKernel(Float.self, request, cost, &stream, engine)
      }
    })

  /// Uniform words as floats.
  static let randomUniform = Operation(
    name: "random-uniform",
    summary: "fills an array with uniform numbers in 0 to 1 from a Philox4x32-10 stream",
    types: [.f32, .f64],
    parameters: arrayParameter(1 << 20),
    revision: 1,
    goldenParameters: ["n": 1003],
    golden: [.f32: 0xe3b2_0370_bf61_6977, .f64: 0x9627_30c0_4012_d2b3],
    count: { arrayCount($0, flops: 0, arrays: 1) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      switch request.type {
      case .f64: return try drawKernel(Double.self, request, cost, &stream, engine) { $0.uniform(&$1, from: 0, width: 1, into: $2) }
      default: return try drawKernel(Float.self, request, cost, &stream, engine) { $0.uniform(&$1, from: 0, width: 1, into: $2) }
      }
    })

  /// Standard normal numbers.
  static let randomNormal = Operation(
    name: "random-normal",
    summary: "fills an array with standard normal numbers: the normal quantile (AS 241) of a Philox4x32-10 stream",
    types: [.f32, .f64],
    parameters: arrayParameter(1 << 20),
    revision: 1,
    goldenParameters: ["n": 1003],
    golden: [.f32: 0x399a_80db_59cd_ddf1, .f64: 0xcacf_fe7c_ad52_50e1],
    count: { arrayCount($0, flops: 1, arrays: 1) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      switch request.type {
      case .f64: return try drawKernel(Double.self, request, cost, &stream, engine) { $0.normal(&$1, into: $2) }
      default: return try drawKernel(Float.self, request, cost, &stream, engine) { $0.normal(&$1, into: $2) }
      }
    })

  private static func sumKernel<T: PortableReal>(
    _: T.Type, _ request: Request, _ cost: OperationCost, _ stream: inout RandomStream, _ engine: Engine
  ) throws(KernelError) -> any PreparedKernel {
    let x = try Buffer<T>(request["n"])
    let y = try Buffer<T>(1)
    engine.normal(&stream, into: x)
    return try BufferKernel(cost, inputs: [NamedInput("x", x)], output: y) { () throws(KernelError) in
      y.fill([try engine.sum(x)])
    }
  }

  /// Draws the same words at each repetition; the stream goes on after them once.
  private static func drawKernel<T: PortableReal>(
    _: T.Type, _ request: Request, _ cost: OperationCost, _ stream: inout RandomStream, _ engine: Engine,
    _ draw: @escaping (Engine, inout RandomStream, Buffer<T>) -> Void
  ) throws(KernelError) -> any PreparedKernel {
    let start = stream
    let y = try Buffer<T>(request["n"])
    draw(engine, &stream, y)
    return try BufferKernel(cost, inputs: [], output: y) {
      var again = start
      draw(engine, &again, y)
    }
  }

  private struct StreamKind: Sendable {
    let operation: StreamOperation
    let summary: String
    let flops: Int
    let moved: Int
    let golden: UInt64
  }

  private static let streamKinds = [
    StreamKind(operation: .copy, summary: "c = a", flops: 0, moved: 2, golden: 0x9627_30c0_4012_d2b3),
    StreamKind(operation: .scale, summary: "c = 3 a", flops: 1, moved: 2, golden: 0xd91a_670d_0a86_c7fc),
    StreamKind(operation: .add, summary: "c = a + b", flops: 1, moved: 3, golden: 0x3266_b5b7_a60f_27f5),
    StreamKind(operation: .triad, summary: "c = a + 3 b", flops: 2, moved: 3, golden: 0xce0e_e625_4852_8bcd),
  ]

  /// McCalpin's four STREAM kernels; bytes are counted as he counts them.
  static let streams: [Operation] = streamKinds.map { kind in
    Operation(
      name: "stream-\(kind.operation.rawValue)",
      summary: "moves arrays through memory: \(kind.summary)",
      types: [.f64],
      parameters: arrayParameter(10_000_000),
      revision: 1,
      throughput: .bytes,
      goldenParameters: ["n": 1003],
      golden: [.f64: kind.golden],
      count: { arrayCount($0, flops: kind.flops, arrays: 3, moved: kind.moved) },
      make: { (request, cost, stream, engine) throws(KernelError) in
        let a = try Buffer<Double>(request["n"])
        let b = try Buffer<Double>(request["n"])
        let c = try Buffer<Double>(request["n"])
        engine.uniform(&stream, from: 0, width: 1, into: a)
        engine.uniform(&stream, from: 0, width: 1, into: b)
        return try BufferKernel(cost, inputs: [NamedInput("a", a), NamedInput("b", b)], output: c) {
          engine.stream(kind.operation, a, b, into: c, scalar: 3)
        }
      })
  }
}

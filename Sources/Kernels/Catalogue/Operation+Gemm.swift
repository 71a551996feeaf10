extension Operation {
  /// Products of matrices.
  static let products = [gemm, gemv]

  /// C = op(A) op(B), inputs uniform in -1 to 1.
  static let gemm = Operation(
    name: "gemm",
    summary: "multiplies two matrices: k in chunks of 256, fused in order inside a chunk, chunk sums added by a binary tree",
    types: [.f32, .f64],
    parameters: [
      OperationParameter("m", "rows of the product", in: 1...Limits.dimension, default: 1024),
      OperationParameter("n", "columns of the product", in: 1...Limits.dimension, default: 1024),
      OperationParameter("k", "terms of each element", in: 0...Limits.dimension, default: 1024),
      OperationParameter("transpose-a", "1 if A is stored as k by m", in: 0...1, default: 0),
      OperationParameter("transpose-b", "1 if B is stored as n by k", in: 0...1, default: 0),
      OperationParameter(
        "prepacked", "1 if B is laid out for the processor beforehand, as weights are", in: 0...1, default: 0),
    ],
    revision: 1,
    goldenParameters: ["m": 9, "n": 37, "k": 523, "transpose-b": 1],
    golden: [.f32: 0x1988_54f3_0b4c_c22e, .f64: 0x83fc_7f6c_6c17_f81b],
    count: { request in
      let (m, n, k) = (SizeArithmetic(request["m"]), SizeArithmetic(request["n"]), SizeArithmetic(request["k"]))
      let operands = (m * k + k * n + m * n) * request.type.size
      let copies = SizeArithmetic(1 + request["prepacked"])
      let packed = ((m + SizeArithmetic(16)) * k + k * (n + SizeArithmetic(64)) * copies) * request.type.size
      return Count(
        flops: m * n * k * 2, bytes: operands, memory: operands + packed, shape: [request["m"], request["n"]])
    },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let shape = ProductShape(
        m: request["m"], n: request["n"], k: request["k"], transposeA: request["transpose-a"] == 1,
        transposeB: request["transpose-b"] == 1)
      let isPrepacked = request["prepacked"] == 1
      switch request.type {
      case .f64: return try productKernel(Double.self, shape, isPrepacked, cost, &stream, engine)
      default: return try productKernel(Float.self, shape, isPrepacked, cost, &stream, engine)
      }
    })

  private static func productKernel<T: PortableReal>(
    _: T.Type, _ shape: ProductShape, _ isPrepacked: Bool, _ cost: OperationCost, _ stream: inout RandomStream, _ engine: Engine
  ) throws(KernelError) -> any PreparedKernel {
    let a = try Buffer<T>(shape.m * shape.k)
    let b = try Buffer<T>(shape.k * shape.n)
    let c = try Buffer<T>(shape.m * shape.n)
    engine.uniform(&stream, from: -1, width: 2, into: a)
    engine.uniform(&stream, from: -1, width: 2, into: b)
    let judge = { (candidate: RawSpan) throws(KernelError) in
      try engine.productError(shape, a, b, candidate: try Buffer(c.count, bytes: candidate))
    }
    let inputs = [NamedInput("a", a), NamedInput("b", b)]
    guard isPrepacked else {
      return try BufferKernel(
        cost, inputs: inputs, output: c, judge: judge,
        body: { () throws(KernelError) in try engine.multiply(shape, a, b, into: c) })
    }
    let packed = try PackedMatrix(b, shape, engine: engine)
    return try BufferKernel(
      cost, inputs: inputs, output: c,
      derive: { () throws(KernelError) in packed.repack(b, engine: engine) }, judge: judge,
      body: { () throws(KernelError) in try packed.multiply(a, into: c, engine: engine) })
  }

  /// y = op(A) x, inputs uniform in -1 to 1.
  static let gemv = Operation(
    name: "gemv",
    summary: "multiplies a matrix and a vector: the product of gemm with one column",
    types: [.f32, .f64],
    parameters: [
      OperationParameter("m", "elements of the product", in: 1...Limits.dimension, default: 4096),
      OperationParameter("n", "elements of the vector", in: 0...Limits.dimension, default: 4096),
      OperationParameter("transpose", "1 if A is stored as n by m", in: 0...1, default: 0),
    ],
    revision: 1,
    goldenParameters: ["m": 83, "n": 523],
    golden: [.f32: 0x3f78_987a_22a9_b1f6, .f64: 0x5723_1edb_c315_2559],
    count: { request in
      let (m, n) = (SizeArithmetic(request["m"]), SizeArithmetic(request["n"]))
      let operands = (m * n + m + n) * request.type.size
      return Count(flops: m * n * 2, bytes: operands, memory: operands, shape: [request["m"]])
    },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let shape = ProductShape(m: request["m"], n: 1, k: request["n"], transposeA: request["transpose"] == 1)
      switch request.type {
      case .f64: return try vectorKernel(Double.self, shape, cost, &stream, engine)
      default: return try vectorKernel(Float.self, shape, cost, &stream, engine)
      }
    })

  private static func vectorKernel<T: PortableReal>(
    _: T.Type, _ shape: ProductShape, _ cost: OperationCost, _ stream: inout RandomStream, _ engine: Engine
  ) throws(KernelError) -> any PreparedKernel {
    let a = try Buffer<T>(shape.m * shape.k)
    let x = try Buffer<T>(shape.k)
    let y = try Buffer<T>(shape.m)
    engine.uniform(&stream, from: -1, width: 2, into: a)
    engine.uniform(&stream, from: -1, width: 2, into: x)
    return try BufferKernel(
      cost, inputs: [NamedInput("a", a), NamedInput("x", x)], output: y,
      judge: { (candidate) throws(KernelError) in
        try engine.productError(shape, a, x, candidate: try Buffer(y.count, bytes: candidate))
      },
      body: { () throws(KernelError) in try engine.multiply(shape, a, vector: x, into: y) })
  }
}

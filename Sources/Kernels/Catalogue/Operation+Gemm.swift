extension Operation {
  /// Products of matrices.
  static let products = [gemm]

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
    ],
    revision: 1,
    goldenParameters: ["m": 9, "n": 37, "k": 523, "transpose-b": 1],
    golden: [.f32: 0x1988_54f3_0b4c_c22e, .f64: 0x83fc_7f6c_6c17_f81b],
    count: { request in
      let (m, n, k) = (SizeArithmetic(request["m"]), SizeArithmetic(request["n"]), SizeArithmetic(request["k"]))
      let operands = (m * k + k * n + m * n) * request.type.size
      let packed = ((m + SizeArithmetic(16)) * k + k * (n + SizeArithmetic(64))) * request.type.size
      return Count(
        flops: m * n * k * 2, bytes: operands, memory: operands + packed, shape: [request["m"], request["n"]])
    },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let shape = ProductShape(
        m: request["m"], n: request["n"], k: request["k"], transposeA: request["transpose-a"] == 1,
        transposeB: request["transpose-b"] == 1)
      switch request.type {
      case .f64: return try productKernel(Double.self, shape, cost, &stream, engine)
      default: return try productKernel(Float.self, shape, cost, &stream, engine)
      }
    })

  private static func productKernel<T: PortableReal>(
    _: T.Type, _ shape: ProductShape, _ cost: OperationCost, _ stream: inout RandomStream, _ engine: Engine
  ) throws(KernelError) -> any PreparedKernel {
    let a = try Buffer<T>(shape.m * shape.k)
    let b = try Buffer<T>(shape.k * shape.n)
    let c = try Buffer<T>(shape.m * shape.n)
    T.uniform(engine, &stream, from: -1, width: 2, into: a)
    T.uniform(engine, &stream, from: -1, width: 2, into: b)
    return try BufferKernel(
      cost, inputs: [NamedInput("a", a), NamedInput("b", b)], output: c,
      judge: { (candidate) throws(KernelError) in
        try T.productError(engine, shape, a, b, candidate: try Buffer(c.count, bytes: candidate))
      },
      body: { () throws(KernelError) in try T.multiply(engine, shape, a, b, into: c) })
  }
}

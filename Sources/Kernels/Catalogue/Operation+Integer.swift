extension Operation {
  /// Products of narrow types into wide ones.
  static let narrowProducts = [integerProduct, mixedProduct]

  private static func productParameters(depth: Int) -> [OperationParameter] {
    [
      OperationParameter("m", "rows of the product", in: 1...Limits.dimension, default: 1024),
      OperationParameter("n", "columns of the product", in: 1...Limits.dimension, default: 1024),
      OperationParameter("k", "terms of each element", in: 0...depth, default: 1024),
      OperationParameter("transpose-a", "1 if A is stored as k by m", in: 0...1, default: 0),
      OperationParameter("transpose-b", "1 if B is stored as n by k", in: 0...1, default: 0),
    ]
  }

  private static func productCount(_ request: Request, scratch: Int) -> Count {
    let (m, n, k) = (SizeArithmetic(request["m"]), SizeArithmetic(request["n"]), SizeArithmetic(request["k"]))
    let inputs = m * k + k * n
    let operands = inputs * request.type.size + m * n * 4
    let packed = ((m + SizeArithmetic(16)) * k + k * (n + SizeArithmetic(64))) * scratch
    return Count(flops: m * n * k * 2, bytes: operands, memory: operands + packed, shape: [request["m"], request["n"]])
  }

  private static func shape(_ request: Request) -> ProductShape {
    ProductShape(
      m: request["m"], n: request["n"], k: request["k"], transposeA: request["transpose-a"] == 1,
      transposeB: request["transpose-b"] == 1)
  }

  /// C = op(A) op(B) of all signed bytes, each equally likely.
  static let integerProduct = Operation(
    name: "gemm-integer",
    summary: "multiplies two matrices of signed bytes into 32-bit integers, exactly",
    types: [.i8],
    parameters: productParameters(depth: Engine.maximumIntegerDepth),
    revision: 1,
    profile: .exactInteger,
    goldenParameters: ["m": 19, "n": 37, "k": 523, "transpose-b": 1],
    golden: [.i8: 0x66cc_b324_f42e_ee48],
    count: { productCount($0, scratch: 2) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let shape = shape(request)
      let a = try Buffer<Int8>(shape.m * shape.k)
      let b = try Buffer<Int8>(shape.k * shape.n)
      let c = try Buffer<Int32>(shape.m * shape.n)
      try engine.words(&stream, into: a)
      try engine.words(&stream, into: b)
      return try BufferKernel(cost, inputs: [NamedInput("a", a), NamedInput("b", b)], output: c) { () throws(KernelError) in
        try engine.multiply(shape, a, b, into: c)
      }
    })

  /// C = op(A) op(B) of bfloat16 matrices, inputs uniform in -1 to 1 and rounded.
  static let mixedProduct = Operation(
    name: "gemm-mixed",
    summary: "multiplies two bfloat16 matrices into f32: widened exactly, then the product of gemm",
    types: [.bf16],
    parameters: productParameters(depth: Limits.dimension),
    revision: 1,
    goldenParameters: ["m": 9, "n": 37, "k": 523, "transpose-b": 1],
    golden: [.bf16: 0x6e85_35df_9eac_3647],
    count: { productCount($0, scratch: 8) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let shape = shape(request)
      let a = try Buffer<UInt16>(shape.m * shape.k)
      let b = try Buffer<UInt16>(shape.k * shape.n)
      let c = try Buffer<Float>(shape.m * shape.n)
      for operand in [a, b] {
        let wide = try Buffer<Float>(operand.count)
        engine.uniform(&stream, from: -1, width: 2, into: wide)
        engine.narrow(wide, into: operand)
      }
      return try BufferKernel(cost, inputs: [NamedInput("a", a), NamedInput("b", b)], output: c) { () throws(KernelError) in
        try engine.multiply(shape, a, b, into: c)
      }
    })
}

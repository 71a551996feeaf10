extension Operation {
  /// Sums that round nothing.
  static let exactSums = [exactSum]

  /// The state of the sum of normal inputs, as 35 words.
  static let exactSum = Operation(
    name: "exact-sum",
    summary: "adds all elements without rounding; the output is the sum's whole state, which no order changes",
    types: [.f32, .f64],
    parameters: [OperationParameter("n", "elements", in: 1...Limits.elements, default: 1 << 24)],
    revision: 1,
    profile: .exactSum,
    goldenParameters: ["n": 12_301],
    golden: [.f32: 0x2a8e_305d_355d_8483, .f64: 0xdb3f_d848_657d_fb88],
    count: { request in
      let n = SizeArithmetic(request["n"])
      return Count(
        flops: n, bytes: n * request.type.size, memory: n * request.type.size + SizeArithmetic(stateWords * 8), shape: [stateWords])
    },
    make: { (request, cost, stream, engine) throws(KernelError) in
      switch request.type {
      case .f64: return try exactKernel(try Buffer<Double>(request["n"]), cost, &stream, engine)
      default: return try exactKernel(try Buffer<Float>(request["n"]), cost, &stream, engine)
      }
    })

  private static func exactKernel<T: PortableReal>(
    _ x: Buffer<T>, _ cost: OperationCost, _ stream: inout RandomStream, _ engine: Engine
  ) throws(KernelError) -> any PreparedKernel {
    let state = try Buffer<UInt64>(stateWords)
    engine.normal(&stream, into: x)
    return try BufferKernel(cost, inputs: [NamedInput("x", x)], output: state) { () throws(KernelError) in
      var sum = ExactAccumulator()
      try sum.add(x, on: engine)
      try state.fill(state: sum)
    }
  }

  private static let stateWords = ExactAccumulator.stateLength / 8
}

extension Buffer<UInt64> {
  fileprivate func fill(state sum: ExactAccumulator) throws(KernelError) {
    let bytes = sum.state
    // Bytes of an array that nothing changes meanwhile.
    try unsafe fill(bytes: bytes.span.bytes)
  }
}

extension Operation {
  /// Orders of arrays.
  static let orders = [sort]

  /// Sorts normal numbers, or words.
  static let sort = Operation(
    name: "sort",
    summary: "sorts numbers in ascending order: -0 before +0, each NaN last",
    types: [.f32, .f64, .i32, .u32, .u64],
    parameters: [OperationParameter("n", "elements", in: 1...Limits.elements, default: 1 << 20)],
    revision: 1,
    profile: .portable,
    goldenParameters: ["n": 1003],
    golden: [
      .f32: 0x0de0_8a95_a0a4_b231, .f64: 0xff37_55b3_5051_83f5, .i32: 0xbb11_2564_7e7a_e30d, .u32: 0xe8c7_b95c_b901_2481,
      .u64: 0xacca_d2be_274f_2774,
    ],
    count: { request in
      let n = SizeArithmetic(request["n"])
      return Count(flops: SizeArithmetic(0), bytes: n * (2 * request.type.size), memory: n * (3 * request.type.size), shape: [request["n"]])
    },
    make: { (request, cost, stream, engine) throws(KernelError) in
      switch request.type {
      case .f64:
        let (x, y) = try (Buffer<Double>(request["n"]), Buffer<Double>(request["n"]))
        engine.normal(&stream, into: x)
        return try sorter(cost, x, y) { () throws(KernelError) in try engine.sort(x, into: y) }
      case .i32:
        let (x, y) = try (Buffer<Int32>(request["n"]), Buffer<Int32>(request["n"]))
        try engine.words(&stream, into: x)
        return try sorter(cost, x, y) { () throws(KernelError) in try engine.sort(x, into: y) }
      case .u32:
        let (x, y) = try (Buffer<UInt32>(request["n"]), Buffer<UInt32>(request["n"]))
        try engine.words(&stream, into: x)
        return try sorter(cost, x, y) { () throws(KernelError) in try engine.sort(x, into: y) }
      case .u64:
        let (x, y) = try (Buffer<UInt64>(request["n"]), Buffer<UInt64>(request["n"]))
        try engine.words(&stream, into: x)
        return try sorter(cost, x, y) { () throws(KernelError) in try engine.sort(x, into: y) }
      default:
        let (x, y) = try (Buffer<Float>(request["n"]), Buffer<Float>(request["n"]))
        engine.normal(&stream, into: x)
        return try sorter(cost, x, y) { () throws(KernelError) in try engine.sort(x, into: y) }
      }
    })

  private static func sorter(
    _ cost: OperationCost, _ x: any ByteBuffer, _ y: any ByteBuffer, _ body: @escaping () throws(KernelError) -> Void
  ) throws(KernelError) -> any PreparedKernel {
    try BufferKernel(cost, inputs: [NamedInput("x", x)], output: y, body: body)
  }
}

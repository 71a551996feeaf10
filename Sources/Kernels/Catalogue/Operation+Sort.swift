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
      case .f64: return try sorter(try normal(Double.self, request, &stream, engine), cost, engine)
      case .i32: return try sorter(try words(Int32.self, request, &stream, engine), cost, engine)
      case .u32: return try sorter(try words(UInt32.self, request, &stream, engine), cost, engine)
      case .u64: return try sorter(try words(UInt64.self, request, &stream, engine), cost, engine)
      default: return try sorter(try normal(Float.self, request, &stream, engine), cost, engine)
      }
    })

  private static func normal<T: PortableReal>(
    _: T.Type, _ request: Request, _ stream: inout RandomStream, _ engine: Engine
  ) throws(KernelError) -> Buffer<T> {
    let x = try Buffer<T>(request["n"])
    engine.normal(&stream, into: x)
    return x
  }

  private static func words<T: Element & FixedWidthInteger>(
    _: T.Type, _ request: Request, _ stream: inout RandomStream, _ engine: Engine
  ) throws(KernelError) -> Buffer<T> {
    let x = try Buffer<T>(request["n"])
    try engine.words(&stream, into: x)
    return x
  }

  private static func sorter<T: Sortable>(_ x: Buffer<T>, _ cost: OperationCost, _ engine: Engine) throws(KernelError) -> any PreparedKernel
  {
    let y = try Buffer<T>(x.count)
    return try BufferKernel(cost, inputs: [NamedInput("x", x)], output: y) { () throws(KernelError) in
      try engine.sort(x, into: y)
    }
  }
}

extension Operation {
  /// Fourier transforms.
  static let transforms = [fft]

  /// Transforms of normal complex inputs.
  static let fft = Operation(
    name: "fft",
    summary: "transforms complex arrays of 2^levels elements by Fourier: halves of even and odd elements, fused products of roots",
    types: [.f32, .f64],
    parameters: [
      OperationParameter("levels", "logarithm to the base 2 of the size", in: 0...24, default: 10),
      OperationParameter("batch", "transforms, one after another", in: 1...Limits.dimension, default: 64),
      OperationParameter("inverse", "1 for the inverse, which is not divided by the size", in: 0...1, default: 0),
    ],
    revision: 1,
    goldenParameters: ["levels": 9, "batch": 3, "inverse": 0],
    golden: [.f32: 0x01ce_d115_8a79_9fe0, .f64: 0x213d_440c_181a_9280],
    count: { request in
      let (size, batch) = (1 << request["levels"], SizeArithmetic(request["batch"]))
      let bytes = batch * (4 * size * request.type.size)
      // Four planes of at most sixteen lanes for each worker, and three roots for each element.
      let scratch = SizeArithmetic(size) * ((4 * 16 + 6) * request.type.size)
      return Count(
        flops: batch * (5 * size * request["levels"]), bytes: bytes, memory: bytes + scratch, shape: [request["batch"], size, 2])
    },
    make: { (request, cost, stream, engine) throws(KernelError) in
      switch request.type {
      case .f64: return try transform(try FourierPlan<Double>(levels: request["levels"], engine: engine), request, cost, &stream, engine)
      default: return try transform(try FourierPlan<Float>(levels: request["levels"], engine: engine), request, cost, &stream, engine)
      }
    })

  private static func transform<T: PortableReal>(
    _ plan: FourierPlan<T>, _ request: Request, _ cost: OperationCost, _ stream: inout RandomStream, _ engine: Engine
  ) throws(KernelError) -> any PreparedKernel {
    let count = 2 * plan.size * request["batch"]
    let (x, y) = (try Buffer<T>(count), try Buffer<T>(count))
    engine.normal(&stream, into: x)
    let inverse = request["inverse"] == 1
    return try BufferKernel(cost, inputs: [NamedInput("x", x)], output: y) { () throws(KernelError) in
      try plan.run(x, into: y, inverse: inverse, on: engine)
    }
  }
}

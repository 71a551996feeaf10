extension Operation {
  private static let poolingParameters = [
    OperationParameter("batch", "images", in: 1...Limits.dimension, default: 64),
    OperationParameter("height", "rows of an image", in: 1...Limits.dimension, default: 28),
    OperationParameter("width", "pixels of a row", in: 1...Limits.dimension, default: 28),
    OperationParameter("channels", "channels of a pixel", in: 1...Limits.dimension, default: 32),
    OperationParameter("window", "rows and columns of a window", in: 1...16, default: 2),
    OperationParameter("stride", "pixels between neighbouring windows", in: 1...256, default: 2),
  ]

  private static let poolingGolden = ["batch": 2, "height": 8, "width": 7, "channels": 19, "window": 3, "stride": 2]

  private static func poolingShape(_ r: Request) throws(KernelError) -> PoolingShape {
    try PoolingShape(
      batch: r["batch"], height: r["height"], width: r["width"], channels: r["channels"], window: r["window"], stride: r["stride"]
    ).checked()
  }

  /// `flops` for each element of the smaller image.
  private static func poolingCount(_ request: Request, flops: Int, smaller: Bool) throws(KernelError) -> Count {
    let s = try poolingShape(request)
    let x = SizeArithmetic(s.batch) * s.height * s.width * s.channels
    let y = SizeArithmetic(s.batch) * s.outputHeight * s.outputWidth * s.channels
    let shape = smaller ? [s.batch, s.outputHeight, s.outputWidth, s.channels] : [s.batch, s.height, s.width, s.channels]
    return Count(flops: y * flops, bytes: (x + y) * 4, memory: x * 8 + y * 9, shape: shape)
  }

  /// The largest element of each window.
  static let maxPool = Operation(
    name: "max-pool",
    summary: "takes the largest element of each window, channels last; a NaN in a window makes it NaN",
    types: [.f32],
    parameters: poolingParameters,
    revision: 1,
    goldenParameters: poolingGolden,
    golden: [.f32: 0xcef5_e014_4baa_00c8],
    count: { (request) throws(KernelError) in try poolingCount(request, flops: request["window"] * request["window"] - 1, smaller: true) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let s = try poolingShape(request)
      let x = try Buffer<Float>(s.inputCount)
      let y = try Buffer<Float>(s.outputCount)
      let chosen = try Buffer<UInt8>(s.outputCount)
      engine.normal(&stream, into: x)
      return try BufferKernel(cost, inputs: [NamedInput("x", x)], output: y) {
        engine.maxPool(s, x, into: y, chosen: chosen)
      }
    })

  /// The gradient of max pooling; the choice of the forward pass is no part of a repetition.
  static let maxPoolGradient = Operation(
    name: "max-pool-gradient",
    summary: "adds each window's gradient to the element that max pooling chose, the first of equals",
    types: [.f32],
    parameters: poolingParameters,
    revision: 1,
    goldenParameters: poolingGolden,
    golden: [.f32: 0xec6a_85b5_75c4_a2b5],
    count: { (request) throws(KernelError) in try poolingCount(request, flops: 1, smaller: false) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let s = try poolingShape(request)
      let x = try Buffer<Float>(s.inputCount)
      let gradient = try Buffer<Float>(s.outputCount)
      let pooled = try Buffer<Float>(s.outputCount)
      let chosen = try Buffer<UInt8>(s.outputCount)
      let out = try Buffer<Float>(s.inputCount)
      engine.normal(&stream, into: x)
      engine.normal(&stream, into: gradient)
      return try BufferKernel(
        cost, inputs: [NamedInput("x", x), NamedInput("gradient", gradient)], output: out,
        derive: { engine.maxPool(s, x, into: pooled, chosen: chosen) },
        body: { engine.maxPoolGradient(s, gradient: gradient, chosen: chosen, into: out) })
    })

  /// The mean of each window.
  static let averagePool = Operation(
    name: "average-pool",
    summary: "adds the elements of each window in row-major order and divides by their number, channels last",
    types: [.f32],
    parameters: poolingParameters,
    revision: 1,
    goldenParameters: poolingGolden,
    golden: [.f32: 0x8d23_354b_28f5_a2d6],
    count: { (request) throws(KernelError) in try poolingCount(request, flops: request["window"] * request["window"] + 1, smaller: true) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let s = try poolingShape(request)
      let x = try Buffer<Float>(s.inputCount)
      let y = try Buffer<Float>(s.outputCount)
      engine.normal(&stream, into: x)
      return try BufferKernel(cost, inputs: [NamedInput("x", x)], output: y) { engine.averagePool(s, x, into: y) }
    })

  /// The gradient of average pooling.
  static let averagePoolGradient = Operation(
    name: "average-pool-gradient",
    summary: "adds each window's gradient, divided by the number of its elements, to all of them",
    types: [.f32],
    parameters: poolingParameters,
    revision: 1,
    goldenParameters: poolingGolden,
    golden: [.f32: 0x60e8_dd0f_9d95_6380],
    count: { (request) throws(KernelError) in try poolingCount(request, flops: request["window"] * request["window"] + 1, smaller: false) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let s = try poolingShape(request)
      let gradient = try Buffer<Float>(s.outputCount)
      let x = try Buffer<Float>(s.inputCount)
      engine.normal(&stream, into: gradient)
      return try BufferKernel(cost, inputs: [NamedInput("gradient", gradient)], output: x) {
        engine.averagePoolGradient(s, gradient: gradient, into: x)
      }
    })
}

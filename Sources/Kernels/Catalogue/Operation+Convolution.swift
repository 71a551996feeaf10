extension Operation {
  /// Convolution in two dimensions and pooling, with gradients.
  static let convolutions = [
    convolution, convolutionWeightGradient, convolutionInputGradient, maxPool, maxPoolGradient, averagePool, averagePoolGradient,
  ]

  private static let convolutionParameters = [
    OperationParameter("batch", "images", in: 1...Limits.dimension, default: 32),
    OperationParameter("height", "rows of an image", in: 1...Limits.dimension, default: 32),
    OperationParameter("width", "pixels of a row", in: 1...Limits.dimension, default: 32),
    OperationParameter("inputs", "channels of the input", in: 1...Limits.dimension, default: 64),
    OperationParameter("outputs", "channels of the output", in: 1...Limits.dimension, default: 64),
    OperationParameter("kernel-height", "rows of the kernel", in: 1...256, default: 3),
    OperationParameter("kernel-width", "pixels of a kernel's row", in: 1...256, default: 3),
    OperationParameter("stride", "pixels between neighbours of the output", in: 1...256, default: 1),
    OperationParameter("padding", "rows and pixels of +0 around the image, below the kernel's sizes", in: 0...255, default: 1),
  ]

  private static func convolutionShape(_ r: Request) throws(KernelError) -> ConvolutionShape {
    try ConvolutionShape(
      batch: r["batch"], height: r["height"], width: r["width"], inputs: r["inputs"], outputs: r["outputs"],
      kernelHeight: r["kernel-height"], kernelWidth: r["kernel-width"], stride: r["stride"], padding: r["padding"]
    ).checked()
  }

  /// Two flops for each term of each element of the convolution, whichever of the three is computed, and `more` for each element.
  private static func convolutionCount(_ request: Request, more: Int, shape: [Int]) throws(KernelError) -> Count {
    let s = try convolutionShape(request)
    let x = SizeArithmetic(s.batch) * s.height * s.width * s.inputs
    let y = SizeArithmetic(s.batch) * s.outputHeight * s.outputWidth * s.outputs
    let terms = SizeArithmetic(s.kernelHeight) * s.kernelWidth * s.inputs
    let weights = terms * s.outputs
    let bytes = (x + y + weights + SizeArithmetic(s.outputs)) * 4
    return Count(flops: y * (terms * 2 + SizeArithmetic(more)), bytes: bytes, memory: bytes * 2 + weights * 64, shape: shape)
  }

  private static let convolutionGolden = [
    "batch": 2, "height": 7, "width": 9, "inputs": 5, "outputs": 19, "kernel-height": 3, "kernel-width": 3, "stride": 2, "padding": 1,
  ]

  /// A convolution's forward pass.
  static let convolution = Operation(
    name: "convolution",
    summary: "convolves images with kernels in two dimensions, channels last, and adds a bias",
    types: [.f32],
    parameters: convolutionParameters + [
      OperationParameter("relu", "1 to keep the positive part only", in: 0...1, default: 0)
    ],
    revision: 1,
    goldenParameters: convolutionGolden,
    golden: [.f32: 0xd201_e62c_9cde_52f4],
    count: { (request) throws(KernelError) in
      let s = try convolutionShape(request)
      return try convolutionCount(request, more: 1, shape: [s.batch, s.outputHeight, s.outputWidth, s.outputs])
    },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let s = try convolutionShape(request)
      let x = try Buffer<Float>(s.inputCount)
      let weight = try Buffer<Float>(s.weightCount)
      let bias = try Buffer<Float>(s.outputs)
      let y = try Buffer<Float>(s.outputCount)
      engine.normal(&stream, into: x)
      engine.uniform(&stream, from: -1, width: 2, into: weight)
      engine.uniform(&stream, from: -1, width: 2, into: bias)
      let relu = request["relu"] == 1
      let named = [NamedInput("x", x), NamedInput("weight", weight), NamedInput("bias", bias)]
      return try BufferKernel(cost, inputs: named, output: y) { () throws(KernelError) in
        try engine.convolve(s, x, weight: weight, bias: bias, relu: relu, into: y)
      }
    })

  /// The gradients of a convolution's weights and bias, one after the other.
  static let convolutionWeightGradient = Operation(
    name: "convolution-weight-gradient",
    summary: "computes the gradient of a convolution's weights, then of its bias",
    types: [.f32],
    parameters: convolutionParameters,
    revision: 1,
    goldenParameters: convolutionGolden,
    golden: [.f32: 0x9a40_08e6_ad23_5e92],
    count: { (request) throws(KernelError) in
      let s = try convolutionShape(request)
      return try convolutionCount(request, more: 1, shape: [s.kernelHeight * s.kernelWidth * s.inputs + 1, s.outputs])
    },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let s = try convolutionShape(request)
      let x = try Buffer<Float>(s.inputCount)
      let gradient = try Buffer<Float>(s.outputCount)
      let weight = try Buffer<Float>(s.weightCount)
      let bias = try Buffer<Float>(s.outputs)
      engine.normal(&stream, into: x)
      engine.normal(&stream, into: gradient)
      let named = [NamedInput("x", x), NamedInput("gradient", gradient)]
      return try BufferKernel(cost, inputs: named, output: weight, more: [bias]) { () throws(KernelError) in
        try engine.convolutionWeightGradient(s, x, gradient: gradient, weight: weight, bias: bias)
      }
    })

  /// The gradient of a convolution's input.
  static let convolutionInputGradient = Operation(
    name: "convolution-input-gradient",
    summary: "computes the gradient of a convolution's input",
    types: [.f32],
    parameters: convolutionParameters,
    revision: 1,
    goldenParameters: convolutionGolden,
    golden: [.f32: 0x444e_6d99_d785_5add],
    count: { (request) throws(KernelError) in
      let s = try convolutionShape(request)
      return try convolutionCount(request, more: 0, shape: [s.batch, s.height, s.width, s.inputs])
    },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let s = try convolutionShape(request)
      let weight = try Buffer<Float>(s.weightCount)
      let gradient = try Buffer<Float>(s.outputCount)
      let x = try Buffer<Float>(s.inputCount)
      engine.uniform(&stream, from: -1, width: 2, into: weight)
      engine.normal(&stream, into: gradient)
      let named = [NamedInput("weight", weight), NamedInput("gradient", gradient)]
      return try BufferKernel(cost, inputs: named, output: x) { () throws(KernelError) in
        try engine.convolutionInputGradient(s, weight: weight, gradient: gradient, into: x)
      }
    })
}

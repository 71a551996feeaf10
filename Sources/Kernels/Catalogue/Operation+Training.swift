extension Operation {
  /// Softmax, its loss, a dense layer and the optimisers.
  static let training = [softmax, softmaxCrossEntropy, dense, sgd, adamw]

  static let rowParameters = [
    OperationParameter("rows", "independent rows", in: 1...Limits.dimension, default: 1024),
    OperationParameter("columns", "elements of a row", in: 1...Limits.dimension, default: 1024),
  ]

  static func rowCount(_ request: Request, flops: Int) -> Count {
    let elements = SizeArithmetic(request["rows"]) * request["columns"]
    return Count(
      flops: elements * flops, bytes: elements * 8, memory: elements * 8 + SizeArithmetic(request["rows"]) * 8,
      shape: [request["rows"], request["columns"]])
  }

  /// Softmax of normal rows; 5 flops per element by the usual count (maximum, subtraction, exp, sum, division).
  static let softmax = Operation(
    name: "softmax",
    summary: "turns each row into exp(x - maximum) divided by their sum",
    types: [.f32],
    parameters: rowParameters,
    revision: 1,
    goldenParameters: ["rows": 7, "columns": 131],
    golden: [.f32: 0x23fb_84e7_8501_8943],
    count: { rowCount($0, flops: 5) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let (rows, columns) = (request["rows"], request["columns"])
      let x = try Buffer<Float>(rows * columns)
      let y = try Buffer<Float>(rows * columns)
      engine.normal(&stream, into: x)
      return try BufferKernel(cost, inputs: [NamedInput("x", x)], output: y) {
        engine.softmax(x, into: y, rows: rows, columns: columns)
      }
    })

  /// The gradient of the mean softmax cross-entropy over a batch.
  static let softmaxCrossEntropy = Operation(
    name: "softmax-cross-entropy",
    summary: "computes the gradient of the mean cross-entropy of softmax rows against labels",
    types: [.f32],
    parameters: rowParameters,
    revision: 1,
    goldenParameters: ["rows": 7, "columns": 131],
    golden: [.f32: 0x7ce9_9de2_1413_1d16],
    count: { rowCount($0, flops: 7) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let (rows, columns) = (request["rows"], request["columns"])
      let logits = try Buffer<Float>(rows * columns)
      let labels = try Buffer<UInt32>(rows)
      let losses = try Buffer<Float>(rows)
      let gradient = try Buffer<Float>(rows * columns)
      engine.normal(&stream, into: logits)
      var chosen: [UInt32] = []
      for _ in 0..<rows { chosen.append(UInt32(stream.integer(below: UInt64(columns)))) }
      labels.fill(chosen)
      let inputs = [NamedInput("logits", logits), NamedInput("labels", labels, below: columns)]
      return try BufferKernel(cost, inputs: inputs, output: gradient) {
        engine.softmaxCrossEntropy(
          logits, labels: labels, gradient: gradient, losses: losses, rows: rows, columns: columns, batch: rows)
      }
    })

  /// A dense layer's forward pass.
  static let dense = Operation(
    name: "dense",
    summary: "applies a dense layer: x times the transposed weights (a GEMM), then the bias",
    types: [.f32],
    parameters: [
      OperationParameter("batch", "rows of x", in: 1...Limits.dimension, default: 64),
      OperationParameter("inputs", "columns of x", in: 1...Limits.dimension, default: 1024),
      OperationParameter("outputs", "columns of the result", in: 1...Limits.dimension, default: 1024),
    ],
    revision: 1,
    goldenParameters: ["batch": 5, "inputs": 300, "outputs": 33],
    golden: [.f32: 0x78bd_0f4a_14f7_df82],
    count: { request in
      let batch = SizeArithmetic(request["batch"])
      let (inputs, outputs) = (SizeArithmetic(request["inputs"]), SizeArithmetic(request["outputs"]))
      let moved = (batch * inputs + inputs * outputs + outputs + batch * outputs) * 4
      return Count(
        flops: batch * inputs * outputs * 2 + batch * outputs, bytes: moved, memory: moved * 3,
        shape: [request["batch"], request["outputs"]])
    },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let (batch, inputs, outputs) = (request["batch"], request["inputs"], request["outputs"])
      let x = try Buffer<Float>(batch * inputs)
      let weight = try Buffer<Float>(inputs * outputs)
      let bias = try Buffer<Float>(outputs)
      let y = try Buffer<Float>(batch * outputs)
      engine.normal(&stream, into: x)
      engine.uniform(&stream, from: -1, width: 2, into: weight)
      engine.uniform(&stream, from: -1, width: 2, into: bias)
      let shape = ProductShape(m: batch, n: outputs, k: inputs, transposeB: true)
      let named = [NamedInput("x", x), NamedInput("weight", weight), NamedInput("bias", bias)]
      return try BufferKernel(cost, inputs: named, output: y) { () throws(KernelError) in
        try engine.multiply(shape, x, weight, into: y)
        engine.addBias(bias, to: y, rows: batch)
      }
    })

  private static func updateCount(_ request: Request, flops: Int, arrays: Int, moved: Int) -> Count {
    let n = SizeArithmetic(request["n"])
    return Count(flops: n * flops, bytes: n * (moved * 4), memory: n * (arrays * 4), shape: [request["n"]])
  }

  private static let updateParameters = [
    OperationParameter("n", "trained parameters", in: 1...Limits.elements, default: 1 << 20)
  ]

  /// One SGD step with momentum 0.9 and rate 0.01, from fresh copies of the same state.
  static let sgd = Operation(
    name: "sgd",
    summary: "updates parameters by one step of stochastic gradient descent with momentum, nothing fused",
    types: [.f32],
    parameters: updateParameters,
    revision: 1,
    goldenParameters: ["n": 1003],
    golden: [.f32: 0x1d44_2f80_dc1c_cb50],
    count: { updateCount($0, flops: 4, arrays: 5, moved: 5) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let start = try (0..<3).map { _ throws(KernelError) in try Buffer<Float>(request["n"]) }
      for buffer in start { engine.normal(&stream, into: buffer) }
      let parameter = try Buffer<Float>(request["n"])
      let velocity = try Buffer<Float>(request["n"])
      let inputs = [
        NamedInput("parameter", start[0]), NamedInput("gradient", start[1]), NamedInput("velocity", start[2]),
      ]
      return try BufferKernel(cost, inputs: inputs, output: parameter) {
        parameter.copy(start[0])
        velocity.copy(start[2])
        engine.sgd(parameter, gradient: start[1], velocity: velocity, rate: 0.01, momentum: 0.9)
      }
    })

  /// The third AdamW step with the usual constants, from fresh copies of the same state.
  static let adamw = Operation(
    name: "adamw",
    summary: "updates parameters by one step of AdamW with decoupled weight decay, nothing fused",
    types: [.f32],
    parameters: updateParameters,
    revision: 1,
    goldenParameters: ["n": 1003],
    golden: [.f32: 0xb01d_31bd_c24c_0cfa],
    count: { updateCount($0, flops: 14, arrays: 7, moved: 7) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let start = try (0..<4).map { _ throws(KernelError) in try Buffer<Float>(request["n"]) }
      for buffer in start[0..<3] { engine.normal(&stream, into: buffer) }
      engine.uniform(&stream, from: 0, width: 1, into: start[3])
      let state = try (0..<3).map { _ throws(KernelError) in try Buffer<Float>(request["n"]) }
      let step = AdamWSettings(learningRate: 0.001).step(number: 3)
      let inputs = [
        NamedInput("parameter", start[0]), NamedInput("gradient", start[1]), NamedInput("first", start[2]),
        NamedInput("second", start[3]),
      ]
      return try BufferKernel(cost, inputs: inputs, output: state[0]) {
        state[0].copy(start[0])
        state[1].copy(start[2])
        state[2].copy(start[3])
        engine.adamw(state[0], gradient: start[1], first: state[1], second: state[2], step: step)
      }
    })
}

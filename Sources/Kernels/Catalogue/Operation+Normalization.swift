extension Operation {
  /// Norms of rows with gradients, and the logarithm of softmax.
  static let normalizations = [
    logSoftmax, norm(.layer), norm(.rootMeanSquare), normGradient(.layer), normGradient(.rootMeanSquare),
  ]

  /// The logarithm of softmax; flops as softmax counts them.
  static let logSoftmax = Operation(
    name: "log-softmax",
    summary: "turns each row into x - maximum, less the logarithm of the sum of their exponentials",
    types: [.f32],
    parameters: rowParameters,
    revision: 1,
    goldenParameters: ["rows": 7, "columns": 131],
    golden: [.f32: 0x61d6_f248_4ae9_e878],
    count: { rowCount($0, flops: 5) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let (rows, columns) = (request["rows"], request["columns"])
      let x = try Buffer<Float>(rows * columns)
      let y = try Buffer<Float>(rows * columns)
      engine.normal(&stream, into: x)
      return try BufferKernel(cost, inputs: [NamedInput("x", x)], output: y) {
        engine.logSoftmax(x, into: y, rows: rows, columns: columns)
      }
    })

  /// What tells one norm from the other; flops are counted per element, one for each step of the definition.
  private struct Norm: Sendable {
    let name: String
    let isCentred: Bool
    let epsilon: Float
    let flops: Int
    let gradientFlops: Int
    let golden: UInt64
    let gradientGolden: UInt64

    static let layer = Norm(
      name: "layer-norm", isCentred: true, epsilon: 1e-5, flops: 7, gradientFlops: 13, golden: 0xf9f5_0bad_7ebd_edf6,
      gradientGolden: 0xa9df_854e_3ac5_8898)
    static let rootMeanSquare = Norm(
      name: "rms-norm", isCentred: false, epsilon: 1e-6, flops: 4, gradientFlops: 9, golden: 0xe166_2c3b_b1ab_00ba,
      gradientGolden: 0x741c_343c_9896_85d9)

    /// The gain, and the bias if there is one.
    var parameters: Int { isCentred ? 2 : 1 }

    func operands(_ request: Request, _ stream: inout RandomStream, _ engine: Engine) throws(KernelError) -> NormOperands {
      let (rows, columns) = (request["rows"], request["columns"])
      let operands = NormOperands(
        rows: rows, columns: columns, x: try Buffer<Float>(rows * columns), gain: try Buffer<Float>(columns),
        bias: isCentred ? try Buffer<Float>(columns) : nil, means: isCentred ? try Buffer<Float>(rows) : nil,
        deviations: try Buffer<Float>(rows))
      engine.normal(&stream, into: operands.x)
      engine.uniform(&stream, from: -1, width: 2, into: operands.gain)
      if let bias = operands.bias { engine.uniform(&stream, from: -1, width: 2, into: bias) }
      return operands
    }

    func inputs(_ operands: NormOperands) -> [NamedInput] {
      let inputs = [NamedInput("x", operands.x), NamedInput("gain", operands.gain)]
      guard let bias = operands.bias else { return inputs }
      return inputs + [NamedInput("bias", bias)]
    }
  }

  private static func norm(_ norm: Norm) -> Operation {
    Operation(
      name: norm.name,
      summary: norm.isCentred
        ? "centres each row, divides it by its standard deviation, multiplies by a gain and adds a bias"
        : "divides each row by the root of its mean square and multiplies by a gain",
      types: [.f32],
      parameters: rowParameters,
      revision: 1,
      goldenParameters: ["rows": 7, "columns": 131],
      golden: [.f32: norm.golden],
      count: { request in
        var count = rowCount(request, flops: norm.flops)
        count.bytes = count.bytes + SizeArithmetic(request["columns"]) * (norm.parameters * 4)
        count.memory = count.memory + SizeArithmetic(request["columns"]) * (norm.parameters * 4)
        return count
      },
      make: { (request, cost, stream, engine) throws(KernelError) in
        let operands = try norm.operands(request, &stream, engine)
        let y = try Buffer<Float>(operands.x.count)
        return try BufferKernel(cost, inputs: norm.inputs(operands), output: y) {
          engine.norm(operands, epsilon: norm.epsilon, into: y)
        }
      })
  }

  /// The forward pass that leaves the rows' means and deviations is no part of a repetition.
  private static func normGradient(_ norm: Norm) -> Operation {
    Operation(
      name: norm.name + "-gradient",
      summary: "computes the gradients of \(norm.name)'s rows and of its parameters",
      types: [.f32],
      parameters: rowParameters,
      revision: 1,
      goldenParameters: ["rows": 7, "columns": 131],
      golden: [.f32: norm.gradientGolden],
      count: { request in
        let (rows, columns) = (SizeArithmetic(request["rows"]), SizeArithmetic(request["columns"]))
        let sums = rows * columns * 4 + columns * (norm.parameters * 8)
        return Count(
          flops: rows * columns * norm.gradientFlops, bytes: rows * columns * 12 + columns * (norm.parameters * 4 + 4),
          memory: rows * columns * 16 + sums + rows * 8,
          shape: [request["rows"] + norm.parameters, request["columns"]])
      },
      make: { (request, cost, stream, engine) throws(KernelError) in
        let operands = try norm.operands(request, &stream, engine)
        let gradient = try Buffer<Float>(operands.x.count)
        let dx = try Buffer<Float>(operands.x.count)
        let gain = try Buffer<Float>(operands.columns)
        let bias = norm.isCentred ? try Buffer<Float>(operands.columns) : nil
        engine.normal(&stream, into: gradient)
        let more: [any ByteBuffer] = if let bias { [gain, bias] } else { [gain] }
        return try BufferKernel(
          cost, inputs: norm.inputs(operands).filter { $0.name != "bias" } + [NamedInput("gradient", gradient)], output: dx,
          more: more,
          derive: { engine.norm(operands, epsilon: norm.epsilon, into: dx) },
          body: { () throws(KernelError) in
            try engine.normGradient(operands, gradient, into: dx, gain: gain, bias: bias)
          })
      })
  }
}

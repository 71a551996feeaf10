import Kernels

extension NaiveReference {
  static let convolutions: [NaiveReference] = [
    convolution("convolution", ["x", "weight", "bias"]) { c in
      let bias = c.floats("bias")
      let y = ConvolutionReference(c).forward(c.floats("x"), c.floats("weight"))
      return y.indices.map { i in
        let sum = Reference.canonical(y[i] + bias[i % c["outputs"]])
        return c["relu"] == 1 ? Reference.relu(sum) : sum
      }
    },
    convolution("convolution-weight-gradient", ["x", "gradient"]) { c in
      ConvolutionReference(c).weightGradient(c.floats("x"), c.floats("gradient"))
    },
    convolution("convolution-input-gradient", ["weight", "gradient"]) { c in
      ConvolutionReference(c).inputGradient(c.floats("weight"), c.floats("gradient"))
    },
  ]

  private static func convolution(
    _ operation: String, _ nasty: [String], _ output: @escaping @Sendable (OperationCase) -> [Float]
  ) -> NaiveReference {
    // Only the forward pass has the parameter.
    let known = { @Sendable (shape: [String: Int]) in operation == "convolution" ? shape : shape.filter { $0.key != "relu" } }
    return NaiveReference(
      operation: operation, shapes: convolutionShapes.map(known), fresh: { known(freshConvolution(&$0)) }, nasty: nasty,
      output: { bytes(of: output($0)) })
  }

  private static func sizes(
    _ batch: Int, _ height: Int, _ width: Int, _ inputs: Int, _ outputs: Int, kernel: (Int, Int) = (3, 3), stride: Int = 1,
    padding: Int = 1
  ) -> [String: Int] {
    [
      "batch": batch, "height": height, "width": width, "inputs": inputs, "outputs": outputs, "kernel-height": kernel.0,
      "kernel-width": kernel.1, "stride": stride, "padding": padding,
    ]
  }

  /// More than one chunk of terms, more than one of pixels, a stride wider than the kernel, an even kernel, one pixel.
  private static let convolutionShapes = [
    sizes(1, 1, 1, 1, 1, kernel: (1, 1), padding: 0), sizes(1, 5, 18, 2, 17).merging(["relu": 1]) { $1 },
    sizes(1, 3, 4, 31, 33), sizes(2, 13, 14, 1, 16), sizes(2, 6, 5, 3, 4, kernel: (2, 4), stride: 2),
    sizes(1, 7, 6, 2, 3, kernel: (1, 1), stride: 3, padding: 0), sizes(1, 6, 7, 2, 5, kernel: (5, 3), stride: 3, padding: 2),
    sizes(70, 2, 3, 1, 2, kernel: (2, 2), padding: 0),
  ]

  private static func freshConvolution(_ stream: inout RandomStream) -> [String: Int] {
    let kernel = (1 + Int(stream.integer(below: 4)), 1 + Int(stream.integer(below: 4)))
    let padding = Int(stream.integer(below: UInt64(min(kernel.0, kernel.1))))
    var shape = sizes(
      1 + Int(stream.integer(below: 2)), 4 + Int(stream.integer(below: 6)), 4 + Int(stream.integer(below: 12)),
      1 + Int(stream.integer(below: 8)), 1 + Int(stream.integer(below: 18)), kernel: kernel,
      stride: 1 + Int(stream.integer(below: 3)), padding: padding)
    shape["relu"] = Int(stream.integer(below: 2))
    return shape
  }
}

/// `Convolution` of docs/numerics.md, element by element.
struct ConvolutionReference {
  /// Wrong orders of the terms, to prove that a comparison would notice.
  enum Order { case defined, channelsFirst, paddingLeftOut }

  let (batch, height, width, inputs, outputs): (Int, Int, Int, Int, Int)
  let (kernelHeight, kernelWidth, stride, padding): (Int, Int, Int, Int)
  var order = Order.defined

  init(_ c: OperationCase) {
    (batch, height, width, inputs, outputs) = (c["batch"], c["height"], c["width"], c["inputs"], c["outputs"])
    (kernelHeight, kernelWidth, stride, padding) = (c["kernel-height"], c["kernel-width"], c["stride"], c["padding"])
  }

  var outHeight: Int { (height + 2 * padding - kernelHeight) / stride + 1 }
  var outWidth: Int { (width + 2 * padding - kernelWidth) / stride + 1 }

  private func pixel(_ x: [Float], _ n: Int, _ row: Int, _ column: Int, _ channel: Int) -> Float? {
    guard (0..<height).contains(row), (0..<width).contains(column) else { return nil }
    return x[((n * height + row) * width + column) * inputs + channel]
  }

  private func dot(_ terms: [(Float, Float)]) -> Float { Reference.dot(terms.count, .init(), { terms[$0].0 }, { terms[$0].1 }) }

  /// The kernel's places in the order of the terms: row, column, channel.
  private var places: [(Int, Int, Int)] {
    if order == .channelsFirst {
      return (0..<inputs).flatMap { c in (0..<kernelHeight).flatMap { ky in (0..<kernelWidth).map { (ky, $0, c) } } }
    }
    return (0..<kernelHeight).flatMap { ky in (0..<kernelWidth).flatMap { kx in (0..<inputs).map { (ky, kx, $0) } } }
  }

  private func eachOutput(_ body: (_ n: Int, _ y: Int, _ x: Int) -> Void) {
    for n in 0..<batch { for y in 0..<outHeight { for x in 0..<outWidth { body(n, y, x) } } }
  }

  func forward(_ image: [Float], _ weight: [Float]) -> [Float] {
    var out: [Float] = []
    let places = places
    eachOutput { n, y, x in
      for o in 0..<outputs {
        var terms: [(Float, Float)] = []
        for (ky, kx, c) in places {
          let value = pixel(image, n, y * stride + ky - padding, x * stride + kx - padding, c)
          if value == nil && order == .paddingLeftOut { continue }
          terms.append((value ?? 0, weight[((ky * kernelWidth + kx) * inputs + c) * outputs + o]))
        }
        out.append(dot(terms))
      }
    }
    return out
  }

  /// The weights' gradient, then the bias's.
  func weightGradient(_ image: [Float], _ gradient: [Float]) -> [Float] {
    var out: [Float] = []
    for (ky, kx, c) in places {
      var column: [Float] = []
      eachOutput { n, y, x in column.append(pixel(image, n, y * stride + ky - padding, x * stride + kx - padding, c) ?? 0) }
      for o in 0..<outputs {
        out.append(Reference.dot(column.count, .init(), { column[$0] }, { gradient[$0 * outputs + o] }))
      }
    }
    for o in 0..<outputs {
      out.append(Reference.dot(gradient.count / outputs, .init(), { _ in 1 }, { gradient[$0 * outputs + o] }))
    }
    return out
  }

  /// The positions under a kernel's place, nil beyond the output, and only those that the stride meets; the kernel descending.
  private func meeting(_ position: Int, _ kernel: Int, _ count: Int) -> [(place: Int, at: Int?)] {
    (0..<kernel).reversed().compactMap { k in
      let shifted = position + padding - k
      guard shifted % stride == 0 else { return nil }
      return (k, shifted >= 0 && shifted / stride < count ? shifted / stride : nil)
    }
  }

  func inputGradient(_ weight: [Float], _ gradient: [Float]) -> [Float] {
    var out: [Float] = []
    for n in 0..<batch {
      for row in 0..<height {
        for column in 0..<width {
          for c in 0..<inputs {
            var terms: [(Float, Float)] = []
            for (ky, y) in meeting(row, kernelHeight, outHeight) {
              for (kx, x) in meeting(column, kernelWidth, outWidth) {
                for o in 0..<outputs {
                  var value: Float = 0
                  if let y, let x { value = gradient[((n * outHeight + y) * outWidth + x) * outputs + o] }
                  terms.append((value, weight[((ky * kernelWidth + kx) * inputs + c) * outputs + o]))
                }
              }
            }
            out.append(dot(terms))
          }
        }
      }
    }
    return out
  }
}

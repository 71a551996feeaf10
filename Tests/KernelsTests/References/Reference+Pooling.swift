import Kernels

extension NaiveReference {
  static let poolings: [NaiveReference] = [
    pooling("max-pool", ["x"]) { c in PoolingReference(c).maximum(c.floats("x")).map(\.value) },
    pooling("max-pool-gradient", ["x", "gradient"]) { c in
      let reference = PoolingReference(c)
      let chosen = reference.maximum(c.floats("x")).map(\.index)
      return reference.scatter(c.floats("gradient")) { window, i in i == chosen[window] }
    },
    pooling("average-pool", ["x"]) { c in PoolingReference(c).mean(c.floats("x")) },
    pooling("average-pool-gradient", ["gradient"]) { c in
      let area = Float(c["window"] * c["window"])
      return PoolingReference(c).scatter(c.floats("gradient").map { $0 / area }) { _, _ in true }
    },
  ]

  private static func pooling(
    _ operation: String, _ nasty: [String], _ output: @escaping @Sendable (OperationCase) -> [Float]
  ) -> NaiveReference {
    NaiveReference(
      operation: operation,
      shapes: [
        (1, 1, 1, 1, 1, 1), (2, 4, 6, 16, 2, 2), (1, 7, 9, 37, 2, 2), (2, 8, 7, 5, 3, 2), (1, 6, 6, 33, 3, 1), (1, 16, 17, 2, 16, 1),
        (1, 10, 7, 18, 2, 3),
      ].map { ["batch": $0.0, "height": $0.1, "width": $0.2, "channels": $0.3, "window": $0.4, "stride": $0.5] },
      fresh: { stream in
        [
          "batch": 1 + Int(stream.integer(below: 3)), "height": 4 + Int(stream.integer(below: 9)),
          "width": 4 + Int(stream.integer(below: 9)), "channels": 1 + Int(stream.integer(below: 40)),
          "window": 1 + Int(stream.integer(below: 4)), "stride": 1 + Int(stream.integer(below: 4)),
        ]
      }, nasty: nasty, output: { bytes(of: output($0)) })
  }
}

/// `Pooling` of docs/numerics.md, element by element.
struct PoolingReference {
  let (batch, height, width, channels, window, stride): (Int, Int, Int, Int, Int, Int)

  init(_ c: OperationCase) {
    (batch, height, width) = (c["batch"], c["height"], c["width"])
    (channels, window, stride) = (c["channels"], c["window"], c["stride"])
  }

  /// The elements of x in each window, in row-major order, for each element of the output in order.
  private var windows: [[Int]] {
    var all: [[Int]] = []
    for n in 0..<batch {
      for y in stride(from: height - window) {
        for x in stride(from: width - window) {
          for c in 0..<channels {
            all.append(
              (0..<window * window).map { q in ((n * height + y + q / window) * width + x + q % window) * channels + c })
          }
        }
      }
    }
    return all
  }

  private func stride(from last: Int) -> StrideThrough<Int> { Swift.stride(from: 0, through: last, by: stride) }

  /// The largest of each window and where it lies, the first of equals, the first NaN.
  func maximum(_ x: [Float]) -> [(value: Float, index: Int)] {
    windows.map { window in
      var best = window[0]
      for i in window where x[i] > x[best] || (x[i].isNaN && !x[best].isNaN) { best = i }
      return (Reference.canonical(x[best]), best)
    }
  }

  func mean(_ x: [Float]) -> [Float] {
    windows.map { window in Reference.canonical(window.reduce(Float(0)) { $0 + x[$1] } / Float(window.count)) }
  }

  /// Adds each window's gradient to those of its elements that take it, windows in order.
  func scatter(_ gradient: [Float], _ takes: (_ window: Int, _ element: Int) -> Bool) -> [Float] {
    var out = [Float](repeating: 0, count: batch * height * width * channels)
    for (number, window) in windows.enumerated() {
      for i in window where takes(number, i) { out[i] += gradient[number] }
    }
    return out.map(Reference.canonical)
  }
}

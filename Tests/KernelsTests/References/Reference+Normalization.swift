import Foundation
import Kernels

extension NaiveReference {
  static let normalizations: [NaiveReference] = [
    rows("log-softmax", nasty: ["x"]) { c in
      bytes(
        of: c.rows("x").flatMap { row -> [Float] in
          let (_, maximum, sum) = Reference.exponentials(row, exp: Reference.exp)
          let logarithm = Float(Foundation.log(Double(sum)))
          return row.map { Reference.canonical(($0 - maximum) - logarithm) }
        })
    },
    rows("layer-norm", nasty: ["x", "gain", "bias"]) { c in
      let (gain, bias) = (c.floats("gain"), c.floats("bias"))
      return bytes(
        of: c.rows("x").flatMap { row -> [Float] in
          let normal = Reference.Normal(row, isCentred: true, epsilon: 1e-5).values
          return normal.indices.map { Reference.canonical((normal[$0] * gain[$0]) + bias[$0]) }
        })
    },
    rows("rms-norm", nasty: ["x", "gain"]) { c in
      let gain = c.floats("gain")
      return bytes(
        of: c.rows("x").flatMap { row -> [Float] in
          let normal = Reference.Normal(row, isCentred: false, epsilon: 1e-6).values
          return normal.indices.map { Reference.canonical(normal[$0] * gain[$0]) }
        })
    },
    manyRows("layer-norm-gradient") { gradient(of: $0, isCentred: true, epsilon: 1e-5) },
    manyRows("rms-norm-gradient") { gradient(of: $0, isCentred: false, epsilon: 1e-6) },
  ]

  /// `rows`, with several chunks of rows: the gradients of gain and bias are column sums.
  private static func manyRows(
    _ operation: String, _ output: @escaping @Sendable (OperationCase) throws -> [UInt8]
  ) -> NaiveReference {
    let few = rows(operation, nasty: ["x", "gain", "gradient"], output)
    let shapes = [(255, 3), (256, 33), (257, 16), (700, 5), (1300, 18)].map { ["rows": $0, "columns": $1] }
    return NaiveReference(
      operation: operation, shapes: few.shapes + shapes,
      fresh: { ["rows": 1 + Int($0.integer(below: 900)), "columns": 1 + Int($0.integer(below: 60))] }, nasty: few.nasty,
      output: output)
  }

  /// The gradients of the rows, the gain and, if centred, the bias, one after another.
  private static func gradient(of c: OperationCase, isCentred: Bool, epsilon: Float) -> [UInt8] {
    let (columns, gain, incoming) = (c["columns"], c.floats("gain"), c.rows("gradient"))
    let normals = c.rows("x").map { Reference.Normal($0, isCentred: isCentred, epsilon: epsilon) }
    var dx: [Float] = []
    for (normal, dy) in zip(normals, incoming) { dx += normal.gradient(dy, gain: gain) }
    let dgain = (0..<columns).map { j in
      Reference.dot(normals.count, Reference.ProductOrder(), { _ in 1 }, { incoming[$0][j] * normals[$0].values[j] })
    }
    let dbias = (0..<columns).map { j in
      Reference.dot(normals.count, Reference.ProductOrder(), { _ in 1 }, { incoming[$0][j] })
    }
    return bytes(of: dx + dgain + (isCentred ? dbias : []))
  }
}

extension Reference {
  /// A row less its mean (if centred), divided by its deviation.
  struct Normal {
    let values: [Float]
    private let reciprocal: Float
    private let isCentred: Bool

    init(_ row: [Float], isCentred: Bool, epsilon: Float) {
      self.isCentred = isCentred
      let count = Float(row.count)
      let mean = isCentred ? sum(row) / count : 0
      let centred = isCentred ? row.map { $0 - mean } : row
      let variance = sum(centred.map { $0 * $0 }) / count
      let reciprocal = Float(1 / Double(variance + epsilon).squareRoot())
      values = centred.map { $0 * reciprocal }
      self.reciprocal = reciprocal
    }

    func gradient(_ dy: [Float], gain: [Float]) -> [Float] {
      let count = Float(values.count)
      let g = zip(dy, gain).map { $0 * $1 }
      let mean = sum(g) / count
      let projection = sum(zip(g, values).map { $0 * $1 }) / count
      return zip(g, values).map { g, value in
        let along = value * projection
        return canonical(reciprocal * ((isCentred ? g - mean : g) - along))
      }
    }
  }
}

import Foundation
import Kernels

extension NaiveReference {
  static let training: [NaiveReference] = [
    rows("softmax", nasty: ["x"]) { c in
      bytes(
        of: c.rows("x").flatMap { row -> [Float] in
          let (e, _, sum) = Reference.exponentials(row, exp: Reference.exp)
          return e.map { Reference.canonical($0 / sum) }
        })
    },
    rows("softmax-cross-entropy", nasty: ["logits"]) { c in
      let labels = c.array("labels", as: UInt32.self)
      return bytes(
        of: zip(c.rows("logits"), labels).flatMap { row, label -> [Float] in
          let (e, _, sum) = Reference.exponentials(row, exp: Reference.exp)
          return e.indices.map { j in
            let p = e[j] / sum
            return Reference.canonical((j == Int(label) ? p - 1 : p) / Float(labels.count))
          }
        })
    },
    NaiveReference(
      operation: "dense",
      shapes: [
        ["batch": 1, "inputs": 1, "outputs": 1], ["batch": 5, "inputs": 257, "outputs": 19], ["batch": 33, "inputs": 64, "outputs": 50],
      ],
      fresh: {
        [
          "batch": 1 + Int($0.integer(below: 40)), "inputs": 1 + Int($0.integer(below: 300)),
          "outputs": 1 + Int($0.integer(below: 60)),
        ]
      },
      nasty: ["x", "weight", "bias"],
      output: { c in
        let n = c["outputs"]
        let bias = c.floats("bias")
        let product = Reference.product(
          m: c["batch"], n: n, k: c["inputs"], transposeB: true, c.floats("x"), c.floats("weight"))
        return bytes(of: product.indices.map { Reference.canonical(product[$0] + bias[$0 % n]) })
      }),
    elementwise("sgd", nasty: ["parameter", "gradient", "velocity"]) { c in
      let (p, g, v) = (c.floats("parameter"), c.floats("gradient"), c.floats("velocity"))
      return bytes(of: p.indices.map { Reference.canonical(p[$0] - Float(0.01) * (Float(0.9) * v[$0] + g[$0])) })
    },
    elementwise("adamw", nasty: ["parameter", "gradient", "first"]) { c in
      var (p, m, v) = (c.floats("parameter"), c.floats("first"), c.floats("second"))
      let g = c.floats("gradient")
      for i in p.indices { Reference.AdamW().update(&p[i], g[i], &m[i], &v[i], step: 3) }
      return bytes(of: p.map(Reference.canonical))
    },
  ]

  /// An operation on rows by columns.
  static func rows(
    _ operation: String, nasty: [String] = [], _ output: @escaping @Sendable (OperationCase) throws -> [UInt8]
  ) -> NaiveReference {
    NaiveReference(
      operation: operation,
      shapes: [(1, 1), (1, 17), (3, 16), (5, 255), (2, 4096), (3, 5000), (40, 10), (7, 257)].map { ["rows": $0, "columns": $1] },
      fresh: { ["rows": 1 + Int($0.integer(below: 30)), "columns": 1 + Int($0.integer(below: 600))] }, nasty: nasty,
      output: output)
  }
}

extension OperationCase {
  /// An input of `rows` by `columns` floats.
  func rows(_ name: String) -> [[Float]] {
    let (all, columns) = (floats(name), self["columns"])
    return stride(from: 0, to: all.count, by: columns).map { Array(all[$0..<$0 + columns]) }
  }
}

extension Reference {
  /// The correctly rounded exponentials, by the system's double function.
  static func exp(_ x: [Float]) -> [Float] { x.map { canonical(Float(Foundation.exp(Double($0)))) } }
}

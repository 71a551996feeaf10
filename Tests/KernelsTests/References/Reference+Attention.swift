import Kernels

extension NaiveReference {
  static let attentions: [NaiveReference] = [
    attention("attention", ["qkv"]) { c in AttentionReference(c, c.floats("qkv")).forward() },
    attention("attention-gradient", ["qkv", "gradient"]) { c in
      AttentionReference(c, c.floats("qkv")).gradient(c.floats("gradient"))
    },
    embedding("embedding", ["table"]) { c in
      let (table, columns) = (c.floats("table"), c["columns"])
      return c.array("ids", as: UInt32.self).flatMap { id in
        (0..<columns).map { Reference.canonical(table[Int(id) * columns + $0]) }
      }
    },
    embedding("embedding-gradient", ["gradient"]) { c in
      let (gradient, columns) = (c.floats("gradient"), c["columns"])
      var table = [Float](repeating: 0, count: c["rows"] * columns)
      for (i, id) in c.array("ids", as: UInt32.self).enumerated() {
        for j in 0..<columns { table[Int(id) * columns + j] += gradient[i * columns + j] }
      }
      return table.map(Reference.canonical)
    },
  ]

  private static func attention(
    _ operation: String, _ nasty: [String], _ output: @escaping @Sendable (OperationCase) -> [Float]
  ) -> NaiveReference {
    NaiveReference(
      operation: operation,
      shapes: [
        (1, 1, 1, 1, 1), (2, 7, 3, 5, 1), (2, 18, 2, 17, 0), (1, 33, 1, 32, 1), (1, 3, 1, 270, 1), (1, 259, 1, 2, 1), (1, 258, 1, 2, 0),
      ].map { ["batch": $0.0, "tokens": $0.1, "heads": $0.2, "head-size": $0.3, "causal": $0.4] },
      fresh: { stream in
        [
          "batch": 1 + Int(stream.integer(below: 2)), "tokens": 1 + Int(stream.integer(below: 50)),
          "heads": 1 + Int(stream.integer(below: 3)), "head-size": 1 + Int(stream.integer(below: 20)),
          "causal": Int(stream.integer(below: 2)),
        ]
      }, nasty: nasty, output: { bytes(of: output($0)) })
  }

  private static func embedding(
    _ operation: String, _ nasty: [String], _ output: @escaping @Sendable (OperationCase) -> [Float]
  ) -> NaiveReference {
    NaiveReference(
      operation: operation,
      shapes: [(1, 1, 1), (37, 3, 17), (5, 100, 65), (300, 7, 130)].map { ["count": $0.0, "rows": $0.1, "columns": $0.2] },
      fresh: {
        [
          "count": 1 + Int($0.integer(below: 100)), "rows": 1 + Int($0.integer(below: 20)),
          "columns": 1 + Int($0.integer(below: 150)),
        ]
      }, nasty: nasty, output: { bytes(of: output($0)) })
  }
}

/// `Attention` of docs/numerics.md, element by element.
struct AttentionReference {
  let (batch, tokens, heads, size, causal): (Int, Int, Int, Int, Bool)
  let scale: Float
  let qkv: [Float]

  init(_ c: OperationCase, _ qkv: [Float]) {
    (batch, tokens, heads, size, causal) = (c["batch"], c["tokens"], c["heads"], c["head-size"], c["causal"] == 1)
    scale = Float(1 / Double(size).squareRoot())
    self.qkv = qkv
  }

  /// One head of one sequence.
  private struct Head {
    var (q, k, v): ([[Float]], [[Float]], [[Float]])
    var p: [[Float]] = []
  }

  /// The tokens that token i attends to.
  private func keys(_ i: Int) -> Range<Int> { 0..<(causal ? i + 1 : tokens) }

  /// The rows of one head in an array of tokens by `width` parts (queries, keys and values are three).
  private func rows(_ x: [Float], _ sequence: Int, _ head: Int, part: Int, of parts: Int) -> [[Float]] {
    (0..<tokens).map { t in
      let start = (((sequence * tokens + t) * parts + part) * heads + head) * size
      return Array(x[start..<start + size])
    }
  }

  private func dot(_ a: [Float], _ b: [Float]) -> Float { Reference.dot(a.count, .init(), { a[$0] }, { b[$0] }) }

  private func head(_ sequence: Int, _ number: Int) -> Head {
    var h = Head(
      q: rows(qkv, sequence, number, part: 0, of: 3), k: rows(qkv, sequence, number, part: 1, of: 3),
      v: rows(qkv, sequence, number, part: 2, of: 3))
    h.p = (0..<tokens).map { i in
      let (e, _, sum) = Reference.exponentials(keys(i).map { dot(h.q[i], h.k[$0]) * scale }, exp: Reference.exp)
      return e.map { Reference.canonical($0 / sum) }
    }
    return h
  }

  func forward() -> [Float] {
    var out = [Float](repeating: 0, count: batch * tokens * heads * size)
    for sequence in 0..<batch {
      for number in 0..<heads {
        let h = head(sequence, number)
        for i in 0..<tokens {
          for e in 0..<size {
            out[((sequence * tokens + i) * heads + number) * size + e] = dot(h.p[i], keys(i).map { h.v[$0][e] })
          }
        }
      }
    }
    return out
  }

  /// The sum over the tokens that attend to j, in chunks of the tokens' numbers.
  private func after(_ j: Int, _ a: (Int) -> Float, _ b: (Int) -> Float) -> Float {
    let sums = stride(from: 0, to: tokens, by: 256).map { start -> Float in
      (start..<min(start + 256, tokens)).filter { keys($0).contains(j) }.reduce(0) { $0.addingProduct(a($1), b($1)) }
    }
    return Reference.canonical(Reference.tree(sums))
  }

  func gradient(_ gradient: [Float]) -> [Float] {
    var out = [Float](repeating: 0, count: qkv.count)
    for sequence in 0..<batch {
      for number in 0..<heads {
        let h = head(sequence, number)
        let dy = rows(gradient, sequence, number, part: 0, of: 1)
        let ds = (0..<tokens).map { i -> [Float] in
          let dp = keys(i).map { dot(dy[i], h.v[$0]) }
          let sum = Reference.sum(keys(i).map { dp[$0] * h.p[i][$0] })
          return keys(i).map { (h.p[i][$0] * (dp[$0] - sum)) * scale }
        }
        for t in 0..<tokens {
          for e in 0..<size {
            let at = { (part: Int) in (((sequence * tokens + t) * 3 + part) * heads + number) * size + e }
            out[at(0)] = dot(ds[t], keys(t).map { h.k[$0][e] })
            out[at(1)] = after(t, { ds[$0][t] }, { h.q[$0][e] })
            out[at(2)] = after(t, { h.p[$0][t] }, { dy[$0][e] })
          }
        }
      }
    }
    return out
  }
}

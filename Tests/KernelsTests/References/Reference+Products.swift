import Kernels

extension NaiveReference {
  static let products: [NaiveReference] = [gemm, gemv]

  private static let gemm = NaiveReference(
    operation: "gemm",
    shapes: [1, 2, 255, 256, 257, 513, 1025].flatMap { k in
      [["m": 3, "n": 5, "k": k, "transpose-b": 0], ["m": 17, "n": 33, "k": k, "transpose-a": 1]]
    } + [["m": 1, "n": 1, "k": 0], ["m": 65, "n": 129, "k": 31], ["m": 29, "n": 97, "k": 300, "transpose-a": 1, "transpose-b": 1]]
      + [["m": 31, "n": 47, "k": 600, "prepacked": 1], ["m": 5, "n": 130, "k": 70, "transpose-b": 1, "prepacked": 1]]
      + [["m": 1, "n": 400, "k": 1100, "prepacked": 1], ["m": 1, "n": 2100, "k": 2000, "prepacked": 1]],
    fresh: { stream in
      [
        "m": 1 + Int(stream.integer(below: 70)), "n": 1 + Int(stream.integer(below: 110)), "k": Int(stream.integer(below: 600)),
        "transpose-a": Int(stream.integer(below: 2)), "transpose-b": Int(stream.integer(below: 2)),
        "prepacked": Int(stream.integer(below: 2)),
      ]
    },
    nasty: ["a", "b"],
    output: { c in
      c.type == .f64 ? product(c, Double.self) : product(c, Float.self)
    })

  private static let gemv = NaiveReference(
    operation: "gemv",
    shapes: [0, 1, 255, 256, 257, 513, 1025].flatMap { n in
      [["m": 33, "n": n], ["m": 70, "n": n, "transpose": 1], ["m": 3, "n": n]]
    } + [["m": 1, "n": 9, "transpose": 1], ["m": 200, "n": 300], ["m": 600, "n": 600], ["m": 700, "n": 500, "transpose": 1]]
      // Beyond the sizes from which a matrix is read as from memory.
      + [["m": 1600, "n": 1400, "transpose": 1], ["m": 2100, "n": 2000, "transpose": 1]],
    fresh: { stream in
      [
        "m": 1 + Int(stream.integer(below: 300)), "n": Int(stream.integer(below: 900)), "transpose": Int(stream.integer(below: 2)),
      ]
    },
    nasty: ["a", "x"],
    output: { c in
      c.type == .f64 ? vector(c, Double.self) : vector(c, Float.self)
    })

  private static func vector<T: BinaryFloatingPoint & BitwiseCopyable>(_ c: OperationCase, _: T.Type) -> [UInt8] {
    bytes(
      of: Reference.product(
        m: c["m"], n: 1, k: c["n"], transposeA: c["transpose"] == 1, c.array("a", as: T.self), c.array("x", as: T.self)))
  }

  private static func product<T: BinaryFloatingPoint & BitwiseCopyable>(_ c: OperationCase, _: T.Type) -> [UInt8] {
    bytes(
      of: Reference.product(
        m: c["m"], n: c["n"], k: c["k"], transposeA: c["transpose-a"] == 1, transposeB: c["transpose-b"] == 1,
        c.array("a", as: T.self), c.array("b", as: T.self)))
  }
}

import Kernels

extension NaiveReference {
  static let products: [NaiveReference] = [gemm]

  private static let gemm = NaiveReference(
    operation: "gemm",
    shapes: [1, 2, 255, 256, 257, 513, 1025].flatMap { k in
      [["m": 3, "n": 5, "k": k, "transpose-b": 0], ["m": 17, "n": 33, "k": k, "transpose-a": 1]]
    } + [["m": 1, "n": 1, "k": 0], ["m": 65, "n": 129, "k": 31], ["m": 29, "n": 97, "k": 300, "transpose-a": 1, "transpose-b": 1]],
    fresh: { stream in
      [
        "m": 1 + Int(stream.integer(below: 70)), "n": 1 + Int(stream.integer(below: 110)), "k": Int(stream.integer(below: 600)),
        "transpose-a": Int(stream.integer(below: 2)), "transpose-b": Int(stream.integer(below: 2)),
      ]
    },
    nasty: ["a", "b"],
    output: { c in
      c.type == .f64 ? product(c, Double.self) : product(c, Float.self)
    })

  private static func product<T: BinaryFloatingPoint & BitwiseCopyable>(_ c: OperationCase, _: T.Type) -> [UInt8] {
    bytes(
      of: Reference.product(
        m: c["m"], n: c["n"], k: c["k"], transposeA: c["transpose-a"] == 1, transposeB: c["transpose-b"] == 1,
        c.array("a", as: T.self), c.array("b", as: T.self)))
  }
}

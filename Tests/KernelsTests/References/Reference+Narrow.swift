import Kernels

extension NaiveReference {
  static let narrowProducts: [NaiveReference] = [
    product("gemm-integer", nasty: ["a", "b"]) { c in
      let (a, b) = (c.array("a", as: Int8.self), c.array("b", as: Int8.self))
      return bytes(
        of: c.elements { i, j in
          (0..<c["k"]).reduce(Int32(0)) { $0 + Int32(a[c.indexA(i, $1)]) * Int32(b[c.indexB($1, j)]) }
        })
    },
    product("gemm-mixed", nasty: ["a", "b"]) { c in
      let wide = { (name: String) in c.array(name, as: UInt16.self).map { Float(bitPattern: UInt32($0) << 16) } }
      return bytes(
        of: Reference.product(
          m: c["m"], n: c["n"], k: c["k"], transposeA: c["transpose-a"] == 1, transposeB: c["transpose-b"] == 1, wide("a"), wide("b")))
    },
  ]

  private static func product(
    _ operation: String, nasty: [String] = [], _ output: @escaping @Sendable (OperationCase) throws -> [UInt8]
  ) -> NaiveReference {
    NaiveReference(
      operation: operation,
      shapes: [
        ["m": 1, "n": 1, "k": 0], ["m": 1, "n": 1, "k": 1], ["m": 4, "n": 70, "k": 131, "transpose-b": 1], ["m": 2, "n": 600, "k": 37],
        ["m": 50, "n": 3, "k": 129], ["m": 15, "n": 33, "k": 255, "transpose-a": 1], ["m": 29, "n": 17, "k": 18, "transpose-b": 1],
        ["m": 31, "n": 65, "k": 66, "transpose-a": 1, "transpose-b": 1], ["m": 6, "n": 5, "k": 4099],
        ["m": 7, "n": 40, "k": 2049, "transpose-a": 1],
      ].map { ["transpose-a": 0, "transpose-b": 0].merging($0) { $1 } },
      fresh: { stream in
        [
          "m": 1 + Int(stream.integer(below: 70)), "n": 1 + Int(stream.integer(below: 110)), "k": Int(stream.integer(below: 300)),
          "transpose-a": Int(stream.integer(below: 2)), "transpose-b": Int(stream.integer(below: 2)),
        ]
      },
      nasty: nasty, output: output)
  }
}

extension OperationCase {
  /// Where element (i, p) of op(A) is stored.
  fileprivate func indexA(_ i: Int, _ p: Int) -> Int { self["transpose-a"] == 1 ? p * self["m"] + i : i * self["k"] + p }
  /// Where element (p, j) of op(B) is stored.
  fileprivate func indexB(_ p: Int, _ j: Int) -> Int { self["transpose-b"] == 1 ? j * self["k"] + p : p * self["n"] + j }
  /// An element for each row and column.
  fileprivate func elements<T>(_ element: (Int, Int) -> T) -> [T] {
    (0..<self["m"]).flatMap { i in (0..<self["n"]).map { element(i, $0) } }
  }
}

import Kernels

extension NaiveReference {
  static let orders: [NaiveReference] = [
    elementwise("sort", nasty: ["x"]) { c in
      switch c.type {
      case .f64: bytes(of: c.array("x", as: Double.self).map(Reference.canonical).sorted(by: Reference.precedes))
      case .i32: bytes(of: c.array("x", as: Int32.self).sorted())
      case .u32: bytes(of: c.array("x", as: UInt32.self).sorted())
      case .u64: bytes(of: c.array("x", as: UInt64.self).sorted())
      default: bytes(of: c.floats("x").map(Reference.canonical).sorted(by: Reference.precedes))
      }
    }
  ]

  static let sparse: [NaiveReference] = [
    NaiveReference(
      operation: "spmv",
      shapes: [
        (1, 1, 0), (1, 1, 1), (9, 40, 7), (33, 900, 255), (5, 900, 256), (6, 900, 257), (3, 1100, 1029), (17, 3, 3), (700, 50, 32),
        (4, 200, 33),
      ].map { ["rows": $0, "columns": $1, "row-entries": $2] },
      fresh: {
        let columns = 1 + $0.integer(below: 700)
        return [
          "rows": 1 + Int($0.integer(below: 60)), "columns": Int(columns), "row-entries": Int($0.integer(below: min(500, columns + 1))),
        ]
      },
      nasty: ["values", "x"],
      output: { c in c.type == .f64 ? product(c, Double.self) : product(c, Float.self) })
  ]

  private static func product<T: BinaryFloatingPoint & BitwiseCopyable>(_ c: OperationCase, _: T.Type) -> [UInt8] {
    let (columns, values, x) = (c.array("columns", as: UInt32.self), c.array("values", as: T.self), c.array("x", as: T.self))
    let entries = columns.count / c["rows"]
    return bytes(
      of: (0..<c["rows"]).map { row in
        Reference.dot(entries, Reference.ProductOrder(), { values[row * entries + $0] }, { x[Int(columns[row * entries + $0])] })
      })
  }
}

extension Reference {
  /// Ascending, -0 before +0, NaN last.
  static func precedes<T: BinaryFloatingPoint>(_ a: T, _ b: T) -> Bool {
    if a.isNaN || b.isNaN { return !a.isNaN }
    return a == b ? a.sign == .minus && b.sign == .plus : a < b
  }
}

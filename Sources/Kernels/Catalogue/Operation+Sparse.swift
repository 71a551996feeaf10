extension Operation {
  /// Products of sparse matrices.
  static let sparse = [spmv]

  /// y = A x for a matrix in CSR with as many entries in each row, inputs uniform in -1 to 1.
  static let spmv = Operation(
    name: "spmv",
    summary: "multiplies a sparse matrix (CSR) with a vector: the order of gemm over each row's stored entries",
    types: [.f32, .f64],
    parameters: [
      OperationParameter("rows", "rows of the matrix", in: 1...Limits.dimension, default: 100_000),
      OperationParameter("columns", "columns of the matrix, and elements of the vector", in: 1...Limits.dimension, default: 100_000),
      OperationParameter("row-entries", "stored entries of each row, no more than columns", in: 0...Limits.dimension, default: 16),
    ],
    revision: 2,
    goldenParameters: ["rows": 37, "columns": 701, "row-entries": 301],
    golden: [.f32: 0x02c9_2ae6_8499_0e8b, .f64: 0xb274_d328_0224_718f],
    count: { (request) throws(KernelError) in
      guard request["row-entries"] <= request["columns"] else {
        throw KernelError(
          .shapeMismatch, "a row of \(request["columns"]) columns cannot store \(request["row-entries"]) entries",
          hint: "make `row-entries` smaller or `columns` larger", setting: "row-entries")
      }
      let (rows, columns) = (SizeArithmetic(request["rows"]), SizeArithmetic(request["columns"]))
      let entries = rows * request["row-entries"]
      let bytes =
        entries * (request.type.size + 4) + (rows + SizeArithmetic(1)) * 8 + (rows + columns) * request.type.size
      return Count(flops: entries * 2, bytes: bytes, memory: bytes + entries * 4, shape: [request["rows"]])
    },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let pattern = try Pattern(request, &stream, engine)
      switch request.type {
      case .f64: return try kernel(Double.self, pattern, cost, &stream, engine)
      default: return try kernel(Float.self, pattern, cost, &stream, engine)
      }
    })

  /// Where a matrix has entries: entry e of a row lies in the e-th of equal strips of the columns.
  private struct Pattern {
    let rows: Int
    let width: Int
    let starts: Buffer<UInt64>
    let columns: Buffer<UInt32>

    init(_ request: Request, _ stream: inout RandomStream, _ engine: Engine) throws(KernelError) {
      rows = request["rows"]
      width = request["columns"]
      let entries = request["row-entries"]
      starts = try Buffer<UInt64>(rows + 1)
      starts.fill((0...rows).map { UInt64($0 * entries) })
      columns = try Buffer<UInt32>(rows * entries)
      try engine.words(&stream, into: columns)
      let strips = (0..<entries).map { e in (first: e * width / entries, end: (e + 1) * width / entries) }
      var drawn = columns.array
      for place in drawn.indices {
        let strip = strips[place % entries]
        drawn[place] = UInt32(strip.first + Int((UInt64(drawn[place]) * UInt64(strip.end - strip.first)) >> 32))
      }
      columns.fill(drawn)
    }
  }

  private static func kernel<T: PortableReal>(
    _: T.Type, _ pattern: Pattern, _ cost: OperationCost, _ stream: inout RandomStream, _ engine: Engine
  ) throws(KernelError) -> any PreparedKernel {
    let values = try Buffer<T>(pattern.columns.count)
    let x = try Buffer<T>(pattern.width)
    let y = try Buffer<T>(pattern.rows)
    engine.uniform(&stream, from: -1, width: 2, into: values)
    engine.uniform(&stream, from: -1, width: 2, into: x)
    let matrix = SparseMatrix(
      rows: pattern.rows, columns: pattern.width, starts: pattern.starts, places: pattern.columns, values: values)
    let inputs = [
      NamedInput("columns", pattern.columns, below: pattern.width), NamedInput("values", values), NamedInput("x", x),
    ]
    return try BufferKernel(cost, inputs: inputs, output: y) { engine.multiply(matrix, vector: x, into: y) }
  }
}

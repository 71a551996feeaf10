extension Operation {
  /// Attention and embedding, with gradients.
  static let attentions = [attention, attentionGradient, embedding, embeddingGradient]

  private static let attentionParameters = [
    OperationParameter("batch", "sequences", in: 1...Limits.dimension, default: 16),
    OperationParameter("tokens", "tokens of a sequence", in: 1...Limits.dimension, default: 128),
    OperationParameter("heads", "heads", in: 1...Limits.dimension, default: 4),
    OperationParameter("head-size", "elements of a query, a key or a value of one head", in: 1...Limits.dimension, default: 64),
    OperationParameter("causal", "1 if a token attends to itself and earlier tokens only", in: 0...1, default: 1),
  ]

  private static let attentionGolden = ["batch": 2, "tokens": 19, "heads": 3, "head-size": 7, "causal": 1]

  private static func attentionShape(_ r: Request) -> AttentionShape {
    AttentionShape(
      batch: r["batch"], tokens: r["tokens"], heads: r["heads"], headSize: r["head-size"], causal: r["causal"] == 1)
  }

  /// For each pair of tokens that meet: 2 flops for each of `products` times an element of a head, and `more`.
  private static func attentionCount(_ request: Request, products: Int, more: Int, arrays: Int, outputs: Int) -> Count {
    let s = attentionShape(request)
    let heads = SizeArithmetic(s.batch) * s.heads
    let tokens = SizeArithmetic(s.tokens)
    // T (T + 1) / 2 pairs: the factor 2 of a multiplication and an addition makes up for the half.
    let twicePairs = s.causal ? tokens * (s.tokens + 1) : tokens * s.tokens * 2
    let y = heads * s.tokens * s.headSize
    let probabilities = heads * s.tokens * s.tokens
    return Count(
      flops: heads * twicePairs * (SizeArithmetic(s.headSize) * products + SizeArithmetic(more)), bytes: y * (arrays * 4),
      memory: y * (arrays * 8) + probabilities * 4 + tokens * s.tokens * 64, shape: [s.batch, s.tokens, outputs * s.heads * s.headSize])
  }

  /// Attention's forward pass.
  ///
  /// The scale and softmax count 6 flops for each pair of tokens.
  static let attention = Operation(
    name: "attention",
    summary: "attends with several heads: scaled scores, softmax, the sum of the values, causal or over all tokens",
    types: [.f32],
    parameters: attentionParameters,
    revision: 1,
    goldenParameters: attentionGolden,
    golden: [.f32: 0x8260_d645_f7a6_3fa0],
    count: { attentionCount($0, products: 2, more: 3, arrays: 4, outputs: 1) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let s = attentionShape(request)
      let qkv = try Buffer<Float>(3 * s.outputCount)
      let y = try Buffer<Float>(s.outputCount)
      engine.normal(&stream, into: qkv)
      return try BufferKernel(cost, inputs: [NamedInput("qkv", qkv)], output: y) { () throws(KernelError) in
        try engine.attend(s, qkv, probabilities: nil, into: y)
      }
    })

  /// Attention's gradient; the forward pass that leaves the probabilities is no part of a repetition.
  ///
  /// Beside the products, it counts 6 flops for each pair of tokens.
  static let attentionGradient = Operation(
    name: "attention-gradient",
    summary: "computes the gradient of attention's queries, keys and values",
    types: [.f32],
    parameters: attentionParameters,
    revision: 1,
    goldenParameters: attentionGolden,
    golden: [.f32: 0xbe03_c70d_0c44_15c0],
    count: { attentionCount($0, products: 4, more: 3, arrays: 8, outputs: 3) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let s = attentionShape(request)
      let qkv = try Buffer<Float>(3 * s.outputCount)
      let gradient = try Buffer<Float>(s.outputCount)
      let probabilities = try Buffer<Float>(s.probabilityCount)
      let y = try Buffer<Float>(s.outputCount)
      let out = try Buffer<Float>(3 * s.outputCount)
      engine.normal(&stream, into: qkv)
      engine.normal(&stream, into: gradient)
      return try BufferKernel(
        cost, inputs: [NamedInput("qkv", qkv), NamedInput("gradient", gradient)], output: out,
        derive: { () throws(KernelError) in try engine.attend(s, qkv, probabilities: probabilities, into: y) },
        body: { () throws(KernelError) in
          try engine.attentionGradient(s, qkv, probabilities: probabilities, gradient: gradient, into: out)
        })
    })

  private static let embeddingParameters = [
    OperationParameter("count", "rows that are taken", in: 1...Limits.dimension, default: 2048),
    OperationParameter("rows", "rows of the table", in: 1...Limits.dimension, default: 256),
    OperationParameter("columns", "elements of a row", in: 1...Limits.dimension, default: 256),
  ]

  private static func embeddingCount(_ request: Request, gradient: Bool) -> Count {
    let taken = SizeArithmetic(request["count"]) * request["columns"]
    let table = SizeArithmetic(request["rows"]) * request["columns"]
    let moved = gradient ? taken * 4 + table * 4 : taken * 8
    return Count(
      flops: gradient ? taken : SizeArithmetic(0), bytes: moved + SizeArithmetic(request["count"]) * 4,
      memory: (taken + table) * 4 + SizeArithmetic(request["count"]) * 4,
      shape: [gradient ? request["rows"] : request["count"], request["columns"]])
  }

  /// Ids below the number of rows.
  private static func ids(_ request: Request, _ stream: inout RandomStream) throws(KernelError) -> Buffer<UInt32> {
    let ids = try Buffer<UInt32>(request["count"])
    ids.fill((0..<ids.count).map { _ in UInt32(stream.integer(below: UInt64(request["rows"]))) })
    return ids
  }

  /// Rows of a table.
  static let embedding = Operation(
    name: "embedding",
    summary: "copies rows of a table by number",
    types: [.f32],
    parameters: embeddingParameters,
    revision: 1,
    goldenParameters: ["count": 37, "rows": 11, "columns": 19],
    golden: [.f32: 0xabbc_efe1_eab2_9131],
    count: { embeddingCount($0, gradient: false) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let columns = request["columns"]
      let table = try Buffer<Float>(request["rows"] * columns)
      engine.normal(&stream, into: table)
      let ids = try ids(request, &stream)
      let y = try Buffer<Float>(ids.count * columns)
      let named = [NamedInput("table", table), NamedInput("ids", ids, below: request["rows"])]
      return try BufferKernel(cost, inputs: named, output: y) { engine.embed(table, ids: ids, count: ids.count, columns: columns, into: y) }
    })

  /// The gradient of a table.
  static let embeddingGradient = Operation(
    name: "embedding-gradient",
    summary: "adds the gradients of the rows that were taken from a table, in order of position",
    types: [.f32],
    parameters: embeddingParameters,
    revision: 1,
    goldenParameters: ["count": 37, "rows": 11, "columns": 19],
    golden: [.f32: 0x699f_8b09_d256_f45f],
    count: { embeddingCount($0, gradient: true) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let (rows, columns) = (request["rows"], request["columns"])
      let gradient = try Buffer<Float>(request["count"] * columns)
      engine.normal(&stream, into: gradient)
      let ids = try ids(request, &stream)
      let table = try Buffer<Float>(rows * columns)
      let named = [NamedInput("gradient", gradient), NamedInput("ids", ids, below: rows)]
      return try BufferKernel(cost, inputs: named, output: table) {
        engine.embeddingGradient(gradient, ids: ids, count: ids.count, rows: rows, columns: columns, into: table)
      }
    })
}

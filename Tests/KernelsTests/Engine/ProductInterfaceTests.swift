import CKernels
import Testing

/// Products as networks use them: with an epilogue, with a packed operand, as tasks, under any blocking.
///
/// Each must have the bits of
/// the naive product and the separate steps, on every instruction set and number of threads.
@Suite(.serialized) struct ProductInterfaceTests {
  struct Epilogue: CustomTestStringConvertible, Sendable {
    let bias: Bool
    let relu: Bool
    let accumulate: Bool
    var testDescription: String { "\(bias ? "bias " : "")\(relu ? "relu " : "")\(accumulate ? "accumulate" : "")" }

    static let all = (0..<8).map { Epilogue(bias: $0 & 1 == 1, relu: $0 & 2 == 2, accumulate: $0 & 4 == 4) }
  }

  private static let sizes = [
    Shape(1, 1, 0), Shape(1, 37, 300), Shape(9, 1, 257), Shape(13, 33, 31), Shape(16, 64, 64), Shape(17, 53, 523), Shape(21, 70, 1100),
    Shape(66, 41, 256),
  ]
  private static let sets = [EK_SSE2, EK_AVX2, EK_AVX512, EK_NEON].map { CInt($0) }.filter { ek_isa_supported($0) == 1 }

  /// Operands of one product, and what the plainest program makes of them.
  private struct Example {
    let size: Shape
    let transposes: Int
    let a: [Float]
    let b: [Float]
    let bias: [Float]
    let before: [Float]
    let product: [Float]

    var transposeA: CInt { CInt(transposes & 1) }
    var transposeB: CInt { CInt(transposes >> 1) }
    var lda: Int { transposeA == 1 ? size.m : size.k }
    var ldb: Int { transposeB == 1 ? size.k : size.n }

    init(_ size: Shape, _ transposes: Int, finite: Bool, seed: Int = 0) {
      var stream = testStream(UInt64(size.m * 7 + size.n * 5 + size.k + transposes + seed << 20))
      self.size = size
      self.transposes = transposes
      a = nastyFloats(size.m * size.k, &stream, finite: finite)
      b = nastyFloats(size.k * size.n, &stream, finite: finite)
      bias = nastyFloats(size.n, &stream, finite: finite)
      before = nastyFloats(size.m * size.n, &stream, finite: finite)
      product = Reference.product(
        m: size.m, n: size.n, k: size.k, transposeA: transposes & 1 == 1, transposeB: transposes & 2 == 2, a, b)
    }

    func expected(_ epilogue: Epilogue, bias: [Float]? = nil) -> [UInt32] {
      let bias = bias ?? self.bias
      return bits(
        product.indices.map { i in
          var x = product[i]
          if epilogue.accumulate { x = Reference.canonical(before[i] + x) }
          if epilogue.bias { x = Reference.canonical(x + bias[i % size.n]) }
          return epilogue.relu ? Reference.relu(x) : x
        })
    }
  }

  /// Runs a closure on a pool of each instruction set and a few thread counts.
  private func onEveryPool(_ body: (OpaquePointer, CInt, String) throws -> Void) throws {
    for threads in [1, 2, 3, 7] {
      let pool = unsafe try #require(ek_pool_create(CInt(threads)))
      defer { unsafe ek_pool_destroy(pool) }
      for set in Self.sets { unsafe try body(pool, set, "set \(set), \(threads) threads") }
    }
  }

  private func withEpilogue(_ e: Epilogue, _ bias: [Float], _ body: (UnsafePointer<ek_gemm_epilogue>) -> CInt) -> CInt {
    unsafe bias.withUnsafeBufferPointer { bias in
      var epilogue = unsafe ek_gemm_epilogue(
        bias: e.bias ? bias.baseAddress : nil, relu: e.relu ? 1 : 0, accumulate: e.accumulate ? 1 : 0)
      return unsafe body(&epilogue)
    }
  }

  @Test(arguments: sizes, Epilogue.all)
  func `an epilogue has the bits of the separate steps`(size: Shape, epilogue: Epilogue) throws {
    let transposes = (size.m + (epilogue.bias ? 1 : 0) + (epilogue.relu ? 2 : 0) + (epilogue.accumulate ? 1 : 0)) % 4
    let x = Example(size, transposes, finite: size.n % 2 == 0)
    try unsafe onEveryPool { pool, set, name in
      var c = x.before
      let status = unsafe withEpilogue(epilogue, x.bias) { e in
        unsafe ek_gemm_fused_f32(
          pool, set, x.transposeA, x.transposeB, size.m, size.n, size.k, x.a, x.lda, x.b, x.ldb, &c, size.n, e)
      }
      #expect(status == EK_OK && bits(c) == x.expected(epilogue), "\(name), transposes \(transposes)")
    }
  }

  @Test(arguments: sizes, 0..<4)
  func `a packed operand and any blocking change no bit`(size: Shape, transposes: Int) throws {
    let x = Example(size, transposes, finite: transposes != 1)
    let epilogue = Epilogue.all[(size.m + transposes) % 8]
    defer { ek_gemm_set_blocking(0, 0) }
    for (rows, columns) in [(0, 0), (1, 1), (16, 40), (50, 1000)] {
      ek_gemm_set_blocking(rows, columns)
      try unsafe onEveryPool { pool, set, name in
        var packed = [Float](repeating: .nan, count: ek_gemm_packed_elements_f32(set, size.k, size.n))
        unsafe ek_gemm_pack_f32(pool, set, x.transposeB, size.k, size.n, x.b, x.ldb, &packed)
        var c = x.before
        let status = unsafe withEpilogue(epilogue, x.bias) { e in
          unsafe ek_gemm_prepacked_f32(
            pool, set, x.transposeA, size.m, size.n, size.k, x.a, x.lda, packed, &c, size.n, e)
        }
        #expect(status == EK_OK && bits(c) == x.expected(epilogue), "\(name), blocks of \(rows) by \(columns)")
        var plain = [Float](repeating: 7, count: size.m * size.n)
        let second = unsafe ek_gemm_f32(
          pool, set, x.transposeA, x.transposeB, size.m, size.n, size.k, x.a, x.lda, x.b, x.ldb, &plain, size.n)
        #expect(second == EK_OK && bits(plain) == bits(x.product), "\(name), blocks of \(rows) by \(columns)")
      }
    }
  }

  @Test(arguments: sizes, 0..<4)
  func `products inside tasks have the bits of products alone`(size: Shape, transposes: Int) throws {
    let batch = (0..<3).map { Example(size, transposes, finite: $0 != 2, seed: $0) }
    let (a, b) = (batch.flatMap(\.a), batch.flatMap(\.b))
    let epilogue = Epilogue.all[(size.n + transposes) % 8]
    try unsafe onEveryPool { pool, set, name in
      var c = batch.flatMap(\.before)
      let x = batch[0]
      let status = unsafe withEpilogue(epilogue, x.bias) { e in
        unsafe ek_gemm_batch_f32(
          pool, set, x.transposeA, x.transposeB, batch.count, size.m, size.n, size.k, a, x.lda, size.m * size.k, b, x.ldb,
          size.k * size.n, &c, size.n, size.m * size.n, e)
      }
      #expect(status == EK_OK)
      for (i, example) in batch.enumerated() {
        let found = Array(c[i * size.m * size.n..<(i + 1) * size.m * size.n])
        #expect(bits(found) == example.expected(epilogue, bias: x.bias), "\(name), product \(i)")
      }
    }
  }

  @Test func `operations of a holder run inside its hold`() throws {
    let engine = unsafe try #require(ek_pool_create(2))
    defer { unsafe ek_pool_destroy(engine) }
    let x = Example(Shape(47, 70, 300), 0, finite: true)
    unsafe ek_hold(engine)
    unsafe ek_hold(engine)
    for _ in 0..<20 {
      var c = x.before
      let status = unsafe ek_gemm_f32(engine, Self.sets[0], 0, 0, 47, 70, 300, x.a, x.lda, x.b, x.ldb, &c, 70)
      #expect(status == EK_OK && bits(c) == bits(x.product))
    }
    unsafe ek_release(engine)
    unsafe ek_release(engine)
  }
}

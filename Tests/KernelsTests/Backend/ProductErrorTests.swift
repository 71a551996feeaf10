import Kernels
import Testing

@Suite struct ProductErrorTests {
  @Test func `every order of additions stays within the bound, and a wrong product breaks it`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var stream = testStream(seed)
    let engine = try Engine()
    for k in [1, 7, 300] {
      let s = ProductShape(m: 5, n: 6, k: k)
      let a = nastyFloats(5 * k, &stream)
      let b = nastyFloats(k * 6, &stream)
      for order in [
        Reference.ProductOrder(chunk: 4, tree: true, fused: false), .init(chunk: 1 << 20, tree: false, fused: true),
        .init(chunk: 1, tree: false, fused: false), .init(),
      ] {
        let c = Reference.product(m: 5, n: 6, k: k, a, b, order: order)
        #expect(try engine.productError(s, a, b, candidate: c).holds, "seed \(seed), k \(k)")
      }
      let (da, db) = (a.map(Double.init), b.map(Double.init))
      let dc = Reference.product(m: 5, n: 6, k: k, da, db, order: .init(chunk: 3, tree: false, fused: false))
      #expect(try engine.productError(s, da, db, candidate: dc).holds)
    }
    let a = (0..<35).map { _ in Float(stream.uniform()) }
    let b = (0..<42).map { _ in Float(stream.uniform()) }
    let s = ProductShape(m: 5, n: 6, k: 7)
    var wrong = Reference.product(m: 5, n: 6, k: 7, a, b)
    wrong[13] *= 1 + 0x1p-18
    #expect(try !engine.productError(s, a, b, candidate: wrong).holds)
    wrong[13] = .nan
    #expect(try !engine.productError(s, a, b, candidate: wrong).holds)
    #expect(throws: KernelError.self) { try engine.productError(s, a, b, candidate: [1]) }
  }

  @Test func `a prepared product judges outputs that others computed from its inputs`() throws {
    let engine = try Engine()
    let sizes = [("gemm", ["m": 4, "n": 5, "k": 300]), ("gemv", ["m": 9, "n": 300, "transpose": 1])]
    for ((name, sizes), type) in sizes.flatMap({ sizes in [ElementType.f32, .f64].map { (sizes, $0) } }) {
      var stream = testStream(71)
      let kernel = try Operation.named(name).prepare(type: type, parameters: sizes, stream: &stream, engine: engine)
      #expect(try kernel.withOutputBytes { try kernel.productError(of: $0) }?.holds == false)
      try kernel.run()
      #expect(try kernel.withOutputBytes { try kernel.productError(of: $0) }?.holds == true)
      #expect(throws: KernelError.self) {
        try kernel.withInputBytes(named: "a") { try kernel.productError(of: $0) }
      }
    }
    var stream = testStream(72)
    let sum = try Operation.named("reduce-sum").prepare(
      type: .f32, parameters: ["n": 10], stream: &stream, engine: engine)
    #expect(try sum.withOutputBytes { try sum.productError(of: $0) } == nil)
  }
}

import Kernels
import Testing

@Suite struct VendorProductTests {
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
        #expect(try engine.checkVendorProduct(s, a, b, candidate: c).holds, "seed \(seed), k \(k)")
      }
      let (da, db) = (a.map(Double.init), b.map(Double.init))
      let dc = Reference.product(m: 5, n: 6, k: k, da, db, order: .init(chunk: 3, tree: false, fused: false))
      #expect(try engine.checkVendorProduct(s, da, db, candidate: dc).holds)
    }
    let a = (0..<35).map { _ in Float(stream.uniform()) }
    let b = (0..<42).map { _ in Float(stream.uniform()) }
    let s = ProductShape(m: 5, n: 6, k: 7)
    var wrong = Reference.product(m: 5, n: 6, k: 7, a, b)
    wrong[13] *= 1 + 0x1p-18
    #expect(try !engine.checkVendorProduct(s, a, b, candidate: wrong).holds)
    wrong[13] = .nan
    #expect(try !engine.checkVendorProduct(s, a, b, candidate: wrong).holds)
    #expect(throws: KernelError.self) { try engine.checkVendorProduct(s, a, b, candidate: [1]) }
  }
}

import Kernels
import Testing

/// A shape with a name for the test log.
struct Shape: CustomTestStringConvertible, Sendable {
  let m: Int
  let n: Int
  let k: Int
  var testDescription: String { "\(m)x\(n)x\(k)" }

  init(_ m: Int, _ n: Int, _ k: Int) { (self.m, self.n, self.k) = (m, n, k) }

  static let fixed = [
    Shape(1, 1, 1), Shape(1, 1, 0), Shape(1, 1, 255), Shape(1, 1, 256), Shape(1, 1, 257), Shape(1, 1, 513),
    Shape(3, 5, 7), Shape(7, 17, 257), Shape(13, 33, 31), Shape(2, 49, 1025), Shape(5, 1, 513), Shape(1, 40, 70),
    Shape(15, 9, 1800), Shape(29, 66, 12), Shape(97, 5, 40), Shape(3, 260, 270), Shape(110, 270, 9), Shape(200, 2, 258),
  ]
}

@Suite struct ProductTests {
  private func shape(_ s: Shape, _ transposes: Int) -> ProductShape {
    ProductShape(m: s.m, n: s.n, k: s.k, transposeA: transposes & 1 == 1, transposeB: transposes & 2 == 2)
  }

  private func reference<T: BinaryFloatingPoint>(
    _ s: ProductShape, _ a: [T], _ b: [T], _ order: Reference.ProductOrder = .init()
  ) -> [T] {
    Reference.product(
      m: s.m, n: s.n, k: s.k, transposeA: s.transposeA, transposeB: s.transposeB, a, b, order: order)
  }

  @Test(arguments: Shape.fixed, 0..<4)
  func `a product of floats has the defined bits on every engine`(size: Shape, transposes: Int) throws {
    var stream = testStream(11)
    let s = shape(size, transposes)
    let a = nastyFloats(s.m * s.k, &stream)
    let b = nastyFloats(s.k * s.n, &stream)
    let expected = bits(reference(s, a, b))
    for engine in try everyEngine(threads: [1, 3]) {
      #expect(bits(try engine.product(s, a, b)) == expected, "\(engine.instructionSet), \(engine.threads) threads")
    }
  }

  @Test(arguments: Shape.fixed, [0, 3])
  func `a product of doubles has the defined bits on every engine`(size: Shape, transposes: Int) throws {
    var stream = testStream(12)
    let s = shape(size, transposes)
    let a = nastyDoubles(s.m * s.k, &stream)
    let b = nastyDoubles(s.k * s.n, &stream)
    let expected = bits(reference(s, a, b))
    for engine in try everyEngine(threads: [1, 3]) {
      #expect(bits(try engine.product(s, a, b)) == expected, "\(engine.instructionSet), \(engine.threads) threads")
    }
  }

  @Test func `shapes from a fresh seed have one set of bits on every engine`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var stream = testStream(seed)
    for _ in 0..<6 {
      let size = Shape(
        1 + Int(stream.integer(below: 120)), 1 + Int(stream.integer(below: 90)), Int(stream.integer(below: 800)))
      let s = shape(size, Int(stream.integer(below: 4)))
      let a = nastyFloats(s.m * s.k, &stream, finite: false)
      let b = nastyFloats(s.k * s.n, &stream, finite: false)
      let results = try everyEngine().map { bits(try $0.product(s, a, b)) }
      #expect(results.allSatisfy { $0 == results[0] }, "seed \(seed), \(size.testDescription)")
    }
  }

  @Test func `infinities and NaN follow the definition and NaN is canonical`() throws {
    var stream = testStream(13)
    let s = ProductShape(m: 9, n: 21, k: 40)
    let a = nastyFloats(s.m * s.k, &stream, finite: false)
    let b = nastyFloats(s.k * s.n, &stream, finite: false)
    let expected = bits(reference(s, a, b))
    #expect(expected.contains(0x7fc0_0000))
    for engine in try everyEngine(threads: [1]) { #expect(bits(try engine.product(s, a, b)) == expected) }
  }

  @Test func `a sum of negative zeros is positive zero`() throws {
    let engine = try Engine()
    let c = try engine.product(ProductShape(m: 1, n: 1, k: 2), [-0.0, -0.0] as [Float], [1, 1])
    #expect(c[0].bitPattern == 0)
  }

  @Test(arguments: ["another chunk", "sums in order", "products rounded"])
  func `a wrong order of operations is noticed`(fault: String) throws {
    var wrong = Reference.ProductOrder()
    switch fault {
    case "another chunk": wrong.chunk = 128
    case "sums in order": wrong.tree = false
    default: wrong.fused = false
    }
    var stream = testStream(14)
    let s = ProductShape(m: 6, n: 20, k: 1500)
    let a = (0..<s.m * s.k).map { _ in Float(stream.uniform()) }
    let b = (0..<s.k * s.n).map { _ in Float(stream.uniform()) }
    #expect(bits(try Engine().product(s, a, b)) != bits(reference(s, a, b, wrong)))
    #expect(bits(try Engine().product(s, a, b)) == bits(reference(s, a, b)))
  }

  @Test func `row i of a product equals that row alone`() throws {
    var stream = testStream(15)
    let (m, n, k) = (23, 19, 300)
    let a = nastyFloats(m * k, &stream)
    let b = nastyFloats(k * n, &stream)
    let engine = try Engine(threads: 2)
    let whole = try engine.product(ProductShape(m: m, n: n, k: k), a, b)
    for i in 0..<m {
      let alone = try engine.product(ProductShape(m: 1, n: n, k: k), Array(a[i * k..<(i + 1) * k]), b)
      #expect(bits(alone) == bits(Array(whole[i * n..<(i + 1) * n])))
    }
  }

  @Test func `sizes that do not fit are refused`() throws {
    let engine = try Engine()
    let cases = [
      ProductShape(m: 2, n: 2, k: 2), ProductShape(m: -1, n: 1, k: 1), ProductShape(m: .max, n: 2, k: 2),
    ]
    for shape in cases {
      #expect(throws: KernelError.self) { try engine.product(shape, [1, 2, 3] as [Float], [1, 2, 3, 4]) }
    }
  }
}

@Suite struct SoftFMATests {
  /// On SSE2 a product of single terms is the emulated fused operation itself: fma(a, b, +0), and with two terms
  /// fma(c, 1, fma(a, b, 0)).
  @Test func `the emulated fused operation equals the machine's for hard doubles`() throws {
    guard InstructionSet.supported.contains(.sse2) else { return }
    let engine = try Engine(instructionSet: .sse2)
    let seed = UInt64.random(in: 0...UInt64.max)
    var stream = testStream(seed)
    for _ in 0..<300 {
      let exponents = (0..<4).map { _ in UInt64(stream.integer(below: 2047)) }
      let mantissa = { (s: inout RandomStream) in (s.next() >> (12 + s.integer(below: 50))) << s.integer(below: 8) }
      let x = exponents.map { Double(bitPattern: $0 << 52 | (mantissa(&stream) & 0xf_ffff_ffff_ffff)) }
      let near = x[0] * x[1]
      let addend = stream.nextWord() & 1 == 0 ? -near : x[2]
      let expected = Reference.canonical((0.0).addingProduct(addend, 1).addingProduct(x[0], x[1]))
      let found = try engine.product(ProductShape(m: 1, n: 1, k: 2), [addend, x[0]], [1, x[1]])
      #expect(found[0].bitPattern == expected.bitPattern, "seed \(seed): \(addend) + \(x[0]) * \(x[1])")
    }
  }
}

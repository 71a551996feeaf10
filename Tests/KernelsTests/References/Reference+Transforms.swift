import Glibc
import Kernels

extension NaiveReference {
  static let transforms: [NaiveReference] = [
    NaiveReference(
      operation: "fft",
      shapes: (0...11).map { ["levels": $0, "batch": $0 > 8 ? 2 : 19, "inverse": $0 % 2] }
        + [4, 6, 8].map { ["levels": $0, "batch": 1, "inverse": 1] },
      fresh: {
        [
          "levels": Int($0.integer(below: 10)), "batch": 1 + Int($0.integer(below: 20)), "inverse": Int($0.integer(below: 2)),
        ]
      },
      nasty: ["x"],
      output: { c in c.type == .f64 ? transforms(c, Double.self) : transforms(c, Float.self) })
  ]

  private static func transforms<T: BinaryFloatingPoint & BitwiseCopyable>(_ c: OperationCase, _: T.Type) -> [UInt8] {
    let (x, size) = (c.array("x", as: T.self), 1 << c["levels"])
    let swap = { (z: Reference.Complex<T>) -> Reference.Complex<T> in c["inverse"] == 1 ? Reference.Complex(re: z.im, im: z.re) : z }
    var out: [T] = []
    for start in stride(from: 0, to: x.count, by: 2 * size) {
      let input = (0..<size).map { (k: Int) in swap(Reference.Complex(re: x[start + 2 * k], im: x[start + 2 * k + 1])) }
      for value in Reference.transform(input).map(swap) {
        out.append(Reference.canonical(value.re))
        out.append(Reference.canonical(value.im))
      }
    }
    return bytes(of: out)
  }
}

extension Reference {
  struct Complex<T> {
    var re: T
    var im: T
  }

  /// Transforms the even and the odd elements, then joins them.
  static func transform<T: BinaryFloatingPoint>(_ x: [Complex<T>]) -> [Complex<T>] {
    let n = x.count
    guard n > 1 else { return x }
    let even = transform(stride(from: 0, to: n, by: 2).map { x[$0] })
    let odd = transform(stride(from: 1, to: n, by: 2).map { x[$0] })
    var low: [Complex<T>] = []
    var high: [Complex<T>] = []
    for k in 0..<n / 2 {
      let (e, o) = (even[k], odd[k])
      var t = o
      if 4 * k == n {
        t = Complex(re: o.im, im: -o.re)
      } else if k > 0 {
        let root = turn(k, n)
        let (c, s) = (T(root.cosine), T(-root.sine))
        let (p, q) = (s * o.im, s * o.re)
        t = Complex(re: (-p).addingProduct(c, o.re), im: q.addingProduct(c, o.im))
      }
      low.append(Complex(re: e.re + t.re, im: e.im + t.im))
      high.append(Complex(re: e.re - t.re, im: e.im - t.im))
    }
    return low + high
  }

  /// Cosine and sine of the share j / n of a full turn.
  static func turn(_ j: Int, _ n: Int) -> (cosine: Double, sine: Double) {
    let (octant, rest) = (8 * j / n, 8 * j % n)
    let x = Double(octant % 2 == 1 ? n - rest : rest) / Double(n) * 0x1.921fb54442d18p-1
    let z = x * x
    let factorial = { (n: Int) -> Double in (1...n).reduce(1.0) { $0 * Double($1) } }
    let series = { (first: Int) -> Double in
      var sum = 1 / factorial(first + 14)
      for n in stride(from: first + 12, through: first, by: -2) { sum = 1 / factorial(n) - z * sum }
      return sum
    }
    var sine = x - (x * z) * series(3)
    let half = 0.5 * z
    let rough = 1 - half
    var cosine = rough + (((1 - rough) - half) + (z * z) * series(4))
    if octant % 2 == 1 && rest == 0 { (sine, cosine) = (0.5.squareRoot(), 0.5.squareRoot()) }
    if octant % 2 == 1 { (sine, cosine) = (cosine, sine) }
    switch octant / 2 {
    case 0: return (cosine, sine)
    case 1: return (-sine, cosine)
    case 2: return (-cosine, -sine)
    default: return (sine, -cosine)
    }
  }
}

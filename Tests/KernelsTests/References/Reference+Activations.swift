import Foundation
import Kernels

extension NaiveReference {
  static let activations: [NaiveReference] = [
    elementwise("gelu", nasty: ["x"]) { c in bytes(of: c.floats("x").map { Reference.canonical(Reference.gelu($0)) }) },
    elementwise("silu", nasty: ["x"]) { c in bytes(of: c.floats("x").map { Reference.canonical(Reference.silu($0)) }) },
    pairs("divide", "a", "b") { $0 / $1 },
    pairs("gelu-gradient", "x", "gradient") { $1 * Reference.geluSlope($0) },
    pairs("silu-gradient", "x", "gradient") { $1 * Reference.siluSlope($0) },
    pairs("tanh-gradient", "y", "gradient") { $1 * (1 - $0 * $0) },
    elementwise("relu-gradient", nasty: ["x"]) { c in
      bytes(of: zip(c.floats("x"), c.floats("gradient")).map { $0 > 0 ? $1 : 0 })
    },
    elementwise("dropout", nasty: ["x"]) { c in
      var mask = IdentityTests.stream
      for _ in 0..<c["n"] { _ = mask.nextWord() }  // the words of x
      let threshold = UInt32((0.1 * 0x1p32).rounded())
      let scale = Float(1 / (1 - 0.1))
      return bytes(of: c.floats("x").map { x in mask.nextWord() >= threshold ? Reference.canonical(x * scale) : 0 })
    },
  ]

  private static func pairs(
    _ operation: String, _ first: String, _ second: String, _ value: @escaping @Sendable (Float, Float) -> Float
  ) -> NaiveReference {
    elementwise(operation, nasty: [first, second]) { c in
      bytes(of: zip(c.floats(first), c.floats(second)).map { Reference.canonical(value($0, $1)) })
    }
  }
}

extension Reference {
  private static let largest = Float.greatestFiniteMagnitude

  private static func erf(_ x: Float) -> Float { Float(Foundation.erf(Double(x))) }
  private static func exp(_ x: Float) -> Float { Float(Foundation.exp(Double(x))) }

  static func gelu(_ x: Float) -> Float {
    let e = erf(x * Float(0.5.squareRoot()))
    return (0.5 * (x < -largest ? -largest : x)) * (1 + e)
  }

  static func geluSlope(_ unbounded: Float) -> Float {
    let x = bounded(unbounded)
    let e = erf(x * Float(0.5.squareRoot()))
    let square = x * x
    let density = exp(-0.5 * square) * Float(1 / (2 * Double.pi).squareRoot())
    let rest = x * density
    return 0.5 * (1 + e) + rest
  }

  static func silu(_ x: Float) -> Float { (x < -largest ? -largest : x) / (1 + exp(-x)) }

  static func siluSlope(_ unbounded: Float) -> Float {
    let x = bounded(unbounded)
    let s = 1 / (1 + exp(-x))
    let rest = x * (1 - s)
    return s * (1 + rest)
  }

  private static func bounded(_ x: Float) -> Float { x < -largest ? -largest : x > largest ? largest : x }
}

import Foundation
import Kernels

extension NaiveReference {
  static let arrays: [NaiveReference] =
    [
      elementwise("relu", nasty: ["x"]) { c in bytes(of: c.floats("x").map(Reference.relu)) },
      elementwise("reduce-sum", nasty: ["x"]) { c in
        c.type == .f64 ? bytes(of: [Reference.sum(c.array("x", as: Double.self))]) : bytes(of: [Reference.sum(c.floats("x"))])
      },
      elementwise("random-uniform") { c in
        var stream = IdentityTests.stream
        return c.type == .f64
          ? bytes(of: (0..<c["n"]).map { _ in stream.uniform() })
          : bytes(of: (0..<c["n"]).map { _ in Float(stream.nextWord() >> 8) * 0x1p-24 })
      },
      elementwise("random-normal") { c in
        var stream = IdentityTests.stream
        return c.type == .f64
          ? bytes(of: (0..<c["n"]).map { _ in DoubleFunctions.normalQuantile((Double(stream.next() >> 12) + 0.5) * 0x1p-52) })
          : bytes(of: (0..<c["n"]).map { _ in Float(DoubleFunctions.normalQuantile((Double(stream.nextWord()) + 0.5) * 0x1p-32)) })
      },
      elementwise("stream-copy") { c in bytes(of: c.array("a", as: Double.self)) },
      elementwise("stream-scale") { c in bytes(of: c.array("a", as: Double.self).map { 3 * $0 }) },
      elementwise("stream-add") { c in bytes(of: zip(c.array("a", as: Double.self), c.array("b", as: Double.self)).map(+)) },
      elementwise("stream-triad") { c in
        bytes(of: zip(c.array("a", as: Double.self), c.array("b", as: Double.self)).map { $0 + 3 * $1 })
      },
    ]

  static let elementary: [NaiveReference] = [
    correctlyRounded("exp") { Foundation.exp($0) }, correctlyRounded("log") { Foundation.log($0) },
    correctlyRounded("tanh") { Foundation.tanh($0) }, correctlyRounded("erf") { Foundation.erf($0) },
    correctlyRounded("rsqrt") { 1 / $0.squareRoot() }, correctlyRounded("sqrt") { $0.squareRoot() },
  ]

  /// The nearest float by the system's double function: wrong only where that lies within its own error of a tie, which
  /// scripts/check_elementary.c settles for all inputs.
  private static func correctlyRounded(_ name: String, _ function: @escaping @Sendable (Double) -> Double) -> NaiveReference {
    elementwise(name, nasty: ["x"]) { c in bytes(of: c.floats("x").map { Reference.canonical(Float(function(Double($0)))) }) }
  }

  /// An operation with the one size `n`.
  static func elementwise(
    _ operation: String, nasty: [String] = [], _ output: @escaping @Sendable (OperationCase) throws -> [UInt8]
  ) -> NaiveReference {
    NaiveReference(
      operation: operation, shapes: [1, 7, 8, 15, 16, 17, 255, 4096, 4097, 12_289, 40_001].map { ["n": $0] },
      fresh: { ["n": 1 + Int($0.integer(below: 30_000))] }, nasty: nasty, output: output)
  }
}

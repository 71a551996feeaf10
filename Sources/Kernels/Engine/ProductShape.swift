/// The sizes of a matrix product C = op(A) op(B), row major without gaps.
public struct ProductShape: Equatable, Sendable {
  /// Rows of C.
  public var m: Int
  /// Columns of C.
  public var n: Int
  /// Terms of each element of C.
  public var k: Int
  /// Whether A is stored as k by m.
  public var transposeA: Bool
  /// Whether B is stored as n by k.
  public var transposeB: Bool

  /// Creates a shape.
  public init(m: Int, n: Int, k: Int, transposeA: Bool = false, transposeB: Bool = false) {
    self.m = m
    self.n = n
    self.k = k
    self.transposeA = transposeA
    self.transposeB = transposeB
  }

  /// The transposes as C takes them.
  var flagA: CInt { transposeA ? 1 : 0 }
  var flagB: CInt { transposeB ? 1 : 0 }

  /// Elements between rows of A as stored.
  var strideA: Int { transposeA ? m : k }
  /// Elements between rows of B as stored.
  var strideB: Int { transposeB ? k : n }

  /// The elements of A, B and C.
  ///
  /// - Throws: `KernelError` if a size is negative or their product overflows.
  func counts() throws(KernelError) -> (a: Int, b: Int, c: Int) {
    guard m >= 0, n >= 0, k >= 0 else {
      throw KernelError(.shapeMismatch, "a matrix cannot be \(m) by \(n) by \(k)", hint: "sizes are 0 or more")
    }
    let a = m.multipliedReportingOverflow(by: k)
    let b = k.multipliedReportingOverflow(by: n)
    let c = m.multipliedReportingOverflow(by: n)
    guard !a.overflow, !b.overflow, !c.overflow else {
      throw KernelError(.tooLarge, "a product of \(m) by \(n) by \(k) has too many elements", hint: "make it smaller")
    }
    return (a.partialValue, b.partialValue, c.partialValue)
  }
}

internal import CKernels

/// A floating-point type that the kernels exist for: the C call of each, so that the engine says the rest once for both types.
///
/// Callers have checked that every buffer holds what the sizes say. A `CInt` is a C status.
protocol PortableReal: Element, BinaryFloatingPoint {
  /// The 32-bit words of a stream that one draw takes.
  static var wordsPerDraw: Int { get }
  static func uniform(_ engine: Engine, _ at: RandomStream, from lower: Self, width: Self, into out: Buffer<Self>)
  static func normal(_ engine: Engine, _ at: RandomStream, into out: Buffer<Self>)

  static func product(_ engine: Engine, _ s: ProductShape, _ a: Buffer<Self>, _ b: Buffer<Self>, into c: Buffer<Self>) -> CInt
  static func packedCount(_ engine: Engine, k: Int, n: Int) -> Int
  static func pack(_ engine: Engine, _ s: ProductShape, _ b: Buffer<Self>, into packed: Buffer<Self>)
  static func product(_ engine: Engine, _ s: ProductShape, _ a: Buffer<Self>, packed: Buffer<Self>, into c: Buffer<Self>) -> CInt
  /// The product with one column, `s.n` being 1.
  static func product(_ engine: Engine, _ s: ProductShape, _ a: Buffer<Self>, vector x: Buffer<Self>, into y: Buffer<Self>) -> CInt
  static func product(_ engine: Engine, _ m: SparseMatrix<Self>, vector x: Buffer<Self>, into y: Buffer<Self>)

  static func sum(_ engine: Engine, _ x: Buffer<Self>, count: Int, into result: inout Self) -> CInt
  static func add(_ engine: Engine, _ x: Buffer<Self>, to sum: inout ek_exact) -> CInt

  static func fourierRoots(_ engine: Engine, size: Int) -> OpaquePointer?
  static func fourier(
    _ engine: Engine, _ roots: OpaquePointer, inverse: Bool, batch: Int, _ x: Buffer<Self>, into y: Buffer<Self>
  ) -> CInt

  /// The exact values as doubles.
  static func widen(_ x: Buffer<Self>, into y: Buffer<Double>)
  /// The largest error of a candidate as a share of `relative` times its magnitude plus `absolute`.
  static func errorRatio(
    _ candidate: Buffer<Self>, _ reference: Buffer<Double>, _ magnitude: Buffer<Double>, relative: Double, absolute: Double
  ) -> Double
}

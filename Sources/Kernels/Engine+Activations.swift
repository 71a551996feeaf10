internal import CKernels

/// The C function of an elementwise operation with two operands.
typealias PairKernel =
  @convention(c) (
    OpaquePointer, CInt, UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int
  ) -> Void

/// The C function of an activation.
typealias ActivationKernel =
  @convention(c) (
    OpaquePointer, CInt, UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int
  ) -> Void

// Activations on buffers. Callers inside this room pass buffers of one size.
extension Engine {
  func apply(_ kernel: ActivationKernel, _ x: Buffer<Float>, into y: Buffer<Float>) {
    unsafe kernel(pool, number, x.base, y.base, x.count)
  }

  func apply(_ kernel: PairKernel, _ a: Buffer<Float>, _ b: Buffer<Float>, into y: Buffer<Float>) {
    unsafe kernel(pool, number, a.base, b.base, y.base, a.count)
  }

  /// Element i is kept where word i after the stream's place is large enough; the caller moves the stream on.
  func dropout(_ x: Buffer<Float>, probability: Double, stream: RandomStream, into y: Buffer<Float>) {
    let threshold = UInt32((probability * 0x1p32).rounded())
    unsafe ek_dropout_f32(
      pool, number, stream.key.key, stream.key.high, stream.drawn, threshold, Float(1 / (1 - probability)), x.base, y.base, x.count)
  }
}

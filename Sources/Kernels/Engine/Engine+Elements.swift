internal import CKernels

/// A C function from each element of one array to another.
private typealias ElementKernel =
  @convention(c) (OpaquePointer, CInt, UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void

/// A C function from each pair of elements of two arrays to a third.
private typealias PairKernel =
  @convention(c) (OpaquePointer, CInt, UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void

// Operations on each element: of the first `count`, or of all of the first array. The result may take an operand's place.
extension Engine {
  /// A correctly rounded function of each element.
  func apply(_ function: ElementaryFunction, _ x: Buffer<Float>, into y: Buffer<Float>, count: Int? = nil) {
    let count = count ?? x.count
    precondition(x.count >= count && y.count >= count)
    unsafe ek_unary_f32(pool, number, function.number, x.base, y.base, count)
  }

  func relu(_ x: Buffer<Float>, into y: Buffer<Float>, count: Int? = nil) { unsafe each(ek_relu_f32, x, into: y, count) }
  func gelu(_ x: Buffer<Float>, into y: Buffer<Float>, count: Int? = nil) { unsafe each(ek_gelu_f32, x, into: y, count) }
  func silu(_ x: Buffer<Float>, into y: Buffer<Float>, count: Int? = nil) { unsafe each(ek_silu_f32, x, into: y, count) }

  func add(_ a: Buffer<Float>, _ b: Buffer<Float>, into y: Buffer<Float>, count: Int? = nil) {
    unsafe pairs(ek_add_f32, a, b, into: y, count)
  }

  func divide(_ a: Buffer<Float>, _ b: Buffer<Float>, into y: Buffer<Float>, count: Int? = nil) {
    unsafe pairs(ek_divide_f32, a, b, into: y, count)
  }

  /// The gradient by x from that by the output.
  func geluGradient(_ x: Buffer<Float>, _ dy: Buffer<Float>, into dx: Buffer<Float>, count: Int? = nil) {
    unsafe pairs(ek_gelu_gradient_f32, x, dy, into: dx, count)
  }

  /// The gradient by x from that by the output.
  func siluGradient(_ x: Buffer<Float>, _ dy: Buffer<Float>, into dx: Buffer<Float>, count: Int? = nil) {
    unsafe pairs(ek_silu_gradient_f32, x, dy, into: dx, count)
  }

  /// The gradient by the operand, from the output y and the gradient by it.
  func tanhGradient(_ y: Buffer<Float>, _ dy: Buffer<Float>, into dx: Buffer<Float>, count: Int? = nil) {
    unsafe pairs(ek_tanh_gradient_f32, y, dy, into: dx, count)
  }

  /// Zeroes the gradient where `x` is not positive.
  func reluGradient(_ x: Buffer<Float>, gradient: Buffer<Float>, count: Int? = nil) {
    unsafe each(ek_relu_gradient_f32, x, into: gradient, count)
  }

  /// Element i is kept, and scaled up, where word i after the stream's place is large enough; the caller moves the stream on.
  func dropout(_ x: Buffer<Float>, probability: Double, stream: RandomStream, into y: Buffer<Float>, count: Int? = nil) {
    let count = count ?? x.count
    precondition(x.count >= count && y.count >= count)
    let threshold = UInt32(min(0x1p32 - 1, (probability * 0x1p32).rounded()))
    unsafe ek_dropout_f32(
      pool, number, stream.key.key, stream.key.high, stream.drawn, threshold, Float(1 / (1 - probability)), x.base, y.base, count)
  }

  private func each(_ kernel: ElementKernel, _ x: Buffer<Float>, into y: Buffer<Float>, _ count: Int?) {
    let count = count ?? x.count
    precondition(x.count >= count && y.count >= count)
    unsafe kernel(pool, number, x.base, y.base, count)
  }

  private func pairs(_ kernel: PairKernel, _ a: Buffer<Float>, _ b: Buffer<Float>, into y: Buffer<Float>, _ count: Int?) {
    let count = count ?? a.count
    precondition(a.count >= count && b.count >= count && y.count >= count)
    unsafe kernel(pool, number, a.base, b.base, y.base, count)
  }
}

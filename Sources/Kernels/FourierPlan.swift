internal import CKernels

/// The roots of unity for transforms of one size, in the order in which an engine's instruction set needs them.
@safe final class FourierPlan {
  let size: Int
  // Lives until `deinit`; nothing changes it meanwhile.
  private let plan: OpaquePointer

  /// - Throws: `KernelError` if memory is short.
  init(levels: Int, type: ElementType, engine: Engine) throws(KernelError) {
    size = 1 << levels
    let made =
      type == .f64 ? unsafe ek_fft_plan_create_f64(engine.number, size) : unsafe ek_fft_plan_create_f32(engine.number, size)
    guard let made = unsafe made else { throw Buffer<UInt8>.outOfMemory }
    unsafe plan = made
  }

  deinit { unsafe ek_fft_plan_destroy(plan) }

  /// Transforms as many arrays as the buffers hold; the plan is one of doubles for the same instruction set.
  func run(_ x: Buffer<Double>, into y: Buffer<Double>, inverse: Bool, on engine: Engine) throws(KernelError) {
    try engine.check(unsafe ek_fft_f64(engine.pool, plan, inverse ? 1 : 0, x.count / (2 * size), x.base, y.base))
  }

  /// Transforms as many arrays as the buffers hold; the plan is one of floats for the same instruction set.
  func run(_ x: Buffer<Float>, into y: Buffer<Float>, inverse: Bool, on engine: Engine) throws(KernelError) {
    try engine.check(unsafe ek_fft_f32(engine.pool, plan, inverse ? 1 : 0, x.count / (2 * size), x.base, y.base))
  }
}

internal import CKernels

// Steps of optimisers: each updates all elements of `parameter` in place.
extension Engine {
  /// Without momentum there is no velocity: the buffer may then be empty.
  func sgd(_ parameter: Buffer<Float>, gradient: Buffer<Float>, velocity: Buffer<Float>, rate: Float, momentum: Float) {
    let count = parameter.count
    precondition(gradient.count >= count && (momentum == 0 || velocity.count >= count))
    unsafe ek_sgd_f32(pool, number, parameter.base, gradient.base, velocity.base, count, rate, momentum)
  }

  func adamw(
    _ parameter: Buffer<Float>, gradient: Buffer<Float>, first: Buffer<Float>, second: Buffer<Float>, step: ek_adamw_step
  ) {
    let count = parameter.count
    precondition(gradient.count >= count && first.count >= count && second.count >= count)
    unsafe ek_adamw_f32(pool, number, parameter.base, gradient.base, first.base, second.base, count, step)
  }
}

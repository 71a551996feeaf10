internal import CKernels

/// The sizes, parameters and kept values of a norm over rows.
///
/// RMS norm has no bias and no means.
struct NormOperands {
  let rows: Int
  let columns: Int
  let x: Buffer<Float>
  let gain: Buffer<Float>
  let bias: Buffer<Float>?
  let means: Buffer<Float>?
  /// One over the standard deviation, or over the root of the mean square, of each row.
  let deviations: Buffer<Float>
}

// Norms on buffers. Callers inside this room pass buffers whose counts match the sizes.
extension Engine {
  func logSoftmax(_ x: Buffer<Float>, into y: Buffer<Float>, rows: Int, columns: Int) {
    unsafe ek_log_softmax_f32(pool, number, x.base, y.base, rows, columns)
  }

  func norm(_ n: NormOperands, epsilon: Float, into y: Buffer<Float>) {
    if let bias = n.bias, let means = n.means {
      unsafe ek_layer_norm_f32(
        pool, number, n.x.base, n.gain.base, bias.base, y.base, means.base, n.deviations.base, n.rows, n.columns, epsilon)
    } else {
      unsafe ek_rms_norm_f32(pool, number, n.x.base, n.gain.base, y.base, n.deviations.base, n.rows, n.columns, epsilon)
    }
  }

  /// The gradients of x, of the gain and, for layer norm, of the bias.
  func normGradient(
    _ n: NormOperands, _ gradient: Buffer<Float>, into dx: Buffer<Float>, gain: Buffer<Float>, bias: Buffer<Float>?
  ) throws(KernelError) {
    if let bias, let means = n.means {
      try check(
        unsafe ek_layer_norm_gradient_f32(
          pool, number, n.x.base, n.gain.base, means.base, n.deviations.base, gradient.base, dx.base, gain.base, bias.base,
          n.rows, n.columns))
    } else {
      try check(
        unsafe ek_rms_norm_gradient_f32(
          pool, number, n.x.base, n.gain.base, n.deviations.base, gradient.base, dx.base, gain.base, n.rows, n.columns))
    }
  }
}

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

  /// Whether the arrays, and another of the size of x, hold what the sizes say.
  fileprivate func fit(_ other: Buffer<Float>) -> Bool {
    let isPerRow = deviations.count >= rows && (means?.count ?? rows) >= rows
    let isPerColumn = gain.count >= columns && (bias?.count ?? columns) >= columns
    return isPerRow && isPerColumn && x.count >= rows * columns && other.count >= rows * columns
  }
}

extension Engine {
  /// Layer norm where there is a bias, else RMS norm; fills in what the gradient reads again.
  func norm(_ n: NormOperands, epsilon: Float, into y: Buffer<Float>) {
    precondition(n.fit(y))
    if let bias = n.bias, let means = n.means {
      unsafe ek_layer_norm_f32(
        pool, number, n.x.base, n.gain.base, bias.base, y.base, means.base, n.deviations.base, n.rows, n.columns, epsilon)
    } else {
      unsafe ek_rms_norm_f32(pool, number, n.x.base, n.gain.base, y.base, n.deviations.base, n.rows, n.columns, epsilon)
    }
  }

  /// The gradients of x, of the gain and, for layer norm, of the bias; that of x may take the incoming one's place.
  func normGradient(
    _ n: NormOperands, _ dy: Buffer<Float>, into dx: Buffer<Float>, gain: Buffer<Float>, bias: Buffer<Float>?
  ) throws(KernelError) {
    precondition(n.fit(dy) && n.fit(dx) && gain.count >= n.columns && (bias?.count ?? n.columns) >= n.columns)
    if let bias, let means = n.means {
      try check(
        unsafe ek_layer_norm_gradient_f32(
          pool, number, n.x.base, n.gain.base, means.base, n.deviations.base, dy.base, dx.base, gain.base, bias.base, n.rows,
          n.columns))
    } else {
      try check(
        unsafe ek_rms_norm_gradient_f32(
          pool, number, n.x.base, n.gain.base, n.deviations.base, dy.base, dx.base, gain.base, n.rows, n.columns))
    }
  }
}

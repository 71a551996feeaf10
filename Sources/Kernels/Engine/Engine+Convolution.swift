internal import CKernels

// Convolution. Callers pass checked shapes.
extension Engine {
  /// The convolution, then + bias if there is one, then ReLU if asked.
  func convolve(
    _ shape: ConvolutionShape, _ x: Buffer<Float>, weight: Buffer<Float>, bias: Buffer<Float>?, relu: Bool, into y: Buffer<Float>
  ) throws(KernelError) {
    precondition(shape.fits(x: x.count, weight: weight.count, bias: bias?.count, y: y.count))
    var shape = shape.descriptor
    try check(unsafe ek_convolution_f32(pool, number, &shape, x.base, weight.base, bias?.base, relu ? 1 : 0, y.base))
  }

  /// The gradients of the weights and, if wanted, of the bias.
  func convolutionWeightGradient(
    _ shape: ConvolutionShape, _ x: Buffer<Float>, gradient: Buffer<Float>, weight: Buffer<Float>, bias: Buffer<Float>?
  ) throws(KernelError) {
    precondition(shape.fits(x: x.count, weight: weight.count, bias: bias?.count, y: gradient.count))
    var shape = shape.descriptor
    try check(
      unsafe ek_convolution_weight_gradient_f32(pool, number, &shape, x.base, gradient.base, weight.base, bias?.base))
  }

  func convolutionInputGradient(
    _ shape: ConvolutionShape, weight: Buffer<Float>, gradient: Buffer<Float>, into x: Buffer<Float>
  ) throws(KernelError) {
    precondition(shape.fits(x: x.count, weight: weight.count, bias: nil, y: gradient.count))
    var shape = shape.descriptor
    try check(unsafe ek_convolution_input_gradient_f32(pool, number, &shape, weight.base, gradient.base, x.base))
  }
}

extension ConvolutionShape {
  fileprivate func fits(x: Int, weight: Int, bias: Int?, y: Int) -> Bool {
    x >= inputCount && weight >= weightCount && (bias ?? outputs) >= outputs && y >= outputCount
  }
}

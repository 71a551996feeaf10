internal import CKernels

// Convolution and pooling on buffers. Callers inside this room pass checked shapes and buffers of their counts.
extension Engine {
  func convolve(
    _ shape: ConvolutionShape, _ x: Buffer<Float>, weight: Buffer<Float>, bias: Buffer<Float>?, relu: Bool, into y: Buffer<Float>
  ) throws(KernelError) {
    var shape = shape.descriptor
    let status = unsafe ek_convolution_f32(
      pool, number, &shape, x.base, weight.base, bias?.base, relu ? 1 : 0, y.base)
    try check(status)
  }

  func convolutionWeightGradient(
    _ shape: ConvolutionShape, _ x: Buffer<Float>, gradient: Buffer<Float>, weight: Buffer<Float>, bias: Buffer<Float>?
  ) throws(KernelError) {
    var shape = shape.descriptor
    let status = unsafe ek_convolution_weight_gradient_f32(
      pool, number, &shape, x.base, gradient.base, weight.base, bias?.base)
    try check(status)
  }

  func convolutionInputGradient(
    _ shape: ConvolutionShape, weight: Buffer<Float>, gradient: Buffer<Float>, into x: Buffer<Float>
  ) throws(KernelError) {
    var shape = shape.descriptor
    let status = unsafe ek_convolution_input_gradient_f32(pool, number, &shape, weight.base, gradient.base, x.base)
    try check(status)
  }

  /// `chosen` has the output's count, and receives the place of each maximum in its window.
  func maxPool(_ shape: PoolingShape, _ x: Buffer<Float>, into y: Buffer<Float>, chosen: Buffer<UInt8>?) {
    var shape = shape.descriptor
    unsafe ek_max_pool_f32(pool, number, &shape, x.base, y.base, chosen?.base)
  }

  func maxPoolGradient(_ shape: PoolingShape, gradient: Buffer<Float>, chosen: Buffer<UInt8>, into x: Buffer<Float>) {
    var shape = shape.descriptor
    unsafe ek_max_pool_gradient_f32(pool, number, &shape, gradient.base, chosen.base, x.base)
  }

  func averagePool(_ shape: PoolingShape, _ x: Buffer<Float>, into y: Buffer<Float>) {
    var shape = shape.descriptor
    unsafe ek_average_pool_f32(pool, number, &shape, x.base, y.base)
  }

  func averagePoolGradient(_ shape: PoolingShape, gradient: Buffer<Float>, into x: Buffer<Float>) {
    var shape = shape.descriptor
    unsafe ek_average_pool_gradient_f32(pool, number, &shape, gradient.base, x.base)
  }
}

internal import CKernels

// Pooling. Callers pass checked shapes.
extension Engine {
  /// `chosen`, where it is given, receives the place of each maximum in its window, for the gradient.
  func maxPool(_ shape: PoolingShape, _ x: Buffer<Float>, into y: Buffer<Float>, chosen: Buffer<UInt8>?) {
    precondition(shape.fits(x: x.count, y: y.count) && (chosen?.count ?? .max) >= shape.outputCount)
    var shape = shape.descriptor
    unsafe ek_max_pool_f32(pool, number, &shape, x.base, y.base, chosen?.base)
  }

  func maxPoolGradient(_ shape: PoolingShape, gradient: Buffer<Float>, chosen: Buffer<UInt8>, into x: Buffer<Float>) {
    precondition(shape.fits(x: x.count, y: gradient.count) && chosen.count >= shape.outputCount)
    var shape = shape.descriptor
    unsafe ek_max_pool_gradient_f32(pool, number, &shape, gradient.base, chosen.base, x.base)
  }

  func averagePool(_ shape: PoolingShape, _ x: Buffer<Float>, into y: Buffer<Float>) {
    precondition(shape.fits(x: x.count, y: y.count))
    var shape = shape.descriptor
    unsafe ek_average_pool_f32(pool, number, &shape, x.base, y.base)
  }

  func averagePoolGradient(_ shape: PoolingShape, gradient: Buffer<Float>, into x: Buffer<Float>) {
    precondition(shape.fits(x: x.count, y: gradient.count))
    var shape = shape.descriptor
    unsafe ek_average_pool_gradient_f32(pool, number, &shape, gradient.base, x.base)
  }
}

extension PoolingShape {
  fileprivate func fits(x: Int, y: Int) -> Bool { x >= inputCount && y >= outputCount }
}

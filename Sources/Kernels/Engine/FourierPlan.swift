internal import CKernels

/// The roots of unity for transforms of one size, in the order in which an engine's instruction set needs them.
@safe final class FourierPlan<Scalar: PortableReal> {
  let size: Int
  // Lives until `deinit`; nothing changes it meanwhile.
  private let roots: OpaquePointer

  /// - Throws: `KernelError` if memory is short.
  init(levels: Int, engine: Engine) throws(KernelError) {
    size = 1 << levels
    guard let roots = unsafe Scalar.fourierRoots(engine, size: size) else { throw .outOfMemory }
    unsafe self.roots = roots
  }

  deinit { unsafe ek_fft_plan_destroy(roots) }

  /// Transforms as many arrays as the buffers hold, on an engine of the same instruction set.
  func run(_ x: Buffer<Scalar>, into y: Buffer<Scalar>, inverse: Bool, on engine: Engine) throws(KernelError) {
    precondition(y.count >= x.count)
    try engine.check(
      unsafe Scalar.fourier(engine, roots, inverse: inverse, batch: x.count / (2 * size), x, into: y))
  }
}

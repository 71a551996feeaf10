internal import CKernels

// Exact or correctly rounded steps on every element, in place.
extension Buffer<Double> {
  func takeMagnitudes() { unsafe ek_absolute_f64(base, base, count) }
  func takeSquares() { unsafe ek_square_f64(base, count) }
  func takeRoots() { unsafe ek_root_f64(base, count) }
}

internal import CKernels

// Sorting and sparse products. Callers inside this room pass buffers whose counts match the sizes.
extension Engine {
  /// Sorts into another buffer of the same count: floats by total order, -0 before +0 and each NaN last.
  func sort(_ x: Buffer<Float>, into y: Buffer<Float>) throws(KernelError) {
    try check(unsafe ek_sort_f32(pool, x.base, y.base, x.count))
  }

  /// Sorts into another buffer of the same count: floats by total order, -0 before +0 and each NaN last.
  func sort(_ x: Buffer<Double>, into y: Buffer<Double>) throws(KernelError) {
    try check(unsafe ek_sort_f64(pool, x.base, y.base, x.count))
  }

  /// Sorts into another buffer of the same count.
  func sort(_ x: Buffer<Int32>, into y: Buffer<Int32>) throws(KernelError) {
    try check(unsafe ek_sort_i32(pool, x.base, y.base, x.count))
  }

  /// Sorts into another buffer of the same count.
  func sort(_ x: Buffer<UInt32>, into y: Buffer<UInt32>) throws(KernelError) {
    try check(unsafe ek_sort_u32(pool, x.base, y.base, x.count))
  }

  /// Sorts into another buffer of the same count.
  func sort(_ x: Buffer<UInt64>, into y: Buffer<UInt64>) throws(KernelError) {
    try check(unsafe ek_sort_u64(pool, x.base, y.base, x.count))
  }

  /// The product of a sparse matrix with a vector; every column is below the count of `x`, and row starts rise to the count of values.
  func multiply(
    starts: Buffer<UInt64>, columns: Buffer<UInt32>, values: Buffer<Float>, _ x: Buffer<Float>, into y: Buffer<Float>
  ) {
    unsafe ek_spmv_f32(pool, number, y.count, starts.base, columns.base, values.base, x.base, y.base)
  }

  /// The product of a sparse matrix with a vector; every column is below the count of `x`, and row starts rise to the count of values.
  func multiply(
    starts: Buffer<UInt64>, columns: Buffer<UInt32>, values: Buffer<Double>, _ x: Buffer<Double>, into y: Buffer<Double>
  ) {
    unsafe ek_spmv_f64(pool, number, y.count, starts.base, columns.base, values.base, x.base, y.base)
  }
}

internal import CKernels

/// A number that arrays are sorted by: the C call of each type, which returns a C status.
protocol Sortable: Element {
  static func sort(_ pool: OpaquePointer, _ x: Buffer<Self>, into y: Buffer<Self>) -> CInt
}

extension Engine {
  /// Sorts into another buffer: floats by total order, -0 before +0 and each NaN last.
  func sort<T: Sortable>(_ x: Buffer<T>, into y: Buffer<T>) throws(KernelError) {
    precondition(y.count >= x.count)
    try check(unsafe T.sort(pool, x, into: y))
  }
}

extension Float: Sortable {
  static func sort(_ pool: OpaquePointer, _ x: Buffer<Float>, into y: Buffer<Float>) -> CInt {
    unsafe ek_sort_f32(pool, x.base, y.base, x.count)
  }
}

extension Double: Sortable {
  static func sort(_ pool: OpaquePointer, _ x: Buffer<Double>, into y: Buffer<Double>) -> CInt {
    unsafe ek_sort_f64(pool, x.base, y.base, x.count)
  }
}

extension Int32: Sortable {
  static func sort(_ pool: OpaquePointer, _ x: Buffer<Int32>, into y: Buffer<Int32>) -> CInt {
    unsafe ek_sort_i32(pool, x.base, y.base, x.count)
  }
}

extension UInt32: Sortable {
  static func sort(_ pool: OpaquePointer, _ x: Buffer<UInt32>, into y: Buffer<UInt32>) -> CInt {
    unsafe ek_sort_u32(pool, x.base, y.base, x.count)
  }
}

extension UInt64: Sortable {
  static func sort(_ pool: OpaquePointer, _ x: Buffer<UInt64>, into y: Buffer<UInt64>) -> CInt {
    unsafe ek_sort_u64(pool, x.base, y.base, x.count)
  }
}

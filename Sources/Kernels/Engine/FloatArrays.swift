internal import CKernels

/// Loops over floats that are exact, in C because debug builds of Swift are slow.
enum FloatArrays {
  static func allFinite(_ x: [Float]) -> Bool {
    unsafe x.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return true }
      return unsafe ek_all_finite_f32(base, buffer.count) != 0
    }
  }

  /// The first largest column of each of the first rows, or `columns` where a row holds a NaN.
  static func argmaxRows(_ x: Buffer<Float>, rows: Int, columns: Int) -> [UInt32] {
    var out = [UInt32](repeating: 0, count: rows)
    guard rows * columns <= x.count else { return out }
    unsafe ek_argmax_rows_f32(x.base, &out, rows, columns)
    return out
  }

  /// Copies rows by index into the front of a buffer; each index is a row of `x`.
  static func gather(_ x: [Float], rows: ArraySlice<UInt32>, columns: Int, into out: Buffer<Float>) {
    guard rows.count * columns <= out.count else { return }
    unsafe x.withUnsafeBufferPointer { source in
      unsafe rows.withUnsafeBufferPointer { index in
        guard let from = source.baseAddress, let list = index.baseAddress else { return }
        unsafe ek_gather_rows_f32(from, list, out.base, index.count, columns)
      }
    }
  }
}

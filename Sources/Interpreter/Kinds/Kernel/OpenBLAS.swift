internal import COpenBLAS
internal import Kernels

/// OpenBLAS, opened, with its number of threads pinned.
struct OpenBLAS: ~Copyable {
  /// The build's own description.
  let config: String
  /// The processor core whose code it chose.
  let core: String
  let threads: Int

  /// Opens the library and pins its threads; `nil` leaves them as they are.
  ///
  /// - Throws: `KernelError` with the code `libraryUnavailable`, or `threadsUnavailable` where it runs on fewer.
  init(threads: Int?) throws(KernelError) {
    var reason = [CChar](repeating: 0, count: 200)
    let isOpen = unsafe reason.withUnsafeMutableBufferPointer { unsafe etalon_openblas_open($0.baseAddress, Int32($0.count)) }
    guard isOpen else {
      let text = String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      throw KernelError(.libraryUnavailable, "the vendor tier needs OpenBLAS: \(text)", hint: "apt-get install libopenblas0")
    }
    if let threads { etalon_openblas_set_threads(Int32(clamping: threads)) }
    let running = Int(etalon_openblas_threads())
    if let threads, threads != running {
      throw KernelError(
        .threadsUnavailable, "OpenBLAS runs on \(running) threads, not \(threads)",
        hint: "give the target fewer threads, and unset OPENBLAS_NUM_THREADS and OMP_NUM_THREADS")
    }
    self.threads = running
    // Both texts live as long as the library, which is never closed.
    config = unsafe String(cString: etalon_openblas_config())
    core = unsafe String(cString: etalon_openblas_core())
  }

  /// The version, such as `0.3.21`.
  var version: String {
    let words = config.split(separator: " ")
    return words.count > 1 && words[0] == "OpenBLAS" ? String(words[1]) : "unknown"
  }

  /// Computes C = op(A) op(B) into bytes, row major without gaps.
  ///
  /// - Throws: `KernelError` where a matrix does not have the bytes that the shape needs, or the library has no such routine.
  func multiply(
    _ routine: OpenBLASRoutine, _ shape: ProductShape, _ type: ElementType, _ a: RawSpan, _ b: RawSpan, into c: inout MutableRawSpan
  ) throws(KernelError) {
    let sizes = [shape.m, shape.n, shape.k].map { Int32(exactly: $0) }
    guard let m = sizes[0], let n = sizes[1], let k = sizes[2], m >= 0, n >= 0, k >= 0, OpenBLAS.fits(shape, type, a, b, c.byteCount) else {
      throw KernelError(
        .shapeMismatch, "the matrices do not have the sizes of the product", hint: "OpenBLAS takes sizes up to \(Int32.max)")
    }
    // Each pointer is valid, and as long as the shape says, while its closure runs.
    let isDone = unsafe a.withUnsafeBytes { left in
      unsafe b.withUnsafeBytes { right in
        unsafe c.withUnsafeMutableBytes { out in
          switch type {
          case .f32:
            let left = unsafe left.assumingMemoryBound(to: Float.self).baseAddress
            let right = unsafe right.assumingMemoryBound(to: Float.self).baseAddress
            let out = unsafe out.assumingMemoryBound(to: Float.self).baseAddress
            switch routine {
            case .gemm: unsafe etalon_openblas_sgemm(shape.transposeA, shape.transposeB, m, n, k, left, right, out)
            case .gemv: unsafe etalon_openblas_sgemv(shape.transposeA, m, k, left, right, out)
            }
            return true
          case .f64:
            let left = unsafe left.assumingMemoryBound(to: Double.self).baseAddress
            let right = unsafe right.assumingMemoryBound(to: Double.self).baseAddress
            let out = unsafe out.assumingMemoryBound(to: Double.self).baseAddress
            switch routine {
            case .gemm: unsafe etalon_openblas_dgemm(shape.transposeA, shape.transposeB, m, n, k, left, right, out)
            case .gemv: unsafe etalon_openblas_dgemv(shape.transposeA, m, k, left, right, out)
            }
            return true
          default: return false
          }
        }
      }
    }
    guard isDone else {
      throw KernelError(.unsupportedType, "OpenBLAS has no product of \(type.rawValue)", hint: "it multiplies f32 and f64")
    }
  }

  private static func fits(_ shape: ProductShape, _ type: ElementType, _ a: RawSpan, _ b: RawSpan, _ c: Int) -> Bool {
    func bytes(_ rows: Int, _ columns: Int) -> Int? {
      let (count, over) = rows.multipliedReportingOverflow(by: columns)
      let (bytes, more) = count.multipliedReportingOverflow(by: type.size)
      return over || more ? nil : bytes
    }
    return bytes(shape.m, shape.k) == a.byteCount && bytes(shape.k, shape.n) == b.byteCount && bytes(shape.m, shape.n) == c
  }
}

internal import COpenBLAS
internal import Kernels
internal import Text

/// OpenBLAS with its number of threads pinned; its bits depend on version, core type and threads, so all three are on record.
struct OpenBLAS: ~Copyable {
  /// The build's own description.
  let config: String
  /// The processor core whose code it chose.
  let core: String
  let threads: Int

  /// Opens the library and pins its threads; `nil` leaves them as they are.
  init(threads: Int?) throws(RunFault) {
    var reason = [CChar](repeating: 0, count: 200)
    let isOpen = unsafe reason.withUnsafeMutableBufferPointer { unsafe etalon_openblas_open($0.baseAddress, Int32($0.count)) }
    guard isOpen else {
      let text = String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      throw RunFault("no-openblas", "the vendor tier needs OpenBLAS: \(text)", help: "apt-get install libopenblas0", isLocal: true)
    }
    if let threads { etalon_openblas_set_threads(Int32(clamping: threads)) }
    let running = Int(etalon_openblas_threads())
    if let threads, threads != running {
      throw RunFault(
        "openblas-threads", "OpenBLAS runs on \(running) threads at most, not \(threads)", help: "give the target fewer threads",
        isLocal: true)
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

  /// What a trial's line says about the library.
  var description: String { "OpenBLAS \(version), core \(core), \(counted(threads, "thread"))" }

  /// Computes C = op(A) op(B) into bytes, row major without gaps.
  ///
  /// - Throws: a local `RunFault` where a matrix does not have the bytes that the shape needs, or the library has no such routine.
  func multiply(
    _ routine: VendorRoutine, _ shape: ProductShape, _ type: ElementType, _ a: RawSpan, _ b: RawSpan, into c: inout MutableRawSpan
  ) throws(RunFault) {
    let sizes = [shape.m, shape.n, shape.k].map { Int32(exactly: $0) }
    guard let m = sizes[0], let n = sizes[1], let k = sizes[2], m >= 0, n >= 0, k >= 0, OpenBLAS.fits(shape, type, a, b, c.byteCount) else {
      throw RunFault("shape-mismatch", "the matrices do not have the sizes of the product", isLocal: true)
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
    guard isDone else { throw RunFault("no-vendor-tier", "OpenBLAS has no product of \(type.rawValue)", isLocal: true) }
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

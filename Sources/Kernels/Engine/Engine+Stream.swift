internal import CKernels

/// McCalpin's four STREAM kernels.
enum StreamOperation: String {
  case copy
  case scale
  case add
  case triad

  fileprivate var number: CInt {
    switch self {
    case .copy: CInt(EK_STREAM_COPY)
    case .scale: CInt(EK_STREAM_SCALE)
    case .add: CInt(EK_STREAM_ADD)
    case .triad: CInt(EK_STREAM_TRIAD)
    }
  }
}

extension Engine {
  /// One of the STREAM kernels over all of c.
  func stream(_ operation: StreamOperation, _ a: Buffer<Double>, _ b: Buffer<Double>, into c: Buffer<Double>, scalar: Double) {
    precondition(a.count >= c.count && b.count >= c.count)
    unsafe ek_stream_f64(pool, number, operation.number, a.base, b.base, c.base, scalar, c.count)
  }
}

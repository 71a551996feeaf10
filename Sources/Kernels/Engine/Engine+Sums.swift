internal import CKernels

extension Engine {
  /// The fixed-tree sum of the first `count` elements, or of all.
  func sum<T: PortableReal>(_ x: Buffer<T>, count: Int? = nil) throws(KernelError) -> T {
    let count = count ?? x.count
    precondition(x.count >= count)
    var result: T = 0
    try check(T.sum(self, x, count: count, into: &result))
    return result
  }

  /// One of McCalpin's four STREAM kernels.
  func stream(_ operation: CInt, _ a: Buffer<Double>, _ b: Buffer<Double>, into c: Buffer<Double>, scalar: Double) {
    precondition(a.count >= c.count && b.count >= c.count)
    unsafe ek_stream_f64(pool, number, operation, a.base, b.base, c.base, scalar, c.count)
  }
}

extension Engine {
  /// The fixed-tree sum of the first `count` elements, or of all.
  func sum<T: PortableReal>(_ x: Buffer<T>, count: Int? = nil) throws(KernelError) -> T {
    let count = count ?? x.count
    precondition(x.count >= count)
    var result: T = 0
    try check(T.sum(self, x, count: count, into: &result))
    return result
  }
}

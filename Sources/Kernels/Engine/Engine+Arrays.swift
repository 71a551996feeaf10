// The operations on arrays: sizes are checked, results are new arrays. For callers outside the catalogue.
extension Engine {
  /// The matrix product op(A) op(B).
  ///
  /// - Throws: `KernelError` if an array's count does not fit the shape, or memory is short.
  public func product(_ shape: ProductShape, _ a: [Float], _ b: [Float]) throws(KernelError) -> [Float] {
    try productOfArrays(shape, a, b)
  }

  /// The matrix product op(A) op(B).
  ///
  /// - Throws: `KernelError` if an array's count does not fit the shape, or memory is short.
  public func product(_ shape: ProductShape, _ a: [Double], _ b: [Double]) throws(KernelError) -> [Double] {
    try productOfArrays(shape, a, b)
  }

  /// A correctly rounded function of each element.
  ///
  /// - Throws: `KernelError` if memory is short.
  public func map(_ function: ElementaryFunction, _ x: [Float]) throws(KernelError) -> [Float] {
    let out = try Buffer<Float>(x.count)
    apply(function, try Buffer(x), into: out)
    return out.array
  }

  /// The fixed-tree sum of all elements.
  ///
  /// - Throws: `KernelError` if memory is short.
  public func sum(_ x: [Float]) throws(KernelError) -> Float { try sum(try Buffer(x)) }

  /// The fixed-tree sum of all elements.
  ///
  /// - Throws: `KernelError` if memory is short.
  public func sum(_ x: [Double]) throws(KernelError) -> Double { try sum(try Buffer(x)) }

  /// Softmax of each row.
  ///
  /// - Throws: `KernelError` if the elements are no whole rows, or memory is short.
  public func softmax(_ x: [Float], columns: Int) throws(KernelError) -> [Float] {
    guard columns > 0, x.count % columns == 0 else {
      throw KernelError(.shapeMismatch, "\(x.count) elements are no rows of \(columns)", hint: "give complete rows")
    }
    let out = try Buffer<Float>(x.count)
    softmax(try Buffer(x), into: out, rows: x.count / columns, columns: columns)
    return out.array
  }

  private func productOfArrays<T: PortableReal>(_ shape: ProductShape, _ a: [T], _ b: [T]) throws(KernelError) -> [T] {
    let counts = try shape.counts()
    try Engine.match(a.count, counts.a, "A")
    try Engine.match(b.count, counts.b, "B")
    let out = try Buffer<T>(counts.c)
    try multiply(shape, try Buffer(a), try Buffer(b), into: out)
    return out.array
  }

  private static func match(_ count: Int, _ expected: Int, _ name: String) throws(KernelError) {
    guard count == expected else {
      throw KernelError(
        .shapeMismatch, "\(name) has \(count) elements, not \(expected)", hint: "pass the elements that the shape says")
    }
  }
}

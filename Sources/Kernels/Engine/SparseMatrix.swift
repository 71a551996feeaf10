/// A matrix by its stored entries, row after row (CSR).
struct SparseMatrix<Scalar: PortableReal> {
  let rows: Int
  let columns: Int
  /// Where each row's entries start, and where the last one's end: rising to the count of values.
  let starts: Buffer<UInt64>
  /// The column of each entry, below `columns`.
  let places: Buffer<UInt32>
  let values: Buffer<Scalar>
}

extension Engine {
  /// y = A x; the caller has checked the matrix's starts and places, which C reads memory by.
  func multiply<T: PortableReal>(_ m: SparseMatrix<T>, vector x: Buffer<T>, into y: Buffer<T>) {
    precondition(m.starts.count > m.rows && m.places.count == m.values.count && x.count >= m.columns && y.count >= m.rows)
    T.product(self, m, vector: x, into: y)
  }
}

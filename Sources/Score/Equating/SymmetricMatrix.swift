/// A small symmetric matrix.
struct SymmetricMatrix: Sendable {
  private var rows: [[Double]]

  /// Made symmetric by the mean with its transpose.
  init(rows: [[Double]]) {
    self.rows = rows.indices.map { row in rows.indices.map { (rows[row][$0] + rows[$0][row]) / 2 } }
  }

  /// The sum of the outer products of vectors with themselves.
  ///
  /// - Parameter corner: What comes to the last element.
  init(products vectors: [[Double]], beside corner: Double) {
    let count = vectors.first?.count ?? 0
    rows = Array(repeating: Array(repeating: 0, count: count), count: count)
    for vector in vectors {
      for row in 0..<count where vector[row] != 0 {
        for column in 0...row { rows[row][column] += vector[row] * vector[column] }
      }
    }
    if count > 0 { rows[count - 1][count - 1] += corner }
    for row in 0..<count { for column in 0..<row { rows[column][row] = rows[row][column] } }
  }

  func times(_ vector: [Double]) -> [Double] { rows.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } } }

  /// vᵀ M v.
  func quadratic(_ vector: [Double]) -> Double { zip(vector, times(vector)).reduce(0) { $0 + $1.0 * $1.1 } }

  /// The inverse by the factors of Cholesky; `nil` where the matrix is not positive definite.
  func inverse() -> SymmetricMatrix? {
    let count = rows.count
    var lower = rows
    for column in 0..<count {
      for row in column..<count {
        var sum = rows[row][column]
        for inner in 0..<column { sum -= lower[row][inner] * lower[column][inner] }
        if row == column {
          guard sum > 1e-12 * max(1, rows[row][row]) else { return nil }
          lower[row][row] = sum.squareRoot()
        } else {
          lower[row][column] = sum / lower[column][column]
        }
      }
    }
    let columns = (0..<count).map { unit in SymmetricMatrix.solved(lower, unit: unit) }
    return SymmetricMatrix(rows: columns)
  }

  private static func solved(_ lower: [[Double]], unit: Int) -> [Double] {
    let count = lower.count
    var found = (0..<count).map { $0 == unit ? 1.0 : 0.0 }
    for row in 0..<count {
      for inner in 0..<row { found[row] -= lower[row][inner] * found[inner] }
      found[row] /= lower[row][row]
    }
    for row in (0..<count).reversed() {
      for inner in (row + 1)..<max(row + 1, count) { found[row] -= lower[inner][row] * found[inner] }
      found[row] /= lower[row][row]
    }
    return found
  }
}

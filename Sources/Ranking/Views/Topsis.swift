/// TOPSIS (Hwang and Yoon, 1981): how near a system is to the best of every column and how far from the worst. A view, never a grade.
public enum Topsis {
  /// The closeness of each row from 0 to 1; `nil` where a column is all zero or weights add up to nothing.
  ///
  /// - Parameters:
  ///   - rows: Systems by metrics.
  ///   - weights: Of the metrics.
  ///   - higher: Whether higher is better in each column.
  public static func closeness(_ rows: [[Double]], weights: [Double], higher: [Bool]) -> [Double]? {
    let sum = weights.reduce(0, +)
    guard let width = rows.first?.count, width == weights.count, width == higher.count, rows.allSatisfy({ $0.count == width }), sum > 0
    else { return nil }
    var scaled = rows
    for column in 0..<width {
      let norm = rows.reduce(0) { $0 + $1[column] * $1[column] }.squareRoot()
      guard norm > 0 else { return nil }
      for row in rows.indices { scaled[row][column] = rows[row][column] / norm * weights[column] / sum }
    }
    func extreme(_ column: Int, best: Bool) -> Double {
      let values = scaled.map { $0[column] }
      return (higher[column] == best ? values.max() : values.min()) ?? 0
    }
    return scaled.map { row in
      func distance(best: Bool) -> Double {
        row.indices.reduce(0) { $0 + (row[$1] - extreme($1, best: best)) * (row[$1] - extreme($1, best: best)) }.squareRoot()
      }
      let (near, far) = (distance(best: true), distance(best: false))
      return near + far > 0 ? far / (near + far) : 1
    }
  }
}

/// Rows of features with a class each, checked once so that kernels need not.
public struct TrainingData: Sendable {
  /// The features, row after row.
  public let features: [Float]
  /// Each row's class, from 0.
  public let labels: [UInt32]
  /// The features of a row.
  public let columns: Int
  /// The number of classes.
  public let classes: Int

  /// The number of rows.
  public var rows: Int { labels.count }

  /// Creates a data set.
  ///
  /// - Throws: `KernelError` if sizes disagree, a feature is not finite or a label is not below `classes`.
  public init(features: [Float], labels: [UInt32], columns: Int, classes: Int) throws(KernelError) {
    guard columns > 0, classes > 0, classes <= Int(UInt32.max) else {
      throw KernelError(
        .shapeMismatch, "data with \(columns) columns and \(classes) classes", hint: "both must be at least 1")
    }
    let (expected, overflow) = labels.count.multipliedReportingOverflow(by: columns)
    guard !overflow, features.count == expected else {
      throw KernelError(
        .shapeMismatch, "\(labels.count) rows of \(columns) columns are not \(features.count) features",
        hint: "give rows times columns features")
    }
    if let row = labels.firstIndex(where: { $0 >= classes }) {
      throw KernelError(
        .invalidData, "row \(row) has class \(labels[row])", hint: "with \(classes) classes, labels are below \(classes)")
    }
    guard FloatArrays.allFinite(features) else {
      throw KernelError(.invalidData, "a feature is infinite or NaN", hint: "remove or replace it")
    }
    self.features = features
    self.labels = labels
    self.columns = columns
    self.classes = classes
  }
}

/// A form of other tools that the evaluations of a bundle can be written in.
public enum ExportFormat: String, Sendable, Hashable, CaseIterable {
  /// Every item on a line of comma-separated values (RFC 4180).
  case csv
  /// A summary: subjects, indicators, claims.
  case markdown
  /// Every item as a test case of JUnit XML.
  case junit
  /// The results of one model by the schema of Every Eval Ever, version 0.3.0.
  case everyEvalEver = "every-eval-ever"
}

/// Why evaluations cannot be written in a form.
public enum ExportFault: Error, Hashable, Sendable {
  /// There is no evaluation in the bundle.
  case noEvaluation
  /// The items are not at hand.
  case noItems
  /// The form is about one subject, and these were asked.
  case severalSubjects([String])
  /// Nobody of this name was asked; these were.
  case unknownSubject([String])
}

/// Writes the evaluations of a bundle in a form of other tools.
///
/// Equal inputs give equal bytes. Complexity: linear in the items; all of them stand in memory.
///
/// - Parameter subject: The one subject that it is about, by its id; `nil` for all of them.
public func export(_ input: ReportInput, as format: ExportFormat, subject: String? = nil) throws(ExportFault) -> [UInt8] {
  let evaluations = try Evaluations(input, subject: subject)
  return switch format {
  case .csv: try evaluations.csv()
  case .markdown: evaluations.markdown
  case .junit: try evaluations.junit()
  case .everyEvalEver: try evaluations.everyEvalEver()
  }
}

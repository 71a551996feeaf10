internal import Record

/// Pictures of the cells of a workload, made from their records; a kind of work names those that suit it.
struct CellFigure: Sendable {
  /// The pictures of a workload, each in a frame of its own; none where the records hold nothing to draw.
  let draw: @Sendable (Page, Workload) -> [Markup]

  /// The distribution of each measurement of each cell.
  static let distributions = CellFigure { page, workload in page.distributions(workload) }

  /// A line for each result that is a series, such as the loss of each epoch.
  ///
  /// - Parameter step: the noun for what stands between two numbers of the series of a name.
  static func curves(step: @escaping @Sendable (_ series: String) -> PageWords.Step) -> CellFigure {
    CellFigure { page, workload in page.curves(workload, step: step) }
  }
}

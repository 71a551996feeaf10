internal import Record

/// The page of one bundle: its records, found by cell.
///
/// Sections and figures are extensions in files of their own.
struct Page {
  let input: ReportInput
  let words: PageWords
  private let metrics: [String: [MetricValue]]
  private let categories: [String: [MetricValue]]
  private let values: [String: [TrialResult]]
  private let samples: [String: [TrialMeasurement]]
  private let nodes: [String: Node]

  /// The most cells of a workload that get pictures of their own; a page is for looking at, the records hold the rest.
  static let picturedCells = 120
  /// The most pictures of one sort that a workload gets.
  static let mostPictures = 360

  init(_ input: ReportInput) {
    self.input = input
    words = PageWords(input.language)
    metrics = Dictionary(grouping: input.scores.metrics, by: \.node)
    categories = Dictionary(grouping: input.scores.categories ?? [], by: \.node)
    values = Dictionary(grouping: input.results.trials + input.bounded.trials, by: \.node)
    samples = Dictionary(grouping: input.measurements.trials, by: \.node)
    nodes = Dictionary(input.plan.nodes.map { ($0.id, $0) }) { first, _ in first }
  }

  var plan: Plan { input.plan }

  /// What was computed for the metrics of a cell, in the order of the scores.
  func metrics(of node: String) -> [MetricValue] { metrics[node] ?? [] }

  /// A metric of a cell by category.
  func categories(of value: MetricValue) -> [MetricValue] { (categories[value.node] ?? []).filter { $0.metric == value.metric } }

  /// The result values of a cell, a trial each.
  func results(of node: String) -> [TrialResult] { values[node] ?? [] }

  /// The measurements of a cell, a trial each.
  func measurements(of node: String) -> [TrialMeasurement] { samples[node] ?? [] }

  /// The cell of an id.
  func node(_ id: String) -> Node? { nodes[id] }

  /// The beginning of a text that is too long for its place, with how much was left out.
  func shortened(_ text: String, to limit: Int = 240) -> String { words.shortened(text, to: limit) }

  /// A value as people write it.
  func plainText(_ value: JSON) -> String { Report.plainText(value, in: input.language) }

  /// A sentence of a record, which is in English; its element says so where the page is not.
  func told(_ sentence: String) -> Markup { words.told(sentence) }

  /// What a list leaves out, and where the records hold it; nothing where the list is whole.
  @MarkupBuilder func remainder(of count: Int, shown: Int, in file: String) -> Markup {
    if count > shown { tag("p", .class("fine"), text: words.remainder(count - shown, in: file)) }
  }

  /// What readers call the evaluation.
  var heading: String { plan.title ?? plan.name }
}

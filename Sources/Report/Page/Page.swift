internal import Record

/// The page of one bundle; each section is an extension in a file of its own.
struct Page {
  let input: ReportInput
  private let metrics: [String: [MetricValue]]
  private let values: [String: [TrialResult]]
  private let samples: [String: [TrialMeasurement]]
  private let nodes: [String: Node]

  /// The most cells of a workload that get pictures of their own; a page is for looking at, the records hold the rest.
  static let picturedCells = 120

  init(_ input: ReportInput) {
    self.input = input
    metrics = Dictionary(grouping: input.scores.metrics, by: \.node)
    values = Dictionary(grouping: input.results.trials + input.bounded.trials, by: \.node)
    samples = Dictionary(grouping: input.measurements.trials, by: \.node)
    nodes = Dictionary(input.plan.nodes.map { ($0.id, $0) }) { first, _ in first }
  }

  var plan: Plan { input.plan }

  /// What was computed for the metrics of a cell, in the order of the scores.
  func metrics(of node: String) -> [MetricValue] { metrics[node] ?? [] }

  /// The result values of a cell, a trial each.
  func results(of node: String) -> [TrialResult] { values[node] ?? [] }

  /// The measurements of a cell, a trial each.
  func measurements(of node: String) -> [TrialMeasurement] { samples[node] ?? [] }

  /// A cell of the plan.
  func node(_ id: String) -> Node? { nodes[id] }

  /// What readers call the evaluation.
  var heading: String { plan.title ?? plan.name }

  var document: Markup {
    var markup = Markup.documentType
    markup.append(
      tag("html", Attribute("lang", "en")) {
        tag("head") { head }
        tag("body") { sections }
      })
    return markup
  }

  @MarkupBuilder private var head: Markup {
    void("meta", Attribute("charset", "utf-8"))
    void(
      "meta", Attribute("http-equiv", "Content-Security-Policy"),
      Attribute("content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"))
    void("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1"))
    void("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark"))
    void("meta", Attribute("name", "referrer"), Attribute("content", "no-referrer"))
    void("meta", Attribute("name", "etalon-report-revision"), Attribute("content", String(reportRevision)))
    void("meta", Attribute("name", "etalon-plan"), Attribute("content", input.run.plan.hex))
    void("link", Attribute("rel", "icon"), Attribute("href", "data:,"))
    tag("title", text: "\(shortened(heading, to: 120)) · Etalon report")
    Markup.styleSheet(styleSheet)
  }

  @MarkupBuilder private var sections: Markup {
    tag("div", .class("sheet")) {
      masthead
      tag("main") {
        verdicts
        scoreSection
        claimsSection
        workloadSections
        trialsSection
        environmentSection
        inputsSection
        verifySection
        limitsSection
      }
      footer
    }
  }

  /// A section with its heading and an anchor for the table of contents.
  func section(_ id: String, _ title: String, lead: String? = nil, @MarkupBuilder content: () -> Markup) -> Markup {
    tag("section", .id(id), Attribute("aria-labelledby", "\(id)-title")) {
      tag("h2", .id("\(id)-title"), text: title)
      if let lead { tag("p", .class("lead"), text: lead) }
      content()
    }
  }

  private var footer: Markup {
    tag("footer") {
      tag("p") {
        "Rendered by Etalon \(shortened(input.run.tool.version, to: 60)), report revision \(reportRevision), from the records under "
        tag("code", text: "data/")
        " alone. The page holds no script and loads nothing; anyone who renders it again from the same records gets the same bytes."
      }
      tag("p", .class("digests")) {
        "Plan "
        tag("code", text: input.run.plan.hex)
        if let executable = input.run.tool.executable {
          " · tool "
          tag("code", text: executable.hex)
        }
      }
    }
  }
}

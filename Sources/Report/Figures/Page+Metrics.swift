internal import Record
internal import Score

extension Page {
  /// The scale in which a metric of these cells reads best; the same for all of them.
  func scale(for values: [MetricValue]) -> Scale {
    guard let first = values.first else { return Scale(unit: "1", around: 1) }
    if values.contains(where: isShare) { return .percent }
    let largest = values.map(\.estimate.value.magnitude).filter(\.isFinite).max() ?? 1
    return Scale(unit: first.unit, around: largest)
  }

  /// Whether a metric is so many of so many.
  private func isShare(_ value: MetricValue) -> Bool {
    guard value.unit == "1", let metric = node(value.node)?.metric(value.metric), case .value(let name) = metric.derivation else {
      return false
    }
    return results(of: value.node).contains { trial in
      if case .share? = trial.value(name) { true } else { false }
    }
  }

  /// The metrics of the cells, each with its interval.
  @MarkupBuilder func metricTable(_ workload: Workload) -> Markup {
    let rows = workload.nodes.flatMap { node in
      metrics(of: node.id).flatMap { [$0] + categories(of: $0) }.map { (node: node, value: $0) }
    }
    if rows.isEmpty {
      tag("p", .class("absent"), text: words.noMetric)
    } else {
      tag("div", .class("scroll"), Attribute("tabindex", "0"), Attribute("role", "region"), Attribute("aria-label", words.metrics)) {
        tag("table", .class("metrics")) {
          tag("thead") {
            tag("tr") {
              for title in [words.metric, words.cell] { tag("th", Attribute("scope", "col"), text: title) }
              for title in [words.value, words.interval, "n"] { tag("th", Attribute("scope", "col"), .class("right"), text: title) }
            }
          }
          tag("tbody") { for row in rows.prefix(2000) { metricRow(row.node, row.value) } }
        }
      }
      remainder(of: rows.count, shown: 2000, in: "data/scores.json")
    }
  }

  private func metricRow(_ node: Node, _ value: MetricValue) -> Markup {
    let estimate = value.shown
    let text = EstimateText(value: estimate.value, low: estimate.low, high: estimate.high, in: scale(for: [value]))
    return tag("tr") {
      tag("th", Attribute("scope", "row")) {
        shortened(value.title, to: 80)
        tag("span", .class("direction"), text: words.direction(value.direction))
        if let source = value.source { tag("span", .class("direction"), text: " · \(words.energy(from: source))") }
      }
      tag("td", .class("where"), text: cellName(node))
      tag("td", .class("right value")) {
        tag("span", .class("number"), text: text.value)
        if !text.unit.isEmpty { tag("span", .class("unit"), text: "\u{A0}\(text.unit)") }
      }
      tag("td", .class("right interval")) {
        tag("span", text: text.interval ?? (value.origin == .result ? words.exact : "–"))
        if value.origin == .measurement {
          tag("span", .class("derived"), text: " " + words.measured(overInvocations: value.spread?.invocations))
        }
      }
      tag("td", .class("right count"), text: value.basis.map { grouped($0) } ?? "")
    }
  }
}

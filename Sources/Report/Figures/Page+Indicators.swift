internal import Record
internal import Score

/// A metric of an evaluation with those that belong to it: its strict and lenient reading, its variants, its drops.
private struct Indicator {
  let value: MetricValue
  /// What it is called under its indicator, such as `strict`.
  let name: String
  let depth: Int
}

extension Page {
  /// The metrics of an evaluation's items as bars from 0 to 1, those that belong together under one another; nothing for other work.
  @MarkupBuilder func indicators(_ workload: Workload) -> Markup {
    for node in workload.nodes.prefix(Page.picturedCells) {
      let rows = Page.indicators(metrics(of: node.id).filter(Page.isIndicator)) { root in
        categories(of: root).filter(Page.isIndicator).map { Indicator(value: $0, name: $0.category ?? "", depth: 2) }
      }
      if case .evaluate = node.work, !rows.isEmpty { indicatorTree(node, rows, isAlone: workload.nodes.count == 1) }
    }
  }

  /// Whether a metric is drawn as a bar: a number of items from -1 to 1.
  private static func isIndicator(_ value: MetricValue) -> Bool {
    value.unit == "1" && value.origin == .result && (-1...1).contains(value.estimate.value)
  }

  /// The metrics, each followed by those whose names begin with its own.
  private static func indicators(_ values: [MetricValue], _ byCategory: (MetricValue) -> [Indicator]) -> [Indicator] {
    func isUnder(_ value: MetricValue, _ parent: MetricValue) -> Bool { value.metric.hasPrefix(parent.metric + "-") }
    let roots = values.filter { value in !values.contains { isUnder(value, $0) } }
    return roots.flatMap { root in
      [Indicator(value: root, name: root.metric, depth: 1)] + byCategory(root)
        + values.filter { isUnder($0, root) }.map {
          Indicator(value: $0, name: String($0.metric.dropFirst(root.metric.count + 1)), depth: 2)
        }
    }
  }

  private func indicatorTree(_ node: Node, _ rows: [Indicator], isAlone: Bool) -> Markup {
    let axis = Axis(from: rows.contains { $0.value.estimate.value < 0 } ? -1 : 0, to: 1, scale: .percent, ticks: 4)
    return tag("figure", .class("indicators")) {
      tag("figcaption") {
        tag("strong", text: isAlone ? words.indicators : cellName(node))
        tag("span", .class("cell"), text: words.indicatorsNote)
      }
      tag("div", .class("tree")) {
        for row in rows { indicatorRow(row, axis) }
        if let axis { tag("div", .class("tree-axis")) { indicatorScale(axis) } }
      }
    }
  }

  private func indicatorRow(_ row: Indicator, _ axis: Axis?) -> Markup {
    let population = row.value.population
    let shown = row.value.shown
    let text = EstimateText(value: shown.value, low: shown.low, high: shown.high, in: .percent)
    return tag("div", .class("tree-row depth-\(row.depth)")) {
      tag("div", .class("tree-name")) {
        tag("span", .class("branch")) { breakable(shortened(row.name, to: 80)) }
        tag("span", .class("direction"), text: row.value.direction == .higher ? "↑" : words.lessIsBetter)
        if let population {
          tag("span", .class("derived"), text: words.method(population))
        }
      }
      tag("div", .class("tree-bar")) { indicatorBar(row, axis) }
      tag("div", .class("tree-value")) {
        tag("span", .class("number"), text: text.value + "\u{A0}" + text.unit)
        if let interval = text.interval { tag("span", .class("interval"), text: interval) }
      }
    }
  }

  private func indicatorBar(_ row: Indicator, _ axis: Axis?) -> Markup {
    guard let axis else { return Markup() }
    let title = words.named(shortened(row.value.metric, to: 80), Format.percent(row.value.estimate.value, significant: 3))
    let (zero, end) = (axis.position(0), axis.position(row.value.estimate.value))
    return drawing(height: 26, title: title, description: words.indicatorBar) {
      shape(
        "rect",
        [
          Attribute("x", percent(min(zero, end))), Attribute("width", percent((end - zero).magnitude)), Attribute("y", "5"),
          Attribute("height", "16"), Attribute("rx", "2"), .class(row.depth == 1 ? "bar" : "bar below"),
        ], title: title)
      if row.value.population != nil { whisker(row.value.shown, axis, y: 13) }
    }
  }

  private func indicatorScale(_ axis: Axis) -> Markup {
    drawing(height: 22, title: words.scaleOfBars, description: words.sharesInPercent) {
      for tick in axis.ticks { caption(axis.tickText(tick) + (tick == axis.ticks.last ? " %" : ""), at: axis.position(tick), y: 14) }
    }
  }
}

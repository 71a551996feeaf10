internal import Record

extension Page {
  /// The metrics of a sweep, each as lines over its axis with a table of values; nothing where the cells are no sweep.
  @MarkupBuilder func sweeps(_ workload: Workload) -> Markup {
    if let sweep = sweep(of: workload) {
      let figures = metricNames(workload.nodes).prefix(8).compactMap { sweepFigure($0, sweep) }
      if !figures.isEmpty { tag("div", .class("comparisons")) { figures } }
    }
  }

  /// A sweep's figures with the whole table folded; of other cells the table, and bars where several have a metric.
  @MarkupBuilder func metricsAndPictures(_ workload: Workload) -> Markup {
    let drawn = sweeps(workload)
    if drawn.isEmpty {
      metricTable(workload)
      comparisons(workload)
    } else {
      drawn
      tag("details") {
        tag("summary", text: words.allMetrics)
        metricTable(workload)
      }
    }
  }

  /// The sweep that a workload's cells are, where no more of them are than pictures show.
  func sweep(of workload: Workload) -> Sweep? {
    workload.nodes.count <= Page.picturedCells ? Sweep(workload.nodes, words) : nil
  }

  /// The names of the metrics of cells, in the order in which they come.
  func metricNames(_ nodes: some Sequence<Node>) -> [String] {
    var names: [String] = []
    for value in nodes.flatMap({ metrics(of: $0.id) }) where !names.contains(value.metric) { names.append(value.metric) }
    return names
  }

  private func sweepFigure(_ name: String, _ sweep: Sweep) -> Markup? {
    let values = sweep.steps.indices.map { step in
      sweep.columns.indices.map { column in sweep.node(step, column).flatMap { node in metrics(of: node.id).first { $0.metric == name } } }
    }
    let all = values.flatMap { $0.compactMap(\.self) }.filter { $0.estimate.value.isFinite }
    guard all.count > 2, let direction = all.first?.direction else { return nil }
    let scale = scale(for: all)
    return tag("figure", .class("comparison")) {
      tag("figcaption") {
        tag("strong", text: shortened(words.sweepTitle(shortened(name, to: 60), over: shortened(sweep.axis, to: 40))))
        tag("span", .class("direction"), text: words.direction(direction))
      }
      sweepPlot(name, sweep, values, all, scale)
      sweepTable(sweep, values, scale)
    }
  }

  private func sweepTable(_ sweep: Sweep, _ values: [[MetricValue?]], _ scale: Scale) -> Markup {
    tag("div", .class("scroll"), Attribute("tabindex", "0"), Attribute("role", "region"), Attribute("aria-label", words.sweep)) {
      tag("table") {
        tag("thead") {
          tag("tr") {
            tag("th", Attribute("scope", "col"), text: shortened(sweep.axis, to: 40))
            for (index, column) in sweep.columns.enumerated() {
              tag("th", Attribute("scope", "col"), .class("right")) {
                tag("span", .class("swatch line-\(index)"), Attribute("aria-hidden", "true")) {}
                " \(column.isEmpty ? words.value : shortened(column, to: 60))"
              }
            }
          }
        }
        tag("tbody") {
          for (step, row) in values.enumerated() {
            tag("tr") {
              tag("th", Attribute("scope", "row"), text: sweep.steps[step].text)
              for value in row { sweepCell(value, scale) }
            }
          }
        }
      }
    }
  }

  private func sweepCell(_ value: MetricValue?, _ scale: Scale) -> Markup {
    guard let shown = value?.shown else { return tag("td", .class("right absent"), text: "–") }
    let text = EstimateText(value: shown.value, low: shown.low, high: shown.high, in: scale)
    return tag("td", .class("right")) {
      // checked: texts, which are joined.
      tag("span", .class("number"), text: text.value + (text.unit.isEmpty ? "" : "\u{A0}\(text.unit)"))
      if let interval = text.interval { tag("span", .class("interval"), text: " \(interval)") }
    }
  }

  /// A line for each column over the axis, logarithmic where it spans decades; nothing where there is no range to draw.
  @MarkupBuilder private func sweepPlot(
    _ name: String, _ sweep: Sweep, _ values: [[MetricValue?]], _ all: [MetricValue], _ scale: Scale
  ) -> Markup {
    let numbers = sweep.steps.map(\.number)
    let ends = all.flatMap { [$0.shown.low, $0.shown.high, $0.shown.value] }.filter(\.isFinite)
    if let x = sweepAxis(numbers, Scale(unit: "1", around: 1), fromZero: false), let y = sweepAxis(ends, scale, fromZero: true) {
      let (top, height) = (14.0, 180.0)
      drawing(
        height: top + height + 24, title: words.sweepTitle(shortened(name, to: 60), over: shortened(sweep.axis, to: 40)),
        description: words.sweepDescription
      ) {
        for tick in y.ticks {
          let level = top + height * (1 - y.share(tick))
          shape(
            "line",
            [
              Attribute("x1", "0"), Attribute("x2", "100%"), Attribute("y1", coordinate(level)), Attribute("y2", coordinate(level)),
              .class("grid-line"),
            ])
          tag(
            "text", Attribute("x", "0"), Attribute("y", coordinate(level - 3)), .class("tick"),
            text: y.tickText(tick) + (tick == y.ticks.last ? scale.suffix : ""))
        }
        for column in sweep.columns.indices { sweepLine(column, sweep, values, x, y, top, height) }
        x.drawn(at: top + height, words)
      }
    }
  }

  /// From the least to the greatest number, from zero where that is asked; logarithmic where all are positive and span a factor of 20.
  private func sweepAxis(_ numbers: [Double], _ scale: Scale, fromZero: Bool) -> Axis? {
    guard let least = numbers.min(), let most = numbers.max() else { return nil }
    if least > 0, most / least >= 20, let axis = Axis(logarithmicFrom: least, to: most, scale: scale) { return axis }
    return Axis(from: fromZero ? min(0, least) : least, to: most, scale: scale, ticks: 4)
  }

  @MarkupBuilder private func sweepLine(
    _ column: Int, _ sweep: Sweep, _ values: [[MetricValue?]], _ x: Axis, _ y: Axis, _ top: Double, _ height: Double
  ) -> Markup {
    let points = values.enumerated().compactMap { step, row in
      row[column].flatMap { $0.estimate.value.isFinite ? (number: sweep.steps[step].number, text: sweep.steps[step].text, value: $0) : nil }
    }
    let level = { (value: Double) in top + height * (1 - y.share(value)) }
    stretched(y: top, height: height) {
      shape(
        "polyline",
        [
          Attribute(
            "points",
            points.map { "\(coordinate(x.share($0.number) * 1000)),\(coordinate(level($0.value.estimate.value) - top))" }.joined(
              separator: " ")),
          .class("curve line-\(column)"),
        ])
    }
    for point in points {
      let (at, shown) = (percent(x.position(point.number)), point.value.shown)
      if shown.low < shown.high, shown.low.isFinite, shown.high.isFinite {
        shape(
          "line",
          [
            Attribute("x1", at), Attribute("x2", at), Attribute("y1", coordinate(level(shown.low))),
            Attribute("y2", coordinate(level(shown.high))), .class("whisker"),
          ])
      }
      shape(
        "circle",
        [Attribute("cx", at), Attribute("cy", coordinate(level(shown.value))), Attribute("r", "3"), .class("point line-\(column)")],
        title: words.named(
          words.list([sweep.columns[column], "\(sweep.axis) \(point.text)"].filter { !$0.isEmpty }.map { shortened($0, to: 60) }),
          y.scale.text(shown.value)))
    }
  }
}

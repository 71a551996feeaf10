internal import Record

extension Page {
  /// Grouped bars for each metric that several cells of a workload have.
  func comparisons(_ workload: Workload) -> Markup {
    guard workload.nodes.count > 1 else { return Markup() }
    var names: [String] = []
    for value in workload.nodes.prefix(Page.picturedCells).flatMap({ metrics(of: $0.id) }) where !names.contains(value.metric) {
      names.append(value.metric)
    }
    let figures = names.prefix(8).compactMap { comparison(of: $0, in: workload) }
    guard !figures.isEmpty else { return Markup() }
    return tag("div", .class("comparisons")) { figures }
  }

  /// The bars of one metric, or `nil` where fewer than two cells have a value that a bar from zero can show.
  private func comparison(of name: String, in workload: Workload) -> Markup? {
    let cells = workload.nodes.prefix(Page.picturedCells).compactMap { node in
      metrics(of: node.id).first { $0.metric == name }.map { (node: node, value: $0) }
    }
    let values = cells.map(\.value)
    guard cells.count > 1, values.allSatisfy({ $0.estimate.value.isFinite && $0.estimate.value >= 0 }) else { return nil }
    let scale = scale(for: values)
    let most = values.map { max($0.shown.value, $0.shown.high) }.max() ?? 1
    guard most > 0, let axis = Axis(from: 0, to: most * 1.02, scale: scale, ticks: 4) else { return nil }
    return tag("figure", .class("comparison")) {
      tag("figcaption") {
        tag("strong", text: shortened(name, to: 60))
        tag("span", .class("direction"), text: words.barDirection(values.first?.direction ?? .lower))
      }
      for group in grouping(cells.map(\.node)) {
        if let title = group.title { tag("p", .class("group"), text: title) }
        for (index, node) in group.nodes.enumerated() {
          if let value = cells.first(where: { $0.node.id == node.id })?.value {
            comparisonRow(group.names[index], value, axis, color: group.colors[index])
          }
        }
      }
      tag("div", .class("pair")) {
        tag("span") {}
        drawing(height: 22, title: words.scale, description: words.scaleUnit(scale.symbol)) {
          axis.drawn(at: 1, words)
        }
      }
    }
  }

  private func comparisonRow(_ name: String, _ value: MetricValue, _ axis: Axis, color: Int) -> Markup {
    let title = words.named(name, axis.scale.text(value.estimate.value))
    return tag("div", .class("pair")) {
      tag("span", .class("pair-name")) {
        tag("span", text: name)
        tag("span", .class("number"), text: axis.scale.text(value.estimate.value))
      }
      drawing(height: 22, title: title, description: words.metricBar) {
        let start = axis.position(0)
        shape(
          "rect",
          [
            Attribute("x", percent(start)), Attribute("width", percent(axis.position(value.estimate.value) - start)), Attribute("y", "3"),
            Attribute("height", "16"), Attribute("rx", "2"), .class("bar series-\(color)"),
          ], title: title)
        whisker(value.shown, axis, y: 11)
      }
    }
  }

  /// Cells under one heading.
  private struct Group {
    var title: String?
    var nodes: [Node]
    var names: [String]
    var colors: [Int]
  }

  /// Cells by their last coordinate where there are several axes; the colour says the coordinates that remain.
  private func grouping(_ nodes: [Node]) -> [Group] {
    var groups: [Group] = []
    var remainders: [String] = []
    for node in nodes {
      let splits = node.coordinates.count > 1
      let title = splits ? node.coordinates.last.map { shortened("\($0.axis) \($0.value)", to: 60) } : nil
      let rest = splits ? node.coordinates.dropLast().map(\.value).joined(separator: ", ") : cellName(node)
      if !remainders.contains(rest) { remainders.append(rest) }
      let color = splits ? (remainders.firstIndex(of: rest) ?? 0) % 4 : 0
      if let index = groups.firstIndex(where: { $0.title == title }) {
        groups[index].nodes.append(node)
        groups[index].names.append(shortened(rest, to: 60))
        groups[index].colors.append(color)
      } else {
        groups.append(Group(title: title, nodes: [node], names: [shortened(rest, to: 60)], colors: [color]))
      }
    }
    return groups
  }
}

internal import Record

extension Page {
  /// A line for each result that is a series, such as the loss of each epoch; `step` names what stands between two of its numbers.
  func curves(_ workload: Workload, step: (String) -> PageWords.Step) -> [Markup] {
    workload.nodes.prefix(Page.picturedCells).flatMap { node in
      results(of: node.id).flatMap { trial in
        trial.values.compactMap { value in
          if case .series(let numbers) = value.value { curve(value.name, numbers, node, trial, step: step(value.name)) } else { nil }
        }
      }
    }
  }

  private func curve(_ name: String, _ numbers: [Double], _ node: Node, _ trial: TrialResult, step: PageWords.Step) -> Markup? {
    guard numbers.count > 1, numbers.allSatisfy(\.isFinite), let least = numbers.min(), let most = numbers.max() else { return nil }
    let bottom = least >= 0 && least < most / 2 ? 0 : least
    guard let axis = Axis(from: bottom, to: most, scale: Scale(unit: "1", around: 1), ticks: 4, rounded: true) else { return nil }
    return tag("figure", .class("sample")) {
      tag("figcaption") {
        tag("strong", text: shortened(name, to: 60))
        tag("span", .class("cell"), text: node.trials > 1 ? words.cellTrial(cellName(node), trial.index) : cellName(node))
      }
      plot(numbers, axis, step: step, title: words.curve(shortened(name, to: 60), by: step))
      tag("div", .class("notes")) { tag("p", text: sentence(name, numbers, trial, step: step)) }
    }
  }

  /// Percent of the drawing that the curve takes; the rest is for the numbers of the scale.
  private static var curveWidth: Double { 91 }

  private func plot(_ numbers: [Double], _ axis: Axis, step: PageWords.Step, title: String) -> Markup {
    let (top, height) = (14.0, 140.0)
    func y(_ value: Double) -> Double { height * (1 - axis.share(value)) }
    let shown = thinned(numbers, to: 600)
    let last = Double(max(numbers.count - 1, 1))
    let points = shown.map { "\(coordinate(Double($0.index) / last * 1000)),\(coordinate(y($0.value)))" }.joined(separator: " ")
    let end = numbers[numbers.count - 1]
    return drawing(height: top + height + 24, title: title, description: words.curveEnds(significant(numbers[0]), significant(end))) {
      for tick in axis.ticks {
        shape(
          "line",
          [
            Attribute("x1", "0"), Attribute("x2", "100%"), Attribute("y1", coordinate(top + y(tick))),
            Attribute("y2", coordinate(top + y(tick))), .class("grid-line"),
          ])
        tag(
          "text", Attribute("x", "100%"), Attribute("text-anchor", "end"), Attribute("y", coordinate(top + y(tick) - 3)), .class("tick"),
          text: axis.tickText(tick))
      }
      stretched(y: top, height: height, width: Page.curveWidth) { shape("polyline", [Attribute("points", points), .class("curve")]) }
      if numbers.count <= 60 {
        for (index, value) in numbers.enumerated() {
          shape(
            "circle",
            [
              Attribute("cx", percent(2 + Page.curveWidth * Double(index) / last)), Attribute("cy", coordinate(top + y(value))),
              Attribute("r", "2.5"), .class("dot"),
            ],
            title: words.curvePoint(step, index + 1, significant(value)))
        }
      }
      caption(words.curveEnd(step, 1), at: 2, y: top + height + 18)
      caption(words.curveEnd(step, numbers.count), at: 2 + Page.curveWidth, y: top + height + 18)
    }
  }

  /// At most so many of the numbers, evenly, the last one among them.
  private func thinned(_ numbers: [Double], to limit: Int) -> [(index: Int, value: Double)] {
    let count = min(numbers.count, limit)
    return (0..<count).map { position in
      let index = count == 1 ? 0 : position * (numbers.count - 1) / (count - 1)
      return (index, numbers[index])
    }
  }

  /// The end of the curve, and the quality that was reached there.
  private func sentence(_ name: String, _ numbers: [Double], _ trial: TrialResult, step: PageWords.Step) -> String {
    var parts = [words.after(significant(numbers[numbers.count - 1]), numbers.count, step)]
    if case .share(let part, let total)? = trial.value("accuracy"), total.value > 0 {
      let share = fixed(Double(part.value) / Double(total.value) * 100, 2)
      parts.append(words.accuracy(share, grouped(Int(clamping: part.value)), grouped(Int(clamping: total.value))))
    }
    if case .flag(let reached)? = trial.value("reached") { parts.append(words.reached(reached)) }
    return parts.joined(separator: " · ")
  }
}

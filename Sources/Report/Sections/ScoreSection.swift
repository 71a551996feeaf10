internal import Record
internal import Score

extension PageSection {
  /// The score tree, where the plan has a weighting: a bar for each branch, relative to the reference at 1.
  static func score(_ page: Page) -> [PageSection] {
    guard let weighting = page.plan.weighting, !page.input.scores.score.isEmpty else { return [] }
    return [PageSection("score", page.words.score, lead: page.words.scoreLead(weighting.mean)) { page.scoreTree(weighting) }]
  }
}

extension Page {
  fileprivate func scoreTree(_ weighting: Weighting) -> Markup {
    let rows = flattened(input.scores.score)
    let axis = scoreAxis(rows)
    let tree = tag("div", .class("tree")) {
      if let total = input.scores.total { scoreRow(total: total, axis) }
      for row in rows { scoreRow(row, axis) }
      if let axis { tag("div", .class("tree-axis")) { scoreScale(axis) } }
    }
    return MarkupBuilder.buildBlock(tree, provenance(of: weighting.reference))
  }

  @MarkupBuilder private func provenance(of reference: Weighting.Reference) -> Markup {
    if let root = reference.root {
      tag("p", .class("fine")) {
        words.referenceFrom
        tag("code", text: root.hex)
        words.stop
      }
    }
  }

  /// A branch and how deep it lies.
  private struct ScoreRow {
    let value: ScoreValue
    let depth: Int
    let dimension: Dimension
  }

  private func flattened(_ branches: [ScoreValue]) -> [ScoreRow] {
    var dimensions: [String: Dimension] = [:]
    func collect(_ branches: [ScoreBranch]) {
      for branch in branches {
        if let metric = branch.metric { dimensions[metric.text] = metric.dimension }
        collect(branch.branches)
      }
    }
    collect(plan.weighting?.score ?? [])
    func rows(_ branches: [ScoreValue], _ depth: Int) -> [ScoreRow] {
      branches.flatMap { branch in
        [ScoreRow(value: branch, depth: depth, dimension: branch.metric.flatMap { dimensions[$0] } ?? .number)]
          + rows(branch.branches, depth + 1)
      }
    }
    return rows(branches, 1)
  }

  /// From zero to beyond the longest bar and the reference.
  private func scoreAxis(_ rows: [ScoreRow]) -> Axis? {
    let ends = (rows.compactMap(\.value.estimate) + [input.scores.total].compactMap { $0 }).map { max($0.high, $0.value) }
    let most = max(ends.filter(\.isFinite).max() ?? 1, 1.15)
    return Axis(from: 0, to: min(most * 1.06, 1e12), scale: Scale(unit: "1", around: 1), ticks: 4)
  }

  private func scoreRow(total: Estimate, _ axis: Axis?) -> Markup {
    tag("div", .class("tree-row total")) {
      tag("div", .class("tree-name")) { tag("span", .class("branch"), text: words.total) }
      tag("div", .class("tree-bar")) { bar(total, axis, name: words.totalScore) }
      tag("div", .class("tree-value")) { ratio(total) }
    }
  }

  private func scoreRow(_ row: ScoreRow, _ axis: Axis?) -> Markup {
    tag("div", .class("tree-row depth-\(min(row.depth, 6))")) {
      tag("div", .class("tree-name")) {
        tag("span", .class("branch")) { breakable(shortened(row.value.id, to: 80)) }
        tag("span", .class("weight"), text: Format.percent(row.value.weight.real, significant: 3))
        if let metric = row.value.metric, metric != row.value.id { tag("code", .class("metric"), text: shortened(metric, to: 120)) }
        derivation(of: row)
      }
      tag("div", .class("tree-bar")) { bar(row.value.estimate, axis, name: row.value.id) }
      tag("div", .class("tree-value")) { ratio(row.value.estimate) }
    }
  }

  /// A leaf's value and what it was divided by.
  @MarkupBuilder private func derivation(of row: ScoreRow) -> Markup {
    if let measured = row.value.measured, let reference = row.value.reference {
      let texts = [measured.value, reference].map { Format.text(of: $0, in: row.dimension) }
      tag("span", .class("derived"), text: words.against(texts[0], texts[1]))
    }
  }

  @MarkupBuilder private func ratio(_ estimate: Estimate?) -> Markup {
    if let estimate {
      let text = EstimateText(value: estimate.value, low: estimate.low, high: estimate.high, in: Scale(unit: "1", around: 1))
      tag("span", .class("number"), text: text.value)
      if let interval = text.interval { tag("span", .class("interval"), text: interval) }
    } else {
      tag("span", .class("absent"), text: words.noValue)
    }
  }

  private func bar(_ estimate: Estimate?, _ axis: Axis?, name: String) -> Markup {
    guard let estimate, let axis, estimate.value.isFinite else { return Markup() }
    let title = words.timesReference(shortened(name, to: 80), significant(estimate.value))
    return drawing(height: 26, title: title, description: words.scoreBar) {
      let start = axis.position(0)
      let end = axis.position(estimate.value)
      shape(
        "rect",
        [
          Attribute("x", percent(start)), Attribute("width", percent(max(end - start, 0))), Attribute("y", "5"), Attribute("height", "16"),
          Attribute("rx", "2"), .class(estimate.high < 1 ? "bar below" : "bar"),
        ], title: title)
      whisker(estimate, axis, y: 13)
      verticalLine(at: axis.position(1), from: 0, to: 26, class: "reference")
    }
  }

  private func scoreScale(_ axis: Axis) -> Markup {
    drawing(height: 22, title: words.scaleOfBars, description: words.ratioToReference) {
      for tick in axis.ticks { caption(axis.tickText(tick), at: axis.position(tick), y: 14) }
    }
  }
}

internal import Record
internal import Score

extension PageSection {
  /// Where each kernel that computes stands between the measured bounds of its target; none where no bound was measured.
  static func rooflines(_ page: Page) -> [PageSection] {
    let all = Score.rooflines(of: page.plan, page.input.scores.metrics)
    guard !all.isEmpty else { return [] }
    return [
      PageSection(
        "roofline", page.words.roofline, lead: page.words.rooflineLead
      ) { all.prefix(16).map { page.roofline($0) } }
    ]
  }
}

extension Page {
  fileprivate func roofline(_ roofline: MeasuredRoofline) -> Markup {
    let rates = Scale(unit: Dimension.computing.baseUnit, around: roofline.peak.rate)
    let bytes = Scale(unit: Dimension.bandwidth.baseUnit, around: roofline.bandwidth.rate)
    return tag("figure", .class("comparison")) {
      tag("figcaption") {
        tag("strong", text: "\(shortened(roofline.target, to: 60)), \(roofline.type)")
        tag(
          "span", .class("direction"),
          text: words.rooflineBounds(
            rates.text(roofline.peak.rate), shortened(roofline.peak.node, to: 60), bytes.text(roofline.bandwidth.rate),
            shortened(roofline.bandwidth.node, to: 60), ridge: significant(roofline.ridge)))
      }
      rooflinePlot(roofline, rates)
      rooflineTable(roofline, rates)
    }
  }

  private func rooflineTable(_ roofline: MeasuredRoofline, _ rates: Scale) -> Markup {
    tag("div", .class("scroll"), Attribute("tabindex", "0"), Attribute("role", "region"), Attribute("aria-label", words.roofline)) {
      tag("table", .class("metrics")) {
        tag("thead") {
          tag("tr") {
            tag("th", Attribute("scope", "col"), text: words.cell)
            for title in words.rooflineColumns { tag("th", Attribute("scope", "col"), .class("right"), text: title) }
            tag("th", Attribute("scope", "col"), text: words.boundedBy)
          }
        }
        tag("tbody") { for point in roofline.points.prefix(500) { rooflineRow(point, roofline, rates) } }
      }
    }
  }

  private func rooflineRow(_ point: MeasuredRoofline.Point, _ roofline: MeasuredRoofline, _ rates: Scale) -> Markup {
    tag("tr") {
      tag("th", Attribute("scope", "row"), text: shortened(point.node, to: 120))
      tag("td", .class("right"), text: significant(point.intensity))
      tag("td", .class("right"), text: rates.text(point.rate))
      tag("td", .class("right"), text: rates.text(roofline.bound(at: point.intensity)))
      tag("td", .class("right"), text: "\(fixed(point.share * 100, 0)) %")
      tag("td", text: point.share > 1.05 ? words.boundByCache : point.isBoundedByMemory ? words.boundByMemory : words.boundByComputing)
    }
  }

  /// Both bounds and the kernels, over logarithmic axes; nothing where the kernels span too little.
  @MarkupBuilder private func rooflinePlot(_ roofline: MeasuredRoofline, _ rates: Scale) -> Markup {
    let intensities = roofline.points.map(\.intensity) + [roofline.ridge]
    let reached = roofline.points.map(\.rate) + [roofline.peak.rate]
    if let left = intensities.min(), let right = intensities.max(), let least = reached.min(),
      let x = Axis(logarithmicFrom: left / 1.5, to: right * 1.5, scale: Scale(unit: "1", around: 1)),
      let y = Axis(logarithmicFrom: min(least, roofline.bound(at: left / 1.5)) / 1.5, to: roofline.peak.rate * 1.5, scale: rates)
    {
      let (top, height) = (14.0, 160.0)
      let level = { (rate: Double) in top + height * (1 - y.share(rate)) }
      drawing(
        height: top + height + 24, title: words.rooflineOf(shortened(roofline.target, to: 60)), description: words.rooflineDescription
      ) {
        for tick in y.ticks {
          shape(
            "line",
            [
              Attribute("x1", "0"), Attribute("x2", "100%"), Attribute("y1", coordinate(level(tick))),
              Attribute("y2", coordinate(level(tick))), .class("grid-line"),
            ])
          tag(
            "text", Attribute("x", "0"), Attribute("y", coordinate(level(tick) - 3)), .class("tick"),
            text: y.tickText(tick) + (tick == y.ticks.last ? rates.suffix : ""))
        }
        stretched(y: top, height: height) {
          shape(
            "polyline",
            [
              Attribute(
                "points",
                [left / 1.5, roofline.ridge, right * 1.5].map {
                  "\(coordinate(x.share($0) * 1000)),\(coordinate(level(roofline.bound(at: $0)) - top))"
                }.joined(separator: " ")), .class("curve"),
            ])
        }
        for point in roofline.points.prefix(500) {
          shape(
            "circle",
            [
              Attribute("cx", percent(x.position(point.intensity))), Attribute("cy", coordinate(level(point.rate))), Attribute("r", "3"),
              .class("dot"),
            ], title: words.rooflineDot(shortened(point.node, to: 120), rates.text(point.rate), fixed(point.share * 100, 0)))
        }
        x.drawn(at: top + height, words)
      }
    }
  }
}

internal import Record

/// The picture of a measurement: every sample as a dot, or a histogram where they are many; below it the samples in the order taken.
struct SampleFigure {
  let distribution: Distribution
  let unit: String
  let lengths: [Int]
  let band: Estimate
  /// Over how many invocations the band is; `nil` for the median of one process.
  let invocations: Int?
  /// Percentiles with their intervals.
  let marks: [(name: String, estimate: Estimate)]
  let words: PageWords

  private static let dotLimit = 160
  private static let columns = 50

  /// Space above the plot: a line of text for the median and for each percentile.
  private var top: Double { 18 + 26 * Double(marks.count) }

  @MarkupBuilder var markup: Markup {
    if let axis {
      histogram(axis)
      OrderFigure(distribution: distribution, lengths: lengths, axis: axis, words: words).markup
    } else {
      tag("p", .class("absent"), text: words.noRange)
    }
  }

  /// A logarithmic axis over everything where a tail is long, else a linear one that may leave single samples out.
  private var axis: Axis? {
    let values = marks.map(\.estimate.value)
    let (least, most) = (distribution.least, max(distribution.most, values.filter(\.isFinite).max() ?? 0))
    if distribution.hasLongTail(including: values),
      let axis = Axis(logarithmicFrom: least, to: most, scale: Scale(unit: unit, around: distribution.median))
    {
      return axis
    }
    let window = distribution.window(including: values)
    let magnitude = max(window.lowerBound.magnitude, window.upperBound.magnitude)
    return Axis(from: window.lowerBound, to: window.upperBound, scale: Scale(unit: unit, around: magnitude))
  }

  private func histogram(_ axis: Axis) -> Markup {
    let stacks = dotStacks(axis)
    let plot = stacks.map { max(34, Double($0.map(\.count).max() ?? 1) * 7 + 10) } ?? 108
    let floor = top + plot
    let range = words.range(axis.scale.text(distribution.least), axis.scale.text(distribution.most))
    return drawing(
      height: floor + 22, title: words.distribution(distribution.values.count),
      description: words.distributionDescription(median: axis.scale.text(distribution.median), range: range)
    ) {
      medianBand(axis, floor)
      markers(axis, floor)
      if let stacks { dots(stacks, axis, floor) } else { bins(axis, floor, plot) }
      axis.drawn(at: floor, words)
      beyond(axis, floor)
    }
  }

  /// How many samples the picture leaves out at either end.
  @MarkupBuilder private func beyond(_ axis: Axis, _ floor: Double) -> Markup {
    let below = distribution.values.count { axis.lies($0) == .below }
    let above = distribution.values.count { axis.lies($0) == .above }
    if below > 0 { caption(words.beyondBelow(below), at: 1, y: floor - 14, class: "tick beyond") }
    if above > 0 { caption(words.beyondAbove(above), at: 99, y: floor - 14, class: "tick beyond") }
  }

  private func medianBand(_ axis: Axis, _ floor: Double) -> Markup {
    let (low, high) = (axis.position(band.low), axis.position(band.high))
    return shape(
      "rect",
      [
        Attribute("x", percent(low)), Attribute("width", percent(max(high - low, 0.2))), Attribute("y", coordinate(top)),
        Attribute("height", coordinate(floor - top)), .class("band"),
      ], title: bandTitle(axis))
  }

  /// The interval over invocations is one of their mean, so the line of the samples' median may lie beside it.
  private func bandTitle(_ axis: Axis) -> String {
    let (low, high) = (axis.scale.text(band.low), axis.scale.text(band.high))
    return invocations.map { words.intervalOverInvocations(axis.scale.text(band.value), low, high, $0) } ?? words.medianInterval(low, high)
  }

  @MarkupBuilder private func markers(_ axis: Axis, _ floor: Double) -> Markup {
    let middle = invocations == nil ? distribution.median : band.value
    let text = axis.scale.text(middle)
    verticalLine(at: axis.position(middle), from: top - 2, to: floor, class: "median")
    caption(
      invocations.map { "\(text), \(words.measured(overInvocations: $0))" } ?? words.median(text), at: axis.position(middle), y: top - 6,
      class: "mark")
    for (index, mark) in marks.enumerated() {
      let y = top - 32 - 26 * Double(index)
      let x = axis.position(mark.estimate.value)
      verticalLine(at: x, from: y + 4, to: floor, class: "percentile")
      whisker(mark.estimate, axis, y: y + 7)
      caption("\(mark.name) \(axis.scale.text(mark.estimate.value))", at: x, y: y, class: "mark")
    }
  }

  /// The samples of each column of dots, or `nil` where they are too many to be drawn one by one.
  private func dotStacks(_ axis: Axis) -> [[Int]]? {
    guard distribution.values.count <= SampleFigure.dotLimit else { return nil }
    var stacks = [[Int]](repeating: [], count: SampleFigure.columns + 1)
    for (index, value) in distribution.values.enumerated() where axis.lies(value) == .within {
      stacks[Int((axis.position(value) / 2).rounded())].append(index)
    }
    return stacks.contains { $0.count > 16 } ? nil : stacks
  }

  private func dots(_ stacks: [[Int]], _ axis: Axis, _ floor: Double) -> Markup {
    var markup = Markup()
    for (column, stack) in stacks.enumerated() {
      for (height, index) in stack.enumerated() {
        let value = distribution.values[index]
        markup.append(
          shape(
            "circle",
            [
              Attribute("cx", percent(Double(column) * 2)), Attribute("cy", coordinate(floor - 5 - 7 * Double(height))),
              Attribute("r", "3"),
              .class(distribution.isOutlier(value) ? "dot outlier" : "dot"),
            ], title: words.sample(index + 1, axis.scale.text(value))))
      }
    }
    return markup
  }

  /// One bar of the histogram.
  private struct Bin {
    var count = 0
    var least = Double.infinity
    var most = -Double.infinity
  }

  private func bins(_ axis: Axis, _ floor: Double, _ plot: Double) -> Markup {
    let bins = filledBins(axis)
    let tallest = Double(max(bins.map(\.count).max() ?? 1, 1))
    let width = 96 / Double(bins.count)
    var markup = Markup()
    for (index, bin) in bins.enumerated() where bin.count > 0 {
      let height = max(Double(bin.count) / tallest * (plot - 6), 1.5)
      markup.append(
        shape(
          "rect",
          [
            Attribute("x", percent(2 + Double(index) * width)), Attribute("width", percent(width * 0.92)),
            Attribute("y", coordinate(floor - height)), Attribute("height", coordinate(height)), .class("bin"),
          ], title: words.bin(axis.scale.text(bin.least), axis.scale.text(bin.most), bin.count)))
    }
    return markup
  }

  /// Bins of equal width in the drawing.
  private func filledBins(_ axis: Axis) -> [Bin] {
    var bins = [Bin](repeating: Bin(), count: axis.isLogarithmic ? 64 : distribution.binCount(over: axis.span))
    for value in distribution.values where axis.lies(value) == .within {
      let index = min(Int(axis.share(value) * Double(bins.count)), bins.count - 1)
      bins[index].count += 1
      bins[index].least = min(bins[index].least, value)
      bins[index].most = max(bins[index].most, value)
    }
    return bins
  }
}

/// The samples in the order they were taken, so that drift and bursts show.
struct OrderFigure {
  let distribution: Distribution
  let lengths: [Int]
  let axis: Axis
  let words: PageWords

  private static let height = 40.0
  private static let columns = 250

  var markup: Markup {
    let values = distribution.values
    guard values.count > 2 else { return Markup() }
    return drawing(height: 58, title: words.inOrder, description: words.inOrderDescription) {
      horizontalLine(atHeight: y(distribution.median) + 4)
      stretched(y: 4, height: OrderFigure.height) {
        if values.count <= 2 * OrderFigure.columns { line(values) } else { envelope(values) }
      }
      boundaries
      caption(words.first, at: 2, y: 56)
      caption(words.orderTaken, at: 50, y: 56)
      caption(words.last, at: 98, y: 56)
    }
  }

  private func y(_ value: Double) -> Double { OrderFigure.height * (1 - axis.share(value)) }

  private func horizontalLine(atHeight y: Double) -> Markup {
    shape(
      "line",
      [Attribute("x1", "2%"), Attribute("x2", "98%"), Attribute("y1", coordinate(y)), Attribute("y2", coordinate(y)), .class("grid-line")])
  }

  private func line(_ values: [Double]) -> Markup {
    let points = values.enumerated().map { index, value in
      "\(coordinate(Double(index) / Double(values.count - 1) * 1000)),\(coordinate(y(value)))"
    }
    return shape("polyline", [Attribute("points", points.joined(separator: " ")), .class("order")])
  }

  /// For long series the least, the greatest and the median of each column.
  private func envelope(_ values: [Double]) -> Markup {
    var (upper, lower, middle): ([String], [String], [String]) = ([], [], [])
    for column in 0..<OrderFigure.columns {
      let start = column * values.count / OrderFigure.columns
      let end = max((column + 1) * values.count / OrderFigure.columns, start + 1)
      let slice = values[start..<end].sorted()
      let x = coordinate(Double(column) / Double(OrderFigure.columns - 1) * 1000)
      upper.append("\(x),\(coordinate(y(slice[slice.count - 1])))")
      lower.append("\(x),\(coordinate(y(slice[0])))")
      middle.append("\(x),\(coordinate(y(slice[slice.count / 2])))")
    }
    var markup = shape("polygon", [Attribute("points", (upper + lower.reversed()).joined(separator: " ")), .class("envelope")])
    markup.append(shape("polyline", [Attribute("points", middle.joined(separator: " ")), .class("order")]))
    return markup
  }

  /// Lines between trials.
  @MarkupBuilder private var boundaries: Markup {
    if lengths.count > 1, lengths.count <= 40 {
      for boundary in lengths.dropLast().indices {
        let before = lengths[...boundary].reduce(0, +)
        verticalLine(at: 2 + 96 * Double(before) / Double(max(distribution.values.count, 1)), from: 2, to: 46, class: "boundary")
      }
    }
  }
}

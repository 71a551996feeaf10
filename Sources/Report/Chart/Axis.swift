/// An axis with round ticks, linear or logarithmic; positions are shares of the drawing's width in percent, with a margin on each side.
struct Axis: Sendable {
  /// The ends, in the unit of the scale.
  private let ends: (low: Double, high: Double)
  /// In the base unit.
  let ticks: [Double]
  /// Whether equal distances are equal ratios.
  let isLogarithmic: Bool
  private let decimals: Int
  let scale: Scale
  private static let margin = 2.0

  /// An axis over values of a unit, or `nil` where they span no finite range.
  init?(from least: Double, to most: Double, scale: Scale, ticks wanted: Int = 5, rounded: Bool = false) {
    guard least.isFinite, most.isFinite, least <= most else { return nil }
    let pad = least == most ? max(least.magnitude * 0.05, scale.factor * 1e-3) : 0
    var (low, high) = ((least - pad) / scale.factor, (most + pad) / scale.factor)
    guard low.isFinite, high.isFinite, (high - low).isFinite, high > low else { return nil }
    let step = Axis.step(for: (high - low) / Double(max(wanted, 1)))
    guard step > 0, step.isFinite, low + step > low, high - step < high else { return nil }
    if rounded { (low, high) = ((low / step).rounded(.down) * step, (high / step).rounded(.up) * step) }
    let first = (low / step - 1e-9).rounded(.up)
    let last = (high / step + 1e-9).rounded(.down)
    guard last - first < 50, first.magnitude < 1e12 else { return nil }
    ticks = first <= last ? stride(from: first, through: last, by: 1).map { $0 * step * scale.factor } : []
    decimals = max(0, -decimalExponent(step * 1.000001))
    ends = (low, high)
    isLogarithmic = false
    self.scale = scale
  }

  /// A logarithmic axis over positive values, or `nil` where they span less than a factor of two or more than 15 decades.
  init?(logarithmicFrom least: Double, to most: Double, scale: Scale) {
    let (low, high) = (least / scale.factor, most / scale.factor)
    guard low > 1e-300, high.isFinite, high / low >= 2, high / low < 1e15 else { return nil }
    let decades = decimalExponent(low)...decimalExponent(high)
    let leading: [Double] = high / low < 40 ? [1, 2, 5] : [1]
    let all = decades.flatMap { decade in leading.map { $0 * power(ofTen: decade) } }.filter { $0 >= low && $0 <= high }
    let every = max(1, (all.count + 5) / 6)
    ticks = all.enumerated().filter { $0.offset % every == 0 }.map { $0.element * scale.factor }
    decimals = 0
    isLogarithmic = true
    ends = (low, high)
    self.scale = scale
  }

  /// The smallest of 1, 2, 5 times a power of ten that is not below a distance.
  private static func step(for distance: Double) -> Double {
    let base = power(ofTen: decimalExponent(distance))
    return [1.0, 2, 5].map { $0 * base }.first { $0 >= distance * 0.999 } ?? base * 10
  }

  /// Where a value lies, in percent of the width; values beyond an end lie at that end.
  func position(_ value: Double) -> Double { Axis.margin + share(value) * (100 - 2 * Axis.margin) }

  /// Where a value lies from 0 at the low end to 1 at the high end.
  func share(_ value: Double) -> Double {
    guard !value.isNaN else { return 0 }
    let clamped = min(max(value / scale.factor, ends.low), ends.high)
    guard isLogarithmic else { return (clamped - ends.low) / (ends.high - ends.low) }
    let floor = binaryLogarithm(ends.low)
    return (binaryLogarithm(clamped) - floor) / (binaryLogarithm(ends.high) - floor)
  }

  /// The distance between the ends, in the base unit.
  var span: Double { (ends.high - ends.low) * scale.factor }

  enum Place { case below, within, above }

  /// Where a value lies to the axis.
  func lies(_ value: Double) -> Place {
    let scaled = value / scale.factor
    return scaled < ends.low ? .below : scaled > ends.high ? .above : .within
  }

  /// A tick's number without the unit.
  func tickText(_ tick: Double) -> String { isLogarithmic ? significant(tick / scale.factor, 1) : fixed(tick / scale.factor, decimals) }

  /// Tick marks under a plot whose floor lies at `y`, the unit after the last number.
  func drawn(at y: Double, _ words: PageWords) -> Markup {
    var markup = shape(
      "line",
      [Attribute("x1", "0"), Attribute("x2", "100%"), Attribute("y1", coordinate(y)), Attribute("y2", coordinate(y)), .class("axis")])
    let labelled = labelledTicks(words)
    for tick in ticks {
      let x = position(tick)
      markup.append(
        shape(
          "line",
          [
            Attribute("x1", percent(x)), Attribute("x2", percent(x)), Attribute("y1", coordinate(y)), Attribute("y2", coordinate(y + 4)),
            .class("axis"),
          ]))
      if labelled.contains(tick) { markup.append(caption(label(of: tick, words), at: x, y: y + 16)) }
    }
    return markup
  }

  /// A tick's number, the last one with the unit.
  private func label(of tick: Double, _ words: PageWords) -> String {
    tickText(tick) + (tick == ticks.last ? scale.suffix + (isLogarithmic ? words.logarithmic : "") : "")
  }

  /// The ticks whose labels do not run into one another, the last one first since it has the unit.
  private func labelledTicks(_ words: PageWords) -> [Double] {
    var (left, labelled) = (Double.infinity, [Double]())
    for tick in ticks.reversed() {
      let extent = captionExtent(label(of: tick, words), at: position(tick))
      guard extent.upperBound + 1 <= left else { continue }
      left = extent.lowerBound
      labelled.append(tick)
    }
    return labelled
  }
}

/// How far a caption reaches, in percent of the width.
func captionExtent(_ text: String, at x: Double) -> ClosedRange<Double> {
  // On a phone a character is about 2.2 percent of the width, and a Chinese one twice that.
  let width = text.unicodeScalars.reduce(0.0) { $0 + ($1.value >= 0x2E80 ? 4.4 : 2.2) }
  if x < width / 2 { return x...(x + width) }
  return x > 100 - width / 2 ? (x - width)...x : (x - width / 2)...(x + width / 2)
}

/// A short text in a drawing, turned inwards near the edges so that it is never cut.
func caption(_ text: String, at x: Double, y: Double, class name: String = "tick") -> Markup {
  let extent = captionExtent(text, at: x)
  let anchor = extent.lowerBound == x ? "start" : extent.upperBound == x ? "end" : "middle"
  return tag("text", Attribute("x", percent(x)), Attribute("y", coordinate(y)), Attribute("text-anchor", anchor), .class(name), text: text)
}

/// A drawing that fills the width of its place; lengths along x are percent, along y pixels, so that text keeps its size on a phone.
func drawing(height: Double, title: String, description: String, @MarkupBuilder content: () -> Markup) -> Markup {
  tag(
    "svg", .class("chart"), Attribute("role", "img"), Attribute("width", "100%"), Attribute("height", coordinate(height)),
    Attribute("aria-label", title)
  ) {
    tag("title", text: title)
    tag("desc", text: description)
    content()
  }
}

/// Part of a drawing whose content is stretched over so many percent of the width: 1000 units wide, lines keep their thickness.
func stretched(y: Double, height: Double, width: Double = 96, @MarkupBuilder content: () -> Markup) -> Markup {
  tag(
    "svg", Attribute("x", "2%"), Attribute("width", percent(width)), Attribute("y", coordinate(y)), Attribute("height", coordinate(height)),
    Attribute("viewBox", "0 0 1000 \(coordinate(height))"), Attribute("preserveAspectRatio", "none"), content: content)
}

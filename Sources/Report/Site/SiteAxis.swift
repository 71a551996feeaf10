internal import Ranking

/// The logarithmic axis that the small drawings of a table share, 160 wide; 1 is the reference.
struct SiteAxis {
  private let from: Double
  private let length: Double

  init(_ values: [Double]) {
    let values = values.filter { $0 > 0 && $0.isFinite } + [1]
    from = PlainMath.logarithm(values.min() ?? 1)
    length = max(PlainMath.logarithm(values.max() ?? 1) - from, 1e-9)
  }

  private func position(_ value: Double) -> String {
    guard value > 0 else { return "4" }
    return coordinate(4 + 152 * min(1, max(0, (PlainMath.logarithm(value) - from) / length)))
  }

  /// A point with its interval; all three are decimal numbers of a ranking.
  func drawn(_ value: String, _ low: String, _ high: String, label: String) -> Markup {
    func place(_ text: String) -> String { position(Double(text) ?? 0) }
    return tag(
      "svg", Attribute("viewBox", "0 0 160 14"), Attribute("width", "160"), Attribute("height", "14"), Attribute("role", "img"),
      Attribute("aria-label", label)
    ) {
      shape("line", [Attribute("x1", position(1)), Attribute("x2", position(1)), Attribute("y1", "0"), Attribute("y2", "14"), .class("reference")])
      shape(
        "line", [Attribute("x1", place(low)), Attribute("x2", place(high)), Attribute("y1", "7"), Attribute("y2", "7"), .class("whisker")])
      shape("circle", [Attribute("cx", place(value)), Attribute("cy", "7"), Attribute("r", "3"), .class("dot")])
    }
  }
}

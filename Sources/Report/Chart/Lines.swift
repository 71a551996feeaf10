internal import Record

/// An interval as a thin line with ends.
func whisker(_ estimate: Estimate, _ axis: Axis, y: Double) -> Markup {
  guard estimate.low < estimate.high else { return Markup() }
  let (low, high) = (axis.position(estimate.low), axis.position(estimate.high))
  var markup = shape(
    "line",
    [
      Attribute("x1", percent(low)), Attribute("x2", percent(high)), Attribute("y1", coordinate(y)), Attribute("y2", coordinate(y)),
      .class("whisker"),
    ])
  for end in [low, high] { markup.append(verticalLine(at: end, from: y - 4, to: y + 4, class: "whisker")) }
  return markup
}

/// A vertical line.
func verticalLine(at x: Double, from top: Double, to bottom: Double, class name: String) -> Markup {
  shape(
    "line",
    [
      Attribute("x1", percent(x)), Attribute("x2", percent(x)), Attribute("y1", coordinate(top)), Attribute("y2", coordinate(bottom)),
      .class(name),
    ])
}

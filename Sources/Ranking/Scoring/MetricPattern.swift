internal import Record

/// The cells that a metric's text selects: `gemm[type=f32].throughput`, or `gemm.throughput` for all of them.
struct MetricPattern: Hashable {
  let workload: String
  let coordinates: [Coordinate]
  let metric: String

  /// Reads the text of a metric; `nil` where it is none.
  init?(_ text: String) {
    let open = text.firstIndex(of: "[")
    let close = text.lastIndex(of: "]")
    if let open, let close, open < close {
      let rest = text[text.index(after: close)...]
      guard rest.first == "." else { return nil }
      workload = String(text[..<open])
      metric = String(rest.dropFirst())
      coordinates = text[text.index(after: open)..<close].split(separator: ",").compactMap { part in
        let sides = part.split(separator: "=", maxSplits: 1).map { side in String(side.trimmingSpaces) }
        return sides.count == 2 ? Coordinate(axis: sides[0], value: sides[1]) : nil
      }
    } else {
      guard let dot = text.lastIndex(of: ".") else { return nil }
      workload = String(text[..<dot])
      metric = String(text[text.index(after: dot)...])
      coordinates = []
    }
    guard !workload.isEmpty, !metric.isEmpty else { return nil }
  }

  func selects(_ leaf: Leaf) -> Bool {
    leaf.metric == metric && leaf.workload == workload && coordinates.allSatisfy { leaf.coordinates.contains($0) }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    var text = self
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    return text
  }
}

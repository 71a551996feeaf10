internal import Ranking
internal import Record
internal import Text

extension ForeignTable {
  /// A record of Every Eval Ever: the results of one model.
  init(everyEvalEver record: JSON, _ name: String) throws(ImportFault) {
    guard let model = record["model_info"]?["name"]?.text ?? record["model_info"]?["id"]?.text, let results = record["evaluation_results"]?.elements
    else { throw ImportFault("\(name): no record of Every Eval Ever", help: "it has `model_info` and `evaluation_results`") }
    var notes: [String] = []
    var leaves: [Leaf] = []
    for (place, result) in results.enumerated() {
      guard let leaf = ForeignTable.leaf(result) else {
        notes.append("\(name): result \(place + 1) has no score that can be compared")
        continue
      }
      leaves.append(leaf)
    }
    guard !leaves.isEmpty else { throw ImportFault("\(name): the record has no results") }
    let library = record["eval_library"]?["name"]?.text
    let facts = [library.map { Fact("library", .words([$0])) }].compactMap(\.self)
    let system = LeafTable.System(name: model, kind: .model, standing: .imported(from: baseName(name)), leaves: leaves, facts: facts)
    self.init([system], notes: notes)
  }

  private static func leaf(_ result: JSON) -> Leaf? {
    let configuration = result["metric_config"]
    guard let name = result["evaluation_name"]?.text, let score = result["score_details"]?["score"]?.number,
      let point = result["score_details"]?["details"]?["exact"]?.text.flatMap({ Fraction(text: $0) }) ?? Fraction(decimalOf: score)
    else { return nil }
    let cell = MetricPlace(name)
    let interval = result["score_details"]?["uncertainty"]?["confidence_interval"]
    var observations = Observations.exact
    if let low = interval?["lower"]?.number, let high = interval?["upper"]?.number, low < high, low > 0 {
      observations = .interval(low: low, high: high)
    }
    return Leaf(
      workload: cell.workload, coordinates: cell.coordinates, metric: configuration?["metric_id"]?.text ?? configuration?["metric_name"]?.text ?? "score",
      unit: configuration?["metric_unit"]?.text ?? "1", better: configuration?["lower_is_better"] == .bool(true) ? .lower : .higher, point: point,
      observations: observations)
  }
}

/// A cell as it is written: `anatomy[subject=small]`.
private struct MetricPlace {
  var workload: String
  var coordinates: [Coordinate] = []

  init(_ text: String) {
    workload = text
    guard let open = text.firstIndex(of: "["), text.hasSuffix("]") else { return }
    workload = String(text[..<open])
    coordinates = text[text.index(after: open)...].dropLast().split(separator: ",").compactMap { part in
      let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
      return sides.count == 2 ? Coordinate(axis: sides[0], value: sides[1]) : nil
    }
  }
}

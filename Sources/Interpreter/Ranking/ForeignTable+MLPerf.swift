internal import Ranking
internal import Record
internal import Text

extension ForeignTable {
  /// MLPerf's results table: a row for each system, model and scenario.
  init(mlperf rows: [([String: String], Int)], _ name: String) {
    var systems: [String: LeafTable.System] = [:]
    var notes: [String] = []
    for (row, line) in rows {
      guard let leaf = ForeignTable.leaf(row) else {
        notes.append("\(name):\(line): the result \(quoted(row["Result"] ?? "")) in \(quoted(row["Units"] ?? "")) is none that can be compared")
        continue
      }
      let key = ["Organization", "Platform", "Division", "SystemType"].map { row[$0] ?? "" }.joined(separator: "\u{1F}")
      var system = systems[key] ?? ForeignTable.system(row, name)
      if let known = system.leaves.first(where: { $0.id == leaf.id }) {
        if known.point != leaf.point { notes.append("\(name):\(line): \(printable(leaf.id)) of \(printable(system.name)) stands twice; the first counts") }
      } else {
        system.leaves.append(leaf)
      }
      systems[key] = system
    }
    self.init(systems.sorted { $0.key < $1.key }.map(\.value), notes: notes)
  }

  private static func system(_ row: [String: String], _ name: String) -> LeafTable.System {
    func words(_ fact: String, _ column: String) -> Fact? { row[column].flatMap { $0.isEmpty ? nil : Fact(fact, .words([$0])) } }
    func count(_ fact: String, _ column: String) -> Fact? {
      row[column].flatMap { Int($0) }.map { Fact(fact, .amount(Rational($0), unit: "1")) }
    }
    let nodes = row["number_of_nodes"].flatMap { Int($0) } ?? 1
    let division = row["Division"] ?? ""
    return LeafTable.System(
      name: "\(row["Organization"] ?? "") \(row["Platform"] ?? "")\(division == "closed" ? "" : " (\(division))")\(row["SystemType"] == "edge" ? ", edge" : "")",
      kind: nodes > 1 ? .cluster : .server, standing: .imported(from: baseName(name)),
      work: "mlperf \(row["version"] ?? "") \(division)", leaves: [],
      facts: [
        count("accelerators", "total_accelerators"), words("accelerator", "accelerator_model_name"), words("availability", "Availability"),
        count("nodes", "number_of_nodes"), words("organization", "Organization"), words("processor", "host_processor_model_name"),
      ].compactMap(\.self))
  }

  /// The units of the table: rates and latencies.
  private static let units: [String: (metric: String, unit: String, better: Direction, size: String)] = [
    "Tokens/s": ("tokens", "1/s", .higher, "1"), "Samples/s": ("throughput", "1/s", .higher, "1"),
    "Queries/s": ("queries", "1/s", .higher, "1"), "Latency (ms)": ("latency", "s", .lower, "1/1000"), "Latency (s)": ("latency", "s", .lower, "1"),
  ]

  private static func leaf(_ row: [String: String]) -> Leaf? {
    guard let unit = units[row["Units"] ?? ""], let size = Fraction(text: unit.size), let point = Fraction(text: row["Result"] ?? ""),
      let model = row["MlperfModel"], !model.isEmpty, point.sign > 0
    else { return nil }
    let scenario = (row["Scenario"] ?? "").lowercased()
    let names = ["singlestream": "single-stream", "multistream": "multi-stream"]
    return Leaf(
      workload: model, coordinates: [Coordinate(axis: "scenario", value: names[scenario] ?? scenario)], metric: unit.metric, unit: unit.unit,
      better: unit.better, point: point * size)
  }
}

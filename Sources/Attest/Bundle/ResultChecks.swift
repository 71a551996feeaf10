internal import Record
internal import Text

/// Checks the entries of `results.json` and `bounded.json`: exactly the names that their cell yields, in order, and the class that its
/// numerics promise.
struct ResultChecks {
  private let nodes: [String: Node]
  private(set) var findings: [Finding] = []

  init(records: BundleRecords) {
    nodes = Dictionary(records.plan.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for (index, trial) in records.results.trials.enumerated() {
      check(trial, at: "\(BundleFile.results)#/trials/\(index)") { $0 == .transcripts ? .replayed : .exact }
    }
    for (index, trial) in records.bounded.trials.enumerated() {
      check(trial, at: "\(BundleFile.bounded)#/trials/\(index)") { _ in .bounded }
    }
  }

  private mutating func check(_ trial: TrialResult, at place: String, promised: (Promise) -> ResultValue.Class) {
    if trial.values.isEmpty { findings.append(Finding("result-empty", path: place, "an entry without a value")) }
    let expected = promised(nodes[trial.node]?.numerics.promise ?? .bits)
    for (index, value) in trial.values.enumerated() {
      if value.class != expected {
        findings.append(
          Finding(
            "result-class", path: "\(place)/values/\(index)/class", "not the class that the numerics of its cell promise",
            expected: expected.rawValue, found: value.class.rawValue))
      }
      if value.class == .bounded, case .number(let ratio) = value.value, !(0...1).contains(ratio) {
        findings.append(
          Finding(
            "result-bound", path: "\(place)/values/\(index)", "an error beyond its bound is no result", expected: "0 to 1",
            found: "\(ratio)"))
      }
    }
    for (left, right) in zip(trial.values, trial.values.dropFirst()) where !left.name.utf8.lexicographicallyPrecedes(right.name.utf8) {
      findings.append(Finding("result-order", path: place, "values are not sorted by name", found: excerpt(right.name)))
    }
    if let names = nodes[trial.node]?.resultNames { checkNames(trial, names, at: place) }
  }

  /// A trial has the results that its cell yields, and no others.
  private mutating func checkNames(_ trial: TrialResult, _ names: ResultNames, at place: String) {
    let found = Set(trial.values.map(\.name))
    for (index, value) in trial.values.enumerated() where !names.contains(value.name) {
      findings.append(
        Finding("result-names", path: "\(place)/values/\(index)", "trials of this cell have no such result", found: excerpt(value.name)))
    }
    for name in names.always.subtracting(found).sorted() {
      findings.append(Finding("result-names", path: place, "a result of this cell is missing", expected: name))
    }
  }
}

internal import Record
internal import Text

/// Checks the entries of `results.json` and `bounded.json`: the class that their cell's numerics promise, and the order of names.
struct ResultChecks {
  private let promises: [String: Promise]
  private(set) var findings: [Finding] = []

  init(records: BundleRecords) {
    promises = Dictionary(records.plan.nodes.map { ($0.id, $0.numerics.promise) }, uniquingKeysWith: { first, _ in first })
    for (index, trial) in records.results.trials.enumerated() {
      check(trial, at: "\(BundleFile.results)#/trials/\(index)") { $0 == .transcripts ? .replayed : .exact }
    }
    for (index, trial) in records.bounded.trials.enumerated() {
      check(trial, at: "\(BundleFile.bounded)#/trials/\(index)") { _ in .bounded }
    }
  }

  private mutating func check(_ trial: TrialResult, at place: String, promised: (Promise) -> ResultValue.Class) {
    if trial.values.isEmpty { findings.append(Finding("result-empty", path: place, "an entry without a value")) }
    let expected = promised(promises[trial.node] ?? .bits)
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
  }
}

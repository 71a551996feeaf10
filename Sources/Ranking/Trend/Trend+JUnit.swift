internal import Record
internal import Score

extension Trend {
  /// The gates and changes as JUnit's XML, for continuous integration.
  ///
  /// A change for the worse is a failure, and so is every gate that does not pass: one that fails, and one that these runs cannot decide,
  /// whose failure is of the type `undecided`. A gate that nobody could decide must not look like one that passed.
  public var junit: String {
    let cases = gates.map {
      Case(name: $0.gate, metric: $0.metric, failure: $0.state == .passes ? nil : $0.state.rawValue, "\($0.state.rawValue): \(story($0))")
    }
    let changes = metrics.map { metric -> Case in
      let isWorse = metric.change.map { (metric.better == .higher) == ($0.ratio < 1) } ?? false
      let story = metric.change.map { "changed by \(Trend.percent($0.ratio)) at \(runs[$0.at].name)" } ?? ""
      return Case(name: "no change for the worse", metric: metric.id, failure: isWorse ? "change" : nil, story)
    }
    let all = cases + changes
    let failures = all.count { $0.failure != nil }
    let told = notes.map { "\($0.code.rawValue): \($0.systems.joined(separator: ", ")): \($0.reason)" }.joined(separator: "\n")
    let out = told.isEmpty ? "" : "    <system-out>\(Trend.escaped(told))</system-out>\n"
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="etalon rank --history" tests="\(all.count)" failures="\(failures)" errors="0">
        <testsuite name="history" tests="\(all.count)" failures="\(failures)" errors="0" skipped="0">
      \(all.map(\.xml).joined(separator: "\n"))
      \(out)  </testsuite>
      </testsuites>

      """
  }

  /// One test case: a gate, or a metric that must not have got worse.
  private struct Case {
    let name, metric: String
    /// The type of its failure; `nil` where it passes.
    let failure: String?
    let story: String

    init(name: String, metric: String, failure: String?, _ story: String) {
      (self.name, self.metric, self.failure, self.story) = (name, metric, failure, story)
    }

    var xml: String {
      let head = "    <testcase classname=\"\(Trend.escaped(metric))\" name=\"\(Trend.escaped(name))\""
      guard let failure else { return head + "/>" }
      return head + "><failure type=\"\(failure)\" message=\"\(Trend.escaped(story))\"/></testcase>"
    }
  }

  /// What a gate compared with what, and by how much they differ.
  public func story(_ verdict: Verdict) -> String {
    let dimension = Dimension.allCases.first { $0.baseUnit == verdict.unit } ?? .number
    func shown(_ value: Double) -> String { Format.text(of: value, in: dimension) }
    let last = "\(shown(verdict.value)) in \(runs.last?.name ?? "the last run")"
    guard let baseline = verdict.baseline, runs.indices.contains(baseline.first) else {
      return "\(last); no run stands before it, so there is nothing to compare it with and no interval"
    }
    let first = runs[baseline.first].name
    let before = baseline.count == 1 ? "in \(first)" : "the mean of the \(baseline.count) runs before it, from \(first) on"
    let interval = verdict.low.flatMap { low in verdict.high.map { ", 95 %: \(Trend.percent(low)) to \(Trend.percent($0))" } }
    return "\(last), \(Trend.percent(verdict.ratio)) against \(shown(baseline.mean)) \(before)\(interval ?? ", no interval")"
  }

  /// A ratio as a change in per cent with one digit behind the point.
  public static func percent(_ ratio: Double) -> String {
    guard ratio.isFinite, abs(ratio) < 1e6 else { return "without bound" }
    let tenths = Int(((ratio - 1) * 1000).rounded())
    return "\(tenths < 0 ? "-" : "+")\(abs(tenths) / 10).\(abs(tenths) % 10) %"
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { out, scalar in
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "\n": out += "\n"
      case _ where scalar.value < 0x20: out += " "
      default: out.unicodeScalars.append(scalar)
      }
    }
  }
}

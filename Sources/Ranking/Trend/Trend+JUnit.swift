internal import Record

extension Trend {
  /// The gates and changes as JUnit's XML, for continuous integration: a gate that fails and a change for the worse are failures.
  public var junit: String {
    let cases = gates.map { ($0.gate, $0.metric, $0.state != .passes ? Trend.story($0) : nil, $0.state == .fails) }
    let changes = metrics.map { metric -> (String, String, String?, Bool) in
      let isWorse = metric.change.map { (metric.better == .higher) == ($0.ratio < 1) } ?? false
      let story = metric.change.map { "changed by \(Trend.percent($0.ratio)) at \(runs[$0.at].name)" }
      return ("no change for the worse", metric.id, isWorse ? story : nil, isWorse)
    }
    let all = cases + changes
    let failures = all.count { $0.3 }
    let lines = all.map { name, metric, story, isFailure -> String in
      let head = "    <testcase classname=\"\(Trend.escaped(metric))\" name=\"\(Trend.escaped(name))\""
      guard let story else { return head + "/>" }
      return isFailure
        ? head + "><failure message=\"\(Trend.escaped(story))\"/></testcase>"
        : head + "><system-out>\(Trend.escaped(story))</system-out></testcase>"
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="etalon rank --history" tests="\(all.count)" failures="\(failures)" errors="0">
        <testsuite name="history" tests="\(all.count)" failures="\(failures)" errors="0" skipped="0">
      \(lines.joined(separator: "\n"))
        </testsuite>
      </testsuites>

      """
  }

  private static func story(_ verdict: Verdict) -> String {
    "\(verdict.state.rawValue): changed by \(percent(verdict.ratio)), 95 %: \(percent(verdict.low)) to \(percent(verdict.high))"
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
      case _ where scalar.value < 0x20: out += " "
      default: out.unicodeScalars.append(scalar)
      }
    }
  }
}

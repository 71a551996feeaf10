internal import Record

extension PageSection {
  /// What became of the planned trials, and what was out of the ordinary.
  static func trials(_ page: Page) -> [PageSection] {
    [
      PageSection("trials", "Trials", lead: page.trialsLead) {
        page.unfinished
        page.interrupted
        page.deviations
        page.circumstances
      }
    ]
  }
}

extension Page {

  fileprivate var trialsLead: String {
    let failed = input.trials.count { $0.status != .ok }
    let planned = counted(input.trials.count, "trial was", "trials were")
    return failed == 0
      ? "\(planned) planned before the run, and all of them finished."
      : "\(planned) planned before the run; \(grouped(failed)) did not finish and stay on record."
  }

  @MarkupBuilder fileprivate var unfinished: Markup {
    let lines = input.trials.filter { $0.status != .ok }
    if !lines.isEmpty {
      tag("ul", .class("claims")) {
        for line in lines.prefix(200) {
          tag("li", .class("claim \(line.status == .failed ? "bad" : "warn")")) {
            tag("p", .class("verdict"), text: words(for: line.status))
            tag("p", .class("claim-text")) { tag("code", text: shortened("\(line.id)")) }
            tag("p", .class("because"), text: line.reason.map { shortened($0, to: 600) } ?? "The record gives no reason.")
          }
        }
      }
      remainder(of: lines.count, shown: 200, in: "data/trials.jsonl")
    }
  }

  private func words(for status: TrialStatus) -> String {
    switch status {
    case .ok: "✓ finished"
    case .failed: "✗ failed"
    case .cut: "✂ cut by a limit"
    case .refused: "– refused"
    case .skipped: "– skipped"
    }
  }

  @MarkupBuilder fileprivate var interrupted: Markup {
    let lines = input.trials.filter { $0.attempts.count > 1 || $0.attempts.contains { $0.outcome != .finished } }
    if !lines.isEmpty {
      tag("p", text: "Attempts that did not finish stay on record, so that nobody can repeat a slow trial in silence:")
      tag("ul", .class("plain-list")) {
        for line in lines.prefix(100) {
          tag("li") {
            tag("code", text: shortened("\(line.id)"))
            ": \(attempts(line))"
          }
        }
      }
      remainder(of: lines.count, shown: 100, in: "data/trials.jsonl")
    }
  }

  private func attempts(_ line: TrialLine) -> String {
    var words = line.attempts.prefix(20).map { "\($0.outcome.rawValue) (\(readable($0.started)))" }
    if line.attempts.count > 20 { words.append("\(grouped(line.attempts.count - 20)) more") }
    return "\(counted(line.attempts.count, "attempt")): \(words.joined(separator: ", "))"
  }

  @MarkupBuilder fileprivate var deviations: Markup {
    if !plan.deviations.isEmpty {
      tag("p", text: "Locked rules of the standard that this spec changed:")
      tag("ul", .class("plain-list")) {
        for deviation in plan.deviations.prefix(100) {
          tag("li") {
            tag("code", text: shortened(deviation.path))
            ": \(shortened(deviation.inherited ?? "nothing")) became \(shortened(deviation.here ?? "nothing"))"
          }
        }
      }
      remainder(of: plan.deviations.count, shown: 100, in: "data/plan.json")
    }
  }

  fileprivate var circumstances: Markup {
    let run = input.run
    var facts: [(String, [String])] = []
    if !run.overrides.isEmpty { facts.append(("Set on the command line", run.overrides.map { "\($0.path)=\($0.value)" })) }
    if !run.allowed.isEmpty { facts.append(("Permissions given", run.allowed)) }
    if let count = run.redacted {
      facts.append(("Secret removed", ["\(counted(count, "answer")) of an endpoint repeated the credential, which was taken out"]))
    }
    for cell in run.isolation ?? [] where !cell.missing.isEmpty {
      facts.append(("Sandbox of \(cell.node)", ["without " + cell.missing.map(\.rawValue).joined(separator: ", ")]))
    }
    if !run.cacheHits.isEmpty { facts.append(("Artefacts from the cache", run.cacheHits)) }
    if !run.interruptions.isEmpty { facts.append(("Interrupted and resumed", run.interruptions.map(readable))) }
    guard !facts.isEmpty else { return Markup() }
    return tag("dl", .class("facts")) {
      for (name, values) in facts {
        tag("div") {
          tag("dt", text: name)
          tag("dd", text: shortened(values.joined(separator: "; "), to: 600))
        }
      }
    }
  }
}

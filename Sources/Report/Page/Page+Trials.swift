internal import Record

extension Page {
  /// What became of the planned trials, and what was out of the ordinary.
  var trialsSection: Markup {
    section("trials", "Trials", lead: trialsLead) {
      unfinished
      interrupted
      deviations
      circumstances
    }
  }

  private var trialsLead: String {
    let failed = input.trials.count { $0.status != .ok }
    let planned = counted(input.trials.count, "trial was", "trials were")
    return failed == 0
      ? "\(planned) planned before the run, and every one ran to its end."
      : "\(planned) planned before the run; \(grouped(failed)) did not finish, and stay on record."
  }

  @MarkupBuilder private var unfinished: Markup {
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
      if lines.count > 200 { tag("p", .class("fine"), text: "\(grouped(lines.count - 200)) more stand in data/trials.jsonl.") }
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

  @MarkupBuilder private var interrupted: Markup {
    let lines = input.trials.filter { $0.attempts.count > 1 || $0.attempts.contains { $0.outcome != .finished } }
    if !lines.isEmpty {
      tag("p", text: "Attempts that did not come to an end stay on record, so that a slow trial cannot be run again in silence:")
      tag("ul", .class("plain-list")) {
        for line in lines.prefix(100) {
          tag("li") {
            tag("code", text: shortened("\(line.id)"))
            ": \(attempts(line))"
          }
        }
      }
    }
  }

  private func attempts(_ line: TrialLine) -> String {
    let words = line.attempts.prefix(20).map { "\($0.outcome.rawValue) (\(readable($0.started)))" }
    return "\(counted(line.attempts.count, "attempt")): \(words.joined(separator: ", "))"
  }

  @MarkupBuilder private var deviations: Markup {
    if !plan.deviations.isEmpty {
      tag("p", text: "Rules that the standard locks and this spec changed:")
      tag("ul", .class("plain-list")) {
        for deviation in plan.deviations.prefix(100) {
          tag("li") {
            tag("code", text: shortened(deviation.path))
            ": \(shortened(deviation.inherited ?? "nothing")) became \(shortened(deviation.here ?? "nothing"))"
          }
        }
      }
    }
  }

  private var circumstances: Markup {
    let run = input.run
    var facts: [(String, [String])] = []
    if !run.overrides.isEmpty { facts.append(("Set on the command line", run.overrides.map { "\($0.path)=\($0.value)" })) }
    if !run.allowed.isEmpty { facts.append(("Permissions given", run.allowed)) }
    if !run.cacheHits.isEmpty { facts.append(("Artefacts taken from the cache", run.cacheHits)) }
    if !run.interruptions.isEmpty { facts.append(("Broken off and resumed", run.interruptions.map(readable))) }
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

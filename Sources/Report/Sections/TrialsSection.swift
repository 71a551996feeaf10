internal import Record

extension PageSection {
  /// What became of the planned trials, and what was out of the ordinary.
  static func trials(_ page: Page) -> [PageSection] {
    [
      PageSection("trials", page.words.trials, lead: page.trialsLead) {
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
    words.trialsLead(planned: input.trials.count, failed: input.trials.count { $0.status != .ok })
  }

  @MarkupBuilder fileprivate var unfinished: Markup {
    let lines = input.trials.filter { $0.status != .ok }
    if !lines.isEmpty {
      tag("ul", .class("claims")) {
        for line in lines.prefix(200) {
          tag("li", .class("claim \(line.status == .failed ? "bad" : "warn")")) {
            tag("p", .class("verdict"), text: words.status(line.status))
            tag("p", .class("claim-text")) { tag("code", text: shortened("\(line.id)")) }
            tag("p", .class("because")) { line.reason.map { told(shortened($0, to: 600)) } ?? Markup(words.noReason) }
          }
        }
      }
      remainder(of: lines.count, shown: 200, in: "data/trials.jsonl")
    }
  }

  @MarkupBuilder fileprivate var interrupted: Markup {
    let lines = input.trials.filter { $0.attempts.count > 1 || $0.attempts.contains { $0.outcome != .finished } }
    if !lines.isEmpty {
      tag("p", text: words.attemptsLead)
      tag("ul", .class("plain-list")) {
        for line in lines.prefix(100) {
          tag("li") {
            tag("code", text: shortened("\(line.id)"))
            words.named("", attempts(line))
          }
        }
      }
      remainder(of: lines.count, shown: 100, in: "data/trials.jsonl")
    }
  }

  private func attempts(_ line: TrialLine) -> String {
    var parts = line.attempts.prefix(20).map { words.attempt($0.outcome) + words.inParentheses(readable($0.started)) }
    if line.attempts.count > 20 { parts.append(words.more(line.attempts.count - 20)) }
    return words.named(words.attempts(line.attempts.count), words.list(parts))
  }

  @MarkupBuilder fileprivate var deviations: Markup {
    if !plan.deviations.isEmpty {
      tag("p", text: words.deviationsLead)
      tag("ul", .class("plain-list")) {
        for deviation in plan.deviations.prefix(100) {
          tag("li") {
            tag("code", text: shortened(deviation.path))
            words.named("", words.became(deviation.inherited.map { shortened($0) }, deviation.here.map { shortened($0) }))
          }
        }
      }
      remainder(of: plan.deviations.count, shown: 100, in: "data/plan.json")
    }
  }

  fileprivate var circumstances: Markup {
    let run = input.run
    var facts: [(String, [String])] = []
    if !run.overrides.isEmpty { facts.append((words.setOnCommandLine, run.overrides.map { "\($0.path)=\($0.value)" })) }
    if !run.allowed.isEmpty { facts.append((words.permissions, run.allowed)) }
    if let count = run.redacted {
      facts.append((words.secretRemoved, [words.redacted(count)]))
    }
    for cell in run.isolation ?? [] where !cell.missing.isEmpty {
      facts.append((words.sandbox(of: cell.node), [words.without(cell.missing.map(\.rawValue))]))
    }
    if !run.cacheHits.isEmpty { facts.append((words.fromCache, run.cacheHits)) }
    if !run.interruptions.isEmpty { facts.append((words.interruptedAndResumed, run.interruptions.map(readable))) }
    guard !facts.isEmpty else { return Markup() }
    return tag("dl", .class("facts")) {
      for (name, values) in facts {
        tag("div") {
          tag("dt", text: name)
          tag("dd", text: shortened(words.clauses(values), to: 600))
        }
      }
    }
  }
}

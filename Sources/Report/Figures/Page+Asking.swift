internal import Record
internal import Score

extension Page {
  /// How the items of an evaluation were put and judged, folded away; nothing for other work.
  func asking(_ workload: Workload) -> Markup {
    guard let first = workload.nodes.first, case .evaluate(let work) = first.work else { return Markup() }
    let differ = workload.nodes.contains { node in
      if case .evaluate(let other) = node.work { other.prompt != work.prompt || other.generation != work.generation } else { false }
    }
    let details = tag("details") {
      tag("summary", text: "How it was asked and judged" + (differ ? ", in the first cell" : ""))
      facts(work.asking(seed: plan.seed.root))
      messages(work.prompt)
    }
    return MarkupBuilder.buildBlock(missing(workload, work.errors), details)
  }

  /// How many items have no usable answer, over all cells and trials, and what becomes of them.
  private func missing(_ workload: Workload, _ policy: ErrorPolicy) -> Markup {
    let counts = ItemOutcome.allCases.filter { !$0.isScored }.map { outcome in
      let values = workload.nodes.flatMap { results(of: $0.id) }.compactMap { $0.value(outcome.resultName) }
      let count = values.reduce(UInt64(0)) { sum, value in
        if case .count(let count) = value { sum.addingReportingOverflow(count.value).partialValue } else { sum }
      }
      return (outcome: outcome, count: Int(clamping: count))
    }
    let words = counts.filter { $0.count > 0 }.map { "\(grouped($0.count)) \($0.outcome.rawValue)" }
    guard !words.isEmpty else { return tag("p", .class("fine"), text: "Every item has a usable answer.") }
    return tag("div", .class("notice warn")) {
      tag("p", .class("notice-title"), text: "Items without a usable answer: \(words.joined(separator: ", "))")
      tag("p", .class("fine"), text: "Such an item is \(policy.treat.words).")
    }
  }

  @MarkupBuilder private func messages(_ prompt: PromptPlan) -> Markup {
    tag("p", text: "What is sent, as templates over the fields of an item:")
    if let system = prompt.system { message("system", system) }
    if let shots = prompt.shots {
      for turn in shots.turns { message("shot, \(turn.role.rawValue)", turn.template) }
      if let text = shots.text { message("shot", text) }
    }
    for turn in prompt.turns { message(turn.role.rawValue, turn.template) }
    if let prefill = prompt.prefill { message("the answer begins with", prefill) }
    for variant in prompt.variants {
      switch variant.change {
      case .paraphrase(let text): message("\(variant.name), paraphrase", text)
      case .injection(let text): message("\(variant.name), injected", text)
      default: Markup()
      }
    }
  }

  @MarkupBuilder private func message(_ role: String, _ text: String) -> Markup {
    tag("p", .class("card-label"), text: shortened(role, to: 80))
    tag("pre") { lines(shortened(text, to: 2000)) }
  }
}

extension EvaluateWork {
  /// Everything that was decided before the run about how items are put and judged, as names and values.
  fileprivate func asking(seed: some CustomStringConvertible) -> [(String, String)] {
    var facts: [(String, String)] = []
    if let shots = prompt.shots { facts.append(("Solved items before it", "\(shots.count) from \(shots.from), \(shots.choose.rawValue)")) }
    facts.append(("Order of choices", prompt.order.rawValue))
    if !prompt.variants.isEmpty {
      facts.append(("Asked again as", prompt.variants.map { "\($0.name) (\($0.change.word))" }.joined(separator: ", ")))
    }
    facts.append(("Answer found by", extraction.map(\.words).joined(separator: ", then ")))
    facts.append(("Judged by", scorers.map(\.words).joined(separator: "; ")))
    facts.append(("Generation", generation.words))
    if delivery.stream || delivery.logprobs != nil {
      facts.append(
        ("Delivery", (delivery.stream ? "streamed" : "whole") + (delivery.logprobs.map { ", \($0) most likely tokens told" } ?? "")))
    }
    facts.append(("Seed", "\(seed)"))
    let limit = errors.treat == .stop ? "" : ", up to \(Format.percent(errors.upTo.real, significant: 3))"
    facts.append(("Without a usable answer, the item is", errors.treat.words + limit))
    facts.append(("At once", counted(concurrency, "request")))
    return facts
  }
}

extension EvaluateWork.Entry {
  /// The name with revision and settings.
  fileprivate var words: String { "\(name) (revision \(revision))\(inParentheses(settings))" }
}

extension EvaluateWork.Generation {
  fileprivate var words: String {
    var words = ["at most \(counted(maxTokens, "token"))", "temperature \(temperature)"]
    if let topP { words.append("top-p \(topP)") }
    if !stop.isEmpty { words.append("stops at " + stop.map { "“\($0)”" }.joined(separator: ", ")) }
    return words.joined(separator: ", ")
  }
}

extension ErrorPolicy.Treatment {
  fileprivate var words: String {
    switch self {
    case .stop: "the end of the trial"
    case .wrong: "counted as wrong"
    case .excluded: "left out"
    }
  }
}

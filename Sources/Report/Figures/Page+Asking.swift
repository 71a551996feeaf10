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
      tag("summary", text: words.howAsked(differs: differ))
      facts(work.asking(seed: plan.seed.root, words))
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
    let present = counts.filter { $0.count > 0 }
    guard !present.isEmpty else { return tag("p", .class("fine"), text: words.allUsable) }
    return tag("div", .class("notice warn")) {
      tag("p", .class("notice-title"), text: words.withoutAnswer(present.map { ($0.outcome, $0.count) }))
      tag("p", .class("fine"), text: words.suchAnItem(policy.treat))
    }
  }

  @MarkupBuilder private func messages(_ prompt: PromptPlan) -> Markup {
    tag("p", text: words.sentTemplates)
    if let system = prompt.system { message(words.system, system) }
    if let shots = prompt.shots {
      for turn in shots.turns { message(words.shot(turn.role.rawValue), turn.template) }
      if let text = shots.text { message(words.shot, text) }
    }
    for turn in prompt.turns { message(turn.role.rawValue, turn.template) }
    if let prefill = prompt.prefill { message(words.prefill, prefill) }
    for variant in prompt.variants {
      switch variant.change {
      case .paraphrase(let text): message(words.paraphrase(variant.name), text)
      case .injection(let text): message(words.injected(variant.name), text)
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
  fileprivate func asking(seed: some CustomStringConvertible, _ words: PageWords) -> [(String, String)] {
    var facts: [(String, String)] = []
    if let shots = prompt.shots { facts.append((words.solvedBefore, words.shots(shots))) }
    facts.append((words.orderOfChoices, words.order(prompt.order)))
    if !prompt.variants.isEmpty {
      facts.append((words.askedAgain, words.list(prompt.variants.map { words.variant($0.name, $0.change) })))
    }
    facts.append((words.foundBy, words.rules(extraction.map { words.entry($0.name, $0.revision, $0.settings) })))
    facts.append((words.judgedBy, words.clauses(scorers.map { words.entry($0.name, $0.revision, $0.settings) })))
    facts.append((words.generation, words.generation(generation)))
    if delivery.stream || delivery.logprobs != nil {
      facts.append((words.delivery, words.delivery(streamed: delivery.stream, logprobs: delivery.logprobs)))
    }
    facts.append((words.seed, "\(seed)"))
    let limit = errors.treat == .stop ? "" : words.upTo(Format.percent(errors.upTo.real, significant: 3))
    facts.append((words.unusable, words.treatment(errors.treat) + limit))
    facts.append((words.atOnce, words.requests(concurrency)))
    return facts
  }
}

internal import Record

extension Page {
  /// The most items that a page carries, and the most bytes that they may take; the workloads share both.
  static let mostItems = 10_000
  static let mostItemBytes = 12 << 20

  /// The items of an evaluation with filters, folded; nothing for other work.
  @MarkupBuilder func itemBrowser(_ workload: Workload) -> Markup {
    let trials = evaluationTrials(workload.nodes)
    if !trials.isEmpty {
      let all = max(1, evaluationTrials(plan.nodes).count)
      browser(trials, limit: max(1, Page.mostItems / all), bytes: Page.mostItemBytes / all)
    }
  }

  private func evaluationTrials(_ nodes: [Node]) -> [(node: Node, trial: TrialLine)] {
    let lines = Dictionary(grouping: input.trials.filter { $0.items != nil }, by: \.node)
    return nodes.flatMap { node in (lines[node.id] ?? []).map { (node, $0) } }
  }

  @MarkupBuilder private func browser(_ trials: [(node: Node, trial: TrialLine)], limit: Int, bytes: Int) -> Markup {
    let list = itemList(trials, limit: limit, bytes: bytes)
    if list.shown > 0 {
      tag("div", .class("browser")) {
        tag("h3", text: words.items)
        tag("div", .class("filters"), Attribute("role", "group"), Attribute("aria-label", words.chooseItems)) { list.filters.map(\.markup) }
        tag("div", .class("items")) { list.markup }
      }
    }
    if list.shown < list.count {
      tag("p", .class("fine")) {
        words.carries(list.shown, of: list.count)
        tag("code", text: "etalon export BUNDLE --format csv -o items.csv")
        words.writesAll
      }
    }
  }

  private func itemList(_ trials: [(node: Node, trial: TrialLine)], limit: Int, bytes: Int) -> ItemList {
    var list = ItemList(words)
    for (node, trial) in trials {
      var (taken, size) = (0, 0)
      let cell = trials.count == 1 ? nil : (node.trials > 1 ? words.cellTrial(cellName(node), trial.index + 1) : cellName(node))
      let isRead = input.answers(trial, limit) { item in
        guard size < bytes else { return }
        size += list.add(item, of: node, cell: cell)
        taken += 1
      }
      list.count += isRead ? max(taken, asked(node, trial)) : 0
    }
    return list
  }

  /// How many items the results count.
  private func asked(_ node: Node, _ trial: TrialLine) -> Int {
    guard let result = results(of: node.id).first(where: { $0.index == trial.index }) else { return 0 }
    return ItemOutcome.allCases.reduce(0) { sum, outcome in
      guard case .count(let count)? = result.value(outcome.resultName) else { return sum }
      return sum.addingReportingOverflow(Int(clamping: count.value)).partialValue
    }
  }
}

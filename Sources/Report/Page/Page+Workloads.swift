internal import Record

/// The cells of one workload, in plan order.
struct Workload {
  let name: String
  let nodes: [Node]
}

extension Page {
  /// The workloads in the order in which the plan first names them.
  var workloads: [Workload] {
    var order: [String] = []
    var cells: [String: [Node]] = [:]
    for node in plan.nodes {
      if cells[node.workload] == nil { order.append(node.workload) }
      cells[node.workload, default: []].append(node)
    }
    return order.map { Workload(name: $0, nodes: cells[$0] ?? []) }
  }

  var workloadSections: Markup {
    MarkupBuilder.buildArray(workloads.enumerated().map { workloadSection($1, id: "workload-\($0 + 1)") })
  }

  private func workloadSection(_ workload: Workload, id: String) -> Markup {
    section(id, shortened(workload.name, to: 80), lead: lead(of: workload)) {
      metricTable(workload)
      comparisons(workload)
      pictures(distributions(workload) + curves(workload))
      if workload.nodes.count > Page.picturedCells {
        tag(
          "p", .class("fine"),
          text: "Pictures show the first \(Page.picturedCells) of \(grouped(workload.nodes.count)) cells; the records hold all of them.")
      }
      resultTable(workload)
    }
  }

  /// The pictures side by side; folded away where they are so many that they would bury the rest.
  @MarkupBuilder private func pictures(_ cards: [Markup]) -> Markup {
    let grid = tag("div", .class("grid")) { cards }
    if cards.count > 16 {
      tag("details") {
        tag("summary", text: "Pictures of all \(grouped(cards.count)) series")
        grid
      }
    } else if !cards.isEmpty {
      grid
    }
  }

  private func lead(of workload: Workload) -> String {
    guard let first = workload.nodes.first else { return "" }
    let text = shortened(describe(first), to: 500)
    let isShared = workload.nodes.allSatisfy { shortened(describe($0), to: 500) == text }
    return isShared ? text : "\(kindWords(first.work)), in \(counted(workload.nodes.count, "cell"))."
  }

  private func kindWords(_ work: Work) -> String {
    switch work {
    case .kernel(let kernel): "The kernel \(shortened(kernel.operation, to: 60))"
    case .train: "Training"
    case .infer: "Inference"
    case .evaluate: "An evaluation of answers"
    case .command: "A program"
    }
  }

  /// What a cell computes, in a sentence.
  private func describe(_ node: Node) -> String {
    switch node.work {
    case .kernel(let work):
      let sizes = work.parameters.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      let size = sizes.map { "\($0.key) \(grouped($0.value))" }.joined(separator: ", ")
      return "The kernel \(work.operation) with \(size), \(work.tier.rawValue) tier, revision \(work.revision)."
    case .train(let work):
      let bounds = [work.epochs.map { counted($0, "epoch") }, work.steps.map { counted($0, "step") }].compactMap { $0 }
      return
        "Training of the model \(work.model.word) with \(layers(of: work)) on \(work.dataset), "
        + "batches of \(work.batch), at most \(bounds.joined(separator: " or "))."
    case .infer(let work):
      let amount =
        switch work.scenario {
        case .offline(_, let batch): "all inputs at hand, \(batch) together"
        case .singleStream(let queries): "\(counted(queries, "query", "queries")), one after another"
        }
      return "Inference with the model of \(work.model) on \(work.dataset): \(work.scenario.word), \(amount)."
    case .evaluate(let work):
      return "Items of \(work.dataset) put to \(work.subject), scored by \(work.scorer.name) (revision \(work.scorer.revision))."
    case .command(let work):
      return "The program \(work.program), pinned by digest and run in a sandbox."
    }
  }

  /// The shape of a model in a few words.
  private func layers(of work: TrainWork) -> String {
    func widths(_ list: [Int]) -> String { list.map(String.init).joined(separator: "–") }
    switch work.model {
    case .mlp(let layers): return "layers \(widths(layers))"
    case .cnn(let cnn):
      let convolutions = cnn.convolutions.map { "\($0.kernel)×\($0.kernel) to \($0.channels)" }.joined(separator: ", ")
      return "images of \(cnn.image.map(String.init).joined(separator: "×")), convolutions \(convolutions), layers \(widths(cnn.dense))"
    case .gpt(let gpt):
      return "\(counted(gpt.layers, "layer")) of width \(gpt.width), \(counted(gpt.heads, "head")), context \(gpt.context)"
    }
  }

  /// What tells a cell from its siblings.
  func cellName(_ node: Node) -> String {
    let coordinates = node.coordinates.map { "\($0.axis) \($0.value)" }
    return shortened(coordinates.isEmpty ? "on \(node.target)" : coordinates.joined(separator: ", "), to: 120)
  }

  /// The scale in which a metric of these cells reads best; the same for all of them.
  func scale(for values: [MetricValue]) -> Scale {
    guard let first = values.first else { return Scale(unit: "1", around: 1) }
    if values.contains(where: isShare) { return .percent }
    let largest = values.map(\.estimate.value.magnitude).filter(\.isFinite).max() ?? 1
    return Scale(unit: first.unit, around: largest)
  }

  /// Whether a metric is so many of so many.
  private func isShare(_ value: MetricValue) -> Bool {
    guard value.unit == "1", let metric = node(value.node)?.metric(value.metric), case .value(let name) = metric.derivation else {
      return false
    }
    return results(of: value.node).contains { trial in
      if case .share? = trial.value(name) { true } else { false }
    }
  }

  @MarkupBuilder private func metricTable(_ workload: Workload) -> Markup {
    let rows = workload.nodes.flatMap { node in metrics(of: node.id).map { (node: node, value: $0) } }
    if rows.isEmpty {
      tag("p", .class("absent"), text: "No metric of this workload has a value; see the trials.")
    } else {
      tag("div", .class("scroll"), Attribute("tabindex", "0"), Attribute("role", "region"), Attribute("aria-label", "Metrics")) {
        tag("table", .class("metrics")) {
          tag("thead") {
            tag("tr") {
              for title in ["Metric", "Cell"] { tag("th", Attribute("scope", "col"), text: title) }
              for title in ["Value", "95 % interval", "n"] { tag("th", Attribute("scope", "col"), .class("right"), text: title) }
            }
          }
          tag("tbody") { for row in rows.prefix(2000) { metricRow(row.node, row.value) } }
        }
      }
    }
  }

  private func metricRow(_ node: Node, _ value: MetricValue) -> Markup {
    let estimate = value.estimate
    let text = EstimateText(value: estimate.value, low: estimate.low, high: estimate.high, in: scale(for: [value]))
    return tag("tr") {
      tag("th", Attribute("scope", "row")) {
        shortened(value.metric, to: 60)
        tag("span", .class("direction"), text: value.direction == .higher ? " ↑ more is better" : " ↓ less is better")
      }
      tag("td", .class("where"), text: cellName(node))
      tag("td", .class("right value")) {
        tag("span", .class("number"), text: text.value)
        if !text.unit.isEmpty { tag("span", .class("unit"), text: "\u{A0}\(text.unit)") }
      }
      tag("td", .class("right interval"), text: text.interval ?? (value.origin == .result ? "exact" : "–"))
      tag("td", .class("right count"), text: grouped(value.count))
    }
  }
}

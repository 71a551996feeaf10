internal import Record

/// The cells of one workload, in plan order.
struct Workload {
  let name: String
  let nodes: [Node]
}

extension PageSection {
  /// A section for each workload: what its cells compute, their metrics, pictures and results.
  static func workloads(_ page: Page) -> [PageSection] {
    page.workloads.enumerated().map { index, workload in
      PageSection(
        "workload-\(index + 1)", page.shortened(workload.name, to: 80), mention: index < 40 ? page.shortened(workload.name, to: 40) : nil,
        lead: page.lead(of: workload)
      ) {
        page.asking(workload)
        page.indicators(workload)
        page.metricsAndPictures(workload)
        page.pictures(of: workload)
        page.itemBrowser(workload)
        page.resultTable(workload)
      }
    }
  }
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

  /// The pictures of a workload side by side; folded away where they are so many that they would bury the rest.
  @MarkupBuilder fileprivate func pictures(of workload: Workload) -> Markup {
    let drawn = workload.nodes.first?.work.card(in: words).figures.map { $0.draw(self, workload) } ?? []
    let cards = drawn.flatMap { $0.prefix(Page.mostPictures) }
    let omitted = drawn.map(\.count).reduce(0, +) - cards.count
    let grid = tag("div", .class("grid")) { cards }
    if cards.count > 16 {
      tag("details") {
        tag("summary", text: words.pictures(cards.count))
        grid
      }
    } else if !cards.isEmpty {
      grid
    }
    if omitted > 0 { tag("p", .class("fine"), text: words.omittedPictures(omitted)) }
    if workload.nodes.count > Page.picturedCells {
      tag(
        "p", .class("fine"),
        text: words.picturedCells(Page.picturedCells, of: workload.nodes.count))
    }
  }

  /// The sentence that all cells share, or else the kind and the number of cells.
  fileprivate func lead(of workload: Workload) -> String {
    let cards = workload.nodes.map { $0.work.card(in: words) }
    guard let first = cards.first else { return "" }
    let isShared = cards.allSatisfy { $0.sentence == first.sentence }
    return isShared ? shortened(first.sentence, to: 500) : words.inCells(first.title, cards.count)
  }

  /// What tells a cell from its siblings.
  func cellName(_ node: Node) -> String {
    let coordinates = node.coordinates.map { "\($0.axis) \($0.value)" }
    return shortened(coordinates.isEmpty ? words.onTarget(node.target) : words.list(coordinates), to: 120)
  }
}

internal import Record

/// The cells of a workload along a numeric axis, such as sizes, threads or rates; the other coordinates are its columns.
struct Sweep {
  /// The name of the axis.
  let axis: String
  /// The values of the axis, ascending, as the spec spells them.
  let steps: [(text: String, number: Double)]
  /// What the other coordinates say, in the order of the plan.
  let columns: [String]
  private let nodes: [[Node?]]

  /// The most columns that one picture can tell apart.
  static let mostColumns = 8

  /// The sweep of cells that have the same axes, one of them numeric with three values or more; `nil` for others.
  init?(_ cells: [Node], _ words: PageWords) {
    guard let first = cells.first, cells.count > 2 else { return nil }
    let axes = first.coordinates.map(\.axis)
    guard cells.allSatisfy({ $0.coordinates.map(\.axis).elementsEqual(axes) }),
      let place = axes.indices.max(by: { Sweep.steps(cells, $0).count < Sweep.steps(cells, $1).count })
    else { return nil }
    let steps = Sweep.steps(cells, place)
    func column(_ node: Node) -> String {
      words.list(node.coordinates.enumerated().filter { $0.offset != place }.map { "\($0.element.axis) \($0.element.value)" })
    }
    var columns: [String] = []
    for node in cells where !columns.contains(column(node)) { columns.append(column(node)) }
    guard steps.count > 2, columns.count <= Sweep.mostColumns else { return nil }
    self.axis = axes[place]
    self.steps = steps
    self.columns = columns
    nodes = steps.map { step in
      columns.map { name in cells.first { $0.coordinates[place].value == step.text && column($0) == name } }
    }
  }

  /// The numeric values of an axis, ascending; none where one of them is no finite number.
  private static func steps(_ cells: [Node], _ place: Int) -> [(text: String, number: Double)] {
    var texts: [String] = []
    for node in cells where !texts.contains(node.coordinates[place].value) { texts.append(node.coordinates[place].value) }
    let numbers = texts.compactMap { text in Double(text).map { (text: text, number: $0) } }.filter { $0.number.isFinite }
    return numbers.count == texts.count ? numbers.sorted { $0.number < $1.number } : []
  }

  /// The cell at a step in a column, where there is one.
  func node(_ step: Int, _ column: Int) -> Node? { nodes[step][column] }
}

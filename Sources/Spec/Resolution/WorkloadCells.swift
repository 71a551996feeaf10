internal import Record

/// A workload as it was written, with its cells.
struct WorkloadCells {
  let name: Key
  /// Its kind; reported where a spec names none.
  let planner: Outcome<any KindPlanner>
  let axes: [Axis]
  var cells: [Cell]
  /// What was wrong with it, so that what refers to it is not reported again.
  var broken: Reported?

  /// An axis of a matrix with its values as they were written.
  struct Axis {
    let name: Key
    let values: [(text: String, span: Span)]
    private let places: [String: Int]

    init(_ name: Key, _ values: [(text: String, span: Span)]) {
      (self.name, self.values) = (name, values)
      places = Dictionary(values.indices.map { (values[$0].text, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The position of a value on the axis, or `nil`.
    func position(of value: String) -> Int? { places[value] }
  }

  /// One point of the workload's matrix.
  struct Cell {
    let id: String
    let coordinates: [Coordinate]
    /// Its keys, read.
    let draft: Outcome<CellDraft>
    var node: Node?
  }

  /// A workload without cells, which is reported.
  init(_ name: Key, _ planner: Outcome<any KindPlanner>, axes: [Axis] = [], broken: Reported) {
    self.init(name, planner, axes, [])
    self.broken = broken
  }

  init(_ name: Key, _ planner: Outcome<any KindPlanner>, _ axes: [Axis], _ cells: [Cell]) {
    self.name = name
    self.planner = planner
    self.axes = axes
    self.cells = cells
  }

  /// The positions of the cells that a selection leaves, in order; cells stand in the order of their axes, the last one fastest.
  ///
  /// Complexity: O(number of positions).
  func positions(_ selection: [(axis: String, value: String)]) -> [Int] {
    var positions = [0]
    for axis in axes {
      let wanted = Set(selection.filter { $0.axis == axis.name.text }.map { axis.position(of: $0.value) })
      let chosen = wanted.isEmpty ? Array(axis.values.indices) : wanted.count == 1 ? wanted.compactMap(\.self) : []
      positions = positions.flatMap { position in chosen.map { position * axis.values.count + $0 } }
    }
    return positions.filter(cells.indices.contains)
  }
}

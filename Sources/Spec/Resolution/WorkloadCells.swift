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

  /// The positions of the cells that a selection leaves.
  func positions(_ selection: [(axis: MetricSyntax.Located, value: MetricSyntax.Located)]) -> [Int] {
    cells.indices.filter { index in
      selection.allSatisfy { pair in
        cells[index].coordinates.contains { $0.axis == pair.axis.text && $0.value == pair.value.text }
      }
    }
  }
}

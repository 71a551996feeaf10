internal import CommandTree
internal import Interpreter
internal import Record
internal import Report
internal import Score
internal import Text

/// What re-execution takes, in a line.
func headline(of cost: ReproductionCost) -> String {
  if cost.cells.isEmpty { return "no cell can be executed again: recorded answers are judged anew, which takes little" }
  let memory = cost.memory.map { ", memory for the largest cell \(Format.text(of: Double($0.value), in: .information))" } ?? ""
  let untimed = cost.untimed.isEmpty ? "" : ", without \(counted(cost.untimed.count, "cell")) that the bundle has no time of"
  let missing = cost.missing.isEmpty ? "" : "; missing here: \(listed(cost.missing.map(printable), limit: 8))"
  return "executing \(counted(cost.cells.count, "cell")) again takes about \(time(cost.seconds))\(untimed)\(memory)\(missing)"
}

/// What re-execution takes, cell by cell, and by which rule.
func text(of cost: ReproductionCost, style: Style) -> [String] {
  let rows = cost.cells.map { cell in
    [
      printable(cell.node), "\(cell.trials)", cell.seconds.map(time) ?? "not on record",
      cell.memory.map { Format.text(of: Double($0.value), in: .information) } ?? "", Format.number(cell.scale, significant: 3),
    ]
  }
  let table = Table(["cell", "trials", "time", "memory", "times longer"].map { Table.Column($0) }, rows: rows)
  return [headline(of: cost)] + table.lines(style: style) + [
    style.dim("from the bundle's attempts and samples, times the declared peak (threads, frequency, vectors) there over that here")
  ]
}

private func time(_ seconds: Double) -> String { Format.text(of: seconds, in: .time, significant: 2) }

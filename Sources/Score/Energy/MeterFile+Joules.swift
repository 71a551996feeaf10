public import Record

extension MeterFile {
  /// The fewest rows inside a window: fewer say little of what happened between them.
  public static let fewestRows = 5

  /// The time of the last row, nanoseconds since 1970.
  public var lastTime: Int64? { rows.last?.time }

  /// What the meter counted in a window, microjoules: power by the trapezoid rule, energy by its difference, both ends by interpolation.
  public func microjoules(in window: EnergyWindow) throws(Fault) -> UInt64 {
    let (began, ended) = (Int64(clamping: window.began.value), Int64(clamping: window.ended.value))
    guard began < ended else { throw Fault(reason: "the window has no length") }
    let near = try rows(around: began, ended)
    let gap = plan.gap.real * 1e9
    for (row, next) in zip(near, near.dropFirst()) where MeterFile.nanoseconds(row.time, next.time) > gap {
      throw Fault(
        reason:
          "the meter's file has a gap of \(Format.text(of: MeterFile.nanoseconds(row.time, next.time) / 1e9, in: .time)) "
          + "behind line \(row.line + 1), and at most \(Format.text(of: plan.gap.real, in: .time)) is declared")
    }
    let inside = near.count { $0.time >= began && $0.time <= ended }
    guard inside >= MeterFile.fewestRows else {
      throw Fault(
        reason: "the meter has \(inside) rows in the \(Format.text(of: window.seconds, in: .time)) of the repetitions, and "
          + "\(MeterFile.fewestRows) are the fewest that say something: take more samples, or a faster meter")
    }
    let joules = try plan.watts == nil ? difference(near, began, ended) : integral(near, began, ended)
    guard joules >= 0, joules * 1e6 < Double(UInt64.max) else { throw Fault(reason: "the meter's energy is no amount") }
    return UInt64((joules * 1e6).rounded())
  }

  /// The rows from the last at or before a time to the first at or after another.
  private func rows(around began: Int64, _ ended: Int64) throws(Fault) -> ArraySlice<Row> {
    guard let first = rows.lastIndex(where: { $0.time <= began }) else {
      throw Fault(reason: "the meter's file begins after the repetitions did")
    }
    guard let last = rows[first...].firstIndex(where: { $0.time >= ended }) else {
      throw Fault(reason: "the meter's file ends before the repetitions did")
    }
    return rows[first...last]
  }

  /// The value at a time between two rows.
  private func value(at time: Int64, _ row: Row, _ next: Row) -> Double {
    guard next.time != row.time else { return row.value }
    let share = MeterFile.nanoseconds(row.time, time) / MeterFile.nanoseconds(row.time, next.time)
    // checked: binary64.
    return row.value + (next.value - row.value) * share
  }

  /// From a time to a later one; times that are centuries apart are no trap.
  private static func nanoseconds(_ from: Int64, _ to: Int64) -> Double {
    to > from ? Double(UInt64(bitPattern: to &- from)) : 0
  }

  private func integral(_ near: ArraySlice<Row>, _ began: Int64, _ ended: Int64) throws(Fault) -> Double {
    var sum = 0.0
    for (row, next) in zip(near, near.dropFirst()) {
      let (from, to) = (max(row.time, began), min(next.time, ended))
      guard from < to else { continue }
      sum += (value(at: from, row, next) + value(at: to, row, next)) / 2 * (MeterFile.nanoseconds(from, to) / 1e9)
    }
    return sum
  }

  private func difference(_ near: ArraySlice<Row>, _ began: Int64, _ ended: Int64) throws(Fault) -> Double {
    for (row, next) in zip(near, near.dropFirst()) where next.value < row.value {
      throw Fault(reason: "the meter's energy falls on line \(next.line + 1): it was reset, or went round")
    }
    func value(at time: Int64) -> Double {
      guard let place = near.indices.dropLast().last(where: { near[$0].time <= time }) else { return 0 }
      return self.value(at: time, near[place], near[place + 1])
    }
    return value(at: ended) - value(at: began)
  }
}

public import Record

/// The rows of an external meter's file, read as a plan says.
///
/// Comma-separated values with a line of names; a field may stand in quotes, and a value may have its unit behind it (`123.4 W`). Rows are in
/// the order of their times.
public struct MeterFile: Sendable, Hashable {
  /// A row: a time of the host, nanoseconds since 1970, and a power in watts or an energy in joules.
  struct Row: Hashable {
    var time: Int64
    var value: Double
    /// The number of its line, from 0.
    var line: Int
  }

  let plan: MeterPlan
  let rows: [Row]
  private let lines: [ArraySlice<UInt8>]

  /// Why a file of a meter says nothing of a window, in a sentence.
  public struct Fault: Error, Hashable {
    /// The sentence.
    public let reason: String

    /// A reason in a sentence.
    public init(reason: String) { self.reason = reason }
  }

  /// The most bytes that a file may have.
  public static let limit = 64 << 20

  /// Reads a file; an unfinished last line is left out.
  ///
  /// Complexity: O(n) in its bytes.
  public init(_ bytes: [UInt8], _ plan: MeterPlan) throws(Fault) {
    self.plan = plan
    // What stands behind the last end of a line is being written.
    let lines = Array(bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast())
    guard let head = lines.first else { throw Fault(reason: "the meter's file has no rows") }
    let names = MeterFile.fields(head)
    let wanted = plan.watts ?? plan.joules ?? ""
    guard let time = names.firstIndex(of: plan.time), let value = names.firstIndex(of: wanted) else {
      let absent = names.contains(plan.time) ? wanted : plan.time
      throw Fault(
        reason: "the meter's file has no column `\(absent)`: it has \(names.prefix(12).map { "`\($0)`" }.joined(separator: ", "))")
    }
    self.lines = lines
    rows = try MeterFile.rows(lines, plan, time, value)
  }

  private static func rows(_ lines: [ArraySlice<UInt8>], _ plan: MeterPlan, _ time: Int, _ value: Int) throws(Fault) -> [Row] {
    let offset = Int64(exactly: (plan.offset.real * 1e9).rounded()) ?? 0
    var rows: [Row] = []
    rows.reserveCapacity(lines.count)
    for (number, line) in lines.enumerated().dropFirst() where !line.isEmpty && line != [0x0D] {
      let fields = MeterFile.fields(line)
      guard fields.count > max(time, value), let moment = MeterTime.nanoseconds(fields[time][...]),
        let amount = MeterFile.number(fields[value])
      else {
        throw Fault(reason: "line \(number + 1) of the meter's file is no row: a time and a number are expected")
      }
      guard amount >= 0 else { throw Fault(reason: "line \(number + 1) of the meter's file is below 0") }
      let (shifted, isTooFar) = moment.addingReportingOverflow(offset)
      guard !isTooFar, rows.last.map({ $0.time < shifted }) ?? true else {
        throw Fault(reason: "line \(number + 1) of the meter's file is not later than the line before it")
      }
      rows.append(Row(time: shifted, value: amount, line: number))
    }
    return rows
  }

  /// A number, perhaps with the unit that meters write behind it.
  private static func number(_ field: String) -> Double? {
    var digits = field[...]
    for unit in [" W", " J", "W", "J"] where digits.hasSuffix(unit) {
      digits = digits.dropLast(unit.count)
      break
    }
    return Double(digits).flatMap { $0.isFinite ? $0 : nil }
  }

  /// The fields of a line, without the spaces and quotes around them.
  static func fields(_ line: ArraySlice<UInt8>) -> [String] {
    line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { field in
      var field = field
      while let last = field.last, [0x09, 0x0D, 0x20].contains(last) { field.removeLast() }
      while let first = field.first, [0x09, 0x20].contains(first) { field.removeFirst() }
      if field.count > 1, field.first == UInt8(ascii: "\""), field.last == UInt8(ascii: "\"") { field = field.dropFirst().dropLast() }
      return String(decoding: field, as: UTF8.self)
    }
  }

  /// The line of names and the lines around some windows, as they stand in the file; `nil` where no row is near.
  public func excerpt(around windows: [EnergyWindow]) -> [UInt8]? {
    guard let began = windows.map(\.began.value).min(), let ended = windows.map(\.ended.value).max(), let head = lines.first,
      let first = rows.last(where: { $0.time <= Int64(clamping: began) }),
      let last = rows.first(where: { $0.time >= Int64(clamping: ended) })
    else { return nil }
    let kept = lines[min(first.line, last.line)...max(first.line, last.line)]
    return ([head] + kept).flatMap { $0 + [0x0A] }
  }
}

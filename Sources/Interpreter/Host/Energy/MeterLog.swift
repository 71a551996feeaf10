/// The readings of a power meter outside the host: a CSV file with a line for each, seconds since 1970 and watts.
///
/// A first line of names is passed over. The readings stand in order of time.
struct MeterLog {
  private let readings: [(time: Double, watts: Double)]

  /// The longest time between two readings that power is taken to run straight between, seconds.
  static let longestGap = 5.0

  /// Why a file cannot be read, or tells nothing of a span.
  struct Fault: Error, Equatable { let reason: String }

  init(_ text: some StringProtocol) throws(Fault) {
    var readings: [(time: Double, watts: Double)] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: true).enumerated() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map { trimmed($0) }
      guard cells.count >= 2, let time = Double(cells[0]), let watts = Double(cells[1]), time.isFinite, watts.isFinite, watts >= 0 else {
        if number == 0 { continue }
        throw Fault(reason: "line \(number + 1) is not a time in seconds since 1970 and a power in watts")
      }
      guard readings.last.map({ $0.time < time }) ?? true else {
        throw Fault(reason: "line \(number + 1) is not later than the one before")
      }
      readings.append((time, watts))
    }
    guard readings.count > 1 else { throw Fault(reason: "fewer than two readings") }
    self.readings = readings
  }

  /// Joules between two moments, by the trapezoids between readings.
  ///
  /// - Throws: where the log does not cover the span, or has a gap in it.
  func joules(from start: Double, to end: Double) throws(Fault) -> Double {
    guard start <= end, let first = readings.first?.time, let last = readings.last?.time, first <= start, end <= last else {
      throw Fault(reason: "the meter's log does not cover the span")
    }
    var sum = 0.0
    for (left, right) in zip(readings, readings.dropFirst()) where right.time > start && left.time < end {
      guard right.time - left.time <= MeterLog.longestGap else {
        throw Fault(reason: "the meter's log has a gap of more than \(Int(MeterLog.longestGap)) s")
      }
      let (from, to) = (max(left.time, start), min(right.time, end))
      let slope = (right.watts - left.watts) / (right.time - left.time)
      sum += (left.watts + slope * ((from + to) / 2 - left.time)) * (to - from)
    }
    return sum
  }
}

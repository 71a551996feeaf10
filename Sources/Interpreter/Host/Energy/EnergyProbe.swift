internal import Record

/// The first moment of a window in which energy is counted.
struct EnergyProbe {
  private let counters: EnergyCounters
  private let reading: [UInt64]?
  private let moment: UInt64
  private let began: UInt64

  init(_ counters: EnergyCounters = .live) {
    self.counters = counters
    began = Bench.nanosecondsSince1970
    moment = MonotonicClock.now
    reading = counters.read()
  }

  /// The window up to now, as long as the clock that never goes back says, without its number of repetitions.
  var window: EnergyWindow {
    let now = counters.read()
    let length = MonotonicClock.now &- moment
    let counted = counters.microjoules(from: reading, to: now, nanoseconds: length)
    return EnergyWindow(
      began: U64(began), ended: U64(began.addingSaturating(length)), repetitions: 0, microjoules: counted.map { U64($0) },
      counters: counted == nil ? nil : counters.counters.count)
  }
}

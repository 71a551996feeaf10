internal import Kernels
internal import Record

/// How queries arrive at a subject.
enum Arrival {
  /// The next query is sent as soon as fewer than so many are under way: the load follows the subject.
  case closedLoop(Int)
  /// So many queries are sent together, the next ones when all of them have ended.
  case multiStream(Int)
  /// All queries arrive at the start.
  case allAtOnce
  /// Queries arrive at so many a second on average, independently of one another and of the subject; the stream draws the gaps.
  case poisson(rate: Double, stream: RandomStream)
  /// So many queries arrive together, once at the start and again after each period in nanoseconds.
  case burst(size: Int, period: UInt64)

  /// Whether queries arrive whether or not the subject keeps up.
  var isOpenLoop: Bool {
    switch self {
    case .closedLoop, .multiStream: false
    case .allAtOnce, .poisson, .burst: true
    }
  }

  /// What a latency counts from.
  var origin: LatencyOrigin { isOpenLoop ? .scheduled : .sent }
}

/// The times that queries arrive at, as far as they follow from the arrival alone.
struct ArrivalSchedule {
  private var arrival: Arrival
  private let start: UInt64
  private var arrived: UInt64 = 0
  /// When the next query arrives.
  private(set) var next: UInt64

  /// The schedule of an open loop from a moment on; of a closed loop it says nothing.
  init(_ arrival: Arrival, from start: UInt64) {
    self.arrival = arrival
    self.start = start
    next = start
    if case .poisson = arrival { advance() }
  }

  /// Goes on to the query behind the next one.
  mutating func advance() {
    arrived += 1
    switch arrival {
    case .closedLoop, .multiStream, .allAtOnce: break
    case .burst(let size, let period):
      let bursts = (arrived / UInt64(max(1, size))).multipliedReportingOverflow(by: period)
      next = start.addingSaturating(bursts.overflow ? .max : bursts.partialValue)
    case .poisson(let rate, var stream):
      let gap = ArrivalSchedule.gap(rate: rate, &stream)
      arrival = .poisson(rate: rate, stream: stream)
      next = next.addingSaturating(gap)
    }
  }

  /// A draw from the exponential distribution in nanoseconds, by inversion; a rate that is not positive gives a gap without end.
  private static func gap(rate: Double, _ stream: inout RandomStream) -> UInt64 {
    // The draw lies in 0 ..< 1, so that the logarithm is finite.
    let nanoseconds = -DoubleFunctions.log(1 - stream.uniform()) / rate * 1e9
    return nanoseconds >= 0 && nanoseconds < 0x1p63 ? UInt64(nanoseconds.rounded()) : .max
  }
}

extension UInt64 {
  /// The sum, or the greatest number where it does not fit.
  func addingSaturating(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}

/// When a request is tried again, and how long after; times in milliseconds.
struct RetryPolicy: Hashable {
  /// Tries of one request, the first one included.
  var attempts = 5
  var firstDelay = 250
  var longestDelay = 8_000
  /// The longest that a server may make us wait.
  var longestWish = 60_000
  /// What draws the jitter; without it there is none.
  var jitterSeed: UInt64?

  /// The wait before the next try after so many, what the server asks for included; `nil` where it asks for more than anyone waits.
  ///
  /// - Parameter request: A number of the request, so that those that failed together do not come again together.
  func delay(afterAttempts made: Int, askedSeconds: Int, request: Int = 0) -> Int? {
    let (asked, overflow) = askedSeconds.multipliedReportingOverflow(by: 1000)
    guard !overflow, asked <= longestWish else { return nil }
    let own = ownDelay(afterAttempts: made)
    return max(own - jitter(upTo: own / 2, request, made), asked)
  }

  /// Doubled after each try, up to a bound.
  private func ownDelay(afterAttempts made: Int) -> Int {
    let (delay, overflow) = firstDelay.multipliedReportingOverflow(by: 1 << min(max(0, made - 1), 20))
    return overflow ? longestDelay : min(longestDelay, delay)
  }

  /// A draw from 0 to a bound that follows from seed, request and try alone (SplitMix64; Steele, Lea, Flood 2014).
  private func jitter(upTo most: Int, _ request: Int, _ made: Int) -> Int {
    guard let jitterSeed, most > 0 else { return 0 }
    var state = jitterSeed &+ UInt64(bitPattern: Int64(request)) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(clamping: made)
    state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((state ^ (state >> 31)) % UInt64(most + 1))
  }
}

/// When a request is tried again, and how long after; times in milliseconds.
struct RetryPolicy {
  /// Tries of one request, the first one included.
  var attempts = 5
  var firstDelay = 250
  var longestDelay = 8_000
  /// The longest that a server may make us wait.
  var longestWish = 60_000

  /// The wait before the next try after so many, what the server asks for included; `nil` where it asks for more than anyone waits.
  func delay(afterAttempts made: Int, askedSeconds: Int) -> Int? {
    let (asked, overflow) = askedSeconds.multipliedReportingOverflow(by: 1000)
    guard !overflow, asked <= longestWish else { return nil }
    return max(ownDelay(afterAttempts: made), asked)
  }

  /// Doubled after each try, up to a bound.
  private func ownDelay(afterAttempts made: Int) -> Int {
    let (delay, overflow) = firstDelay.multipliedReportingOverflow(by: 1 << min(max(0, made - 1), 20))
    return overflow ? longestDelay : min(longestDelay, delay)
  }
}

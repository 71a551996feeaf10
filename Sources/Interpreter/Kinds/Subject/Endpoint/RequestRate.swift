/// Spaces requests so that no minute holds more of them, or of tokens, than an endpoint allows; times in nanoseconds.
///
/// The generic cell rate algorithm (ITU-T I.371) without bursts: each request takes its share of the minute.
struct RequestRate: Hashable {
  var requestsPerMinute: Int?
  var tokensPerMinute: Int?
  private var nextRequest: UInt64 = 0
  private var nextTokens: UInt64 = 0

  private static let minute = 60_000_000_000.0

  init(requestsPerMinute: Int? = nil, tokensPerMinute: Int? = nil) {
    (self.requestsPerMinute, self.tokensPerMinute) = (requestsPerMinute, tokensPerMinute)
  }

  /// Whether anything is limited.
  var isLimited: Bool { requestsPerMinute != nil || tokensPerMinute != nil }

  /// When a request of about so many tokens may go out, which is taken down as its share.
  mutating func slot(tokens: Int, now: UInt64) -> UInt64 {
    let slot = max(now, nextRequest, nextTokens)
    if let most = requestsPerMinute { nextRequest = slot.addingSaturating(RequestRate.share(1, of: most)) }
    if let most = tokensPerMinute { nextTokens = slot.addingSaturating(RequestRate.share(tokens, of: most)) }
    return slot
  }

  /// Gives back the share of tokens that a reply did not take, or takes what it took beyond.
  mutating func settle(estimated: Int, used: Int) {
    guard let most = tokensPerMinute else { return }
    if used > estimated {
      nextTokens = nextTokens.addingSaturating(RequestRate.share(used - estimated, of: most))
    } else {
      let back = RequestRate.share(estimated - used, of: most)
      nextTokens = nextTokens > back ? nextTokens - back : 0
    }
  }

  private static func share(_ count: Int, of most: Int) -> UInt64 {
    let time = Double(max(0, count)) * minute / Double(max(1, most))
    return time < 0x1p62 ? UInt64(time) : 1 << 62
  }
}

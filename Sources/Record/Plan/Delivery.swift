/// How answers are to come, whatever they say.
public struct Delivery: Sendable, Hashable, Codable {
  /// Whether an answer comes piece by piece, as it is made.
  public var stream: Bool
  /// How many of the most likely tokens are told at each place of an answer; absent where none are.
  public var logprobs: Int?

  /// A delivery, by default of whole answers without probabilities.
  public init(stream: Bool = false, logprobs: Int? = nil) {
    self.stream = stream
    self.logprobs = logprobs
  }
}

/// One line of `data/transcripts/SHA256`: what an outside party answered to one request of a trial, recorded once and replayable.
///
/// The lines of a trial ascend by their exchanges, and no two have the same. An item's record names the digest of its lines.
public struct Transcript: Record, Hashable {
  /// What the request was for.
  public var exchange: Exchange
  /// The request body as it was sent, canonical JSON.
  public var request: JSON
  /// HTTP status of the answer; 0 where none came.
  public var status: Int
  /// The answer's body, as text where it is UTF-8.
  public var response: String
  /// Why there is no usable answer; such an item is an error, never a zero.
  public var fault: String?
  /// How often the answer repeated the secret that was sent, which was taken out of it; absent where it did not.
  public var redactions: Int?

  /// What an outside party answered to a request.
  public init(
    exchange: Exchange, request: JSON, status: Int, response: String, fault: String? = nil, redactions: Int? = nil
  ) {
    self.exchange = exchange
    self.request = request
    self.status = status
    self.response = response
    self.fault = fault
    self.redactions = redactions
  }
}

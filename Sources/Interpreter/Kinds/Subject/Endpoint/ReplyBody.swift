internal import Record

/// The body of a reply as one JSON value, whether it came whole or as a stream of events.
struct ReplyBody {
  let json: JSON
  /// The events of a stream that brought something of the answer, by their position.
  let answering: [Int]

  /// Limits on the values of an answer: room for the log-probabilities of a long one, but reading must not outlast a time limit.
  private static let limits = JSON.Limits(depth: 64, bytes: 8 << 20, nodes: 1_000_000)

  /// Reads a body, which may hold anything.
  ///
  /// - Throws: `Unusable` where it is neither JSON nor a whole stream of it.
  init(_ bytes: [UInt8]) throws(Unusable) {
    if EventStream.isStream(bytes) {
      let streamed = try StreamedReply(EventStream(bytes), limits: ReplyBody.limits)
      (json, answering) = (streamed.whole, streamed.answering)
      return
    }
    do {
      // RFC 8259 lets a reader pass over a byte order mark.
      json = try JSON(
        parsing: bytes.starts(with: byteOrderMark) ? Array(bytes.dropFirst(byteOrderMark.count)) : bytes, limits: ReplyBody.limits)
      answering = []
    } catch {
      throw Unusable("the answer is not JSON: \(error.reason) (byte \(error.offset))")
    }
  }
}

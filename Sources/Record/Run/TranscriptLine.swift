/// A line of `data/transcripts/SHA256` as it is read a million times: everything of a `Transcript` without a tree of its request.
public struct TranscriptLine: CanonicalLine {
  /// What the request was for.
  public let exchange: Exchange
  /// The request body as it was sent, canonical JSON.
  public let request: ArraySlice<UInt8>
  /// HTTP status of the answer; 0 where none came.
  public let status: Int
  /// The answer's body, as text where it is UTF-8.
  public let response: String
  /// Why there is no usable answer.
  public let fault: String?
  /// How often the answer repeated the secret that was sent.
  public let redactions: Int?
  /// The line as it stands on record, without its line feed.
  public let bytes: [UInt8]

  /// Reads a line that `Transcript(canonical:limits:)` would read, and no other.
  public init(canonical bytes: [UInt8], limits: JSON.Limits = JSON.Limits()) throws(RecordFault) {
    if let line = TranscriptLine(quick: bytes, limits) {
      self = line
    } else {
      self.init(try Transcript(canonical: bytes, limits: limits), bytes)
    }
  }

  /// The line of a transcript.
  public init(_ transcript: Transcript) throws(RecordFault) { self.init(transcript, try transcript.canonicalBytes()) }

  private init(_ transcript: Transcript, _ bytes: [UInt8]) {
    (exchange, request, status) = (transcript.exchange, transcript.request.canonicalBytes[...], transcript.status)
    (response, fault, redactions) = (transcript.response, transcript.fault, transcript.redactions)
    self.bytes = bytes
  }

  private init?(quick bytes: [UInt8], _ limits: JSON.Limits) {
    guard let tape = try? CanonicalTape(bytes, limits: limits), tape.tokens[0].kind == .object else { return nil }
    var (members, place) = (0, 1)
    while place < Int(tape.tokens[0].next) {
      members += 1
      place = Int(tape.tokens[place + 1].next)
    }
    func value(_ name: String) -> Int? { tape.member(name, of: 0).map { $0 + 1 } }
    guard let exchange = value("exchange").flatMap({ TranscriptLine.exchange(tape, $0) }), let request = value("request"),
      let response = value("response").flatMap(tape.text), let status = value("status").flatMap(tape.integer)
    else { return nil }
    (fault, redactions) = (value("fault").flatMap(tape.text), value("redactions").flatMap(tape.integer))
    guard members == 4 + (fault == nil ? 0 : 1) + (redactions == nil ? 0 : 1) else { return nil }
    (self.exchange, self.response, self.status, self.bytes) = (exchange, response, status, bytes)
    self.request = bytes[Int(tape.tokens[request].start)..<Int(tape.tokens[request].end)]
  }

  /// An exchange in its one spelling; most are the question of an item.
  private static func exchange(_ tape: CanonicalTape, _ position: Int) -> Exchange? {
    let token = tape.tokens[position]
    guard token.kind == .string else { return nil }
    if let item = Exchange(item: tape.bytes[Int(token.start) + 1..<Int(token.end) - 1]) { return item }
    guard let text = tape.text(position), let exchange = Exchange(recordText: text), isSpelledAlike(exchange.recordText, text) else {
      return nil
    }
    return exchange
  }

  /// The whole transcript.
  public var transcript: Transcript {
    Transcript(
      exchange: exchange, request: JSON(lineOfRecords: Array(request)) ?? .null, status: status, response: response, fault: fault,
      redactions: redactions)
  }
}

extension Exchange {
  /// The question of an item, where bytes spell one of at most 15 digits.
  fileprivate init?(item text: ArraySlice<UInt8>) {
    let digits = text.dropFirst(5)
    guard text.starts(with: Exchange.itemPrefix), let first = digits.first, digits.count <= 15,
      first != UInt8(ascii: "0") || digits.count == 1
    else { return nil }
    var position = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      // checked: 15 digits are less than 2^63.
      position = position * 10 + Int(digit - UInt8(ascii: "0"))
    }
    self = .item(position)
  }

  private static let itemPrefix = Array("item/".utf8)
}

internal import Attest
internal import Record

/// Asks a subject and takes down what it said, a line of transcripts for each query that was answered.
struct TranscriptLog {
  /// The lines so far, each with its line feed.
  private(set) var lines: [UInt8] = []

  /// The first line that cannot be as it is, and why.
  private(set) var contradiction: String?

  /// What a subject told.
  struct Told {
    var reading: Result<Reading, Unusable>
    /// Whether nothing is on record.
    var isMissing = false
    /// Whether what is on record is that it failed.
    var isFailed = false
  }

  /// The digest of the lines; `nil` where nobody answered.
  var digest: Digest? { lines.isEmpty ? nil : SHA256.digest(of: lines) }

  /// Puts a query to a subject and reads its reply as its kind does.
  mutating func ask<Asked: Subject & ~Copyable>(
    _ query: Query, of kind: any SubjectKind, _ subject: inout Asked
  ) throws(RunFault) -> Told {
    switch try subject.reply(to: query).content {
    case .missing(let reason): return Told(reading: .failure(Unusable(reason)), isMissing: true)
    case .classes: return Told(reading: .failure(Unusable("the subject answers with classes, not with text")))
    case .response(let response):
      if let line = response.line { lines += line } else { lines += try Transcript(of: query, response).line() }
      lines.append(0x0A)
      let reading = Result { () throws(Unusable) in try kind.reading(response.body) }
      if contradiction == nil, let reason = kind.contradiction(in: response, reading) { contradiction = "\(query.exchange): \(reason)" }
      if let fault = response.fault { return Told(reading: .failure(Unusable(fault)), isFailed: true) }
      return Told(reading: reading)
    }
  }
}

extension SubjectKind {
  /// Why a response cannot be one that a run recorded: its fault follows from what came, and only a secret that was sent is taken out.
  fileprivate func contradiction(in response: Reply.Response, _ reading: Result<Reading, Unusable>) -> String? {
    if response.redactions > 0, !sendsSecret { return "a secret was taken out of it, and none was sent" }
    let isReadable = if case .success = reading { true } else { false }
    if response.fault != nil { return isReadable ? "it has a fault, and an answer that can be read" : nil }
    return isReadable ? nil : "it has no fault, and no answer that can be read"
  }
}

extension Transcript {
  /// The transcript of a query that was answered.
  init(of query: Query, _ response: Reply.Response) {
    var request = JSON.null
    if case .request(let sent) = query.content { request = sent }
    self.init(
      exchange: query.exchange, request: request, status: response.status, response: response.body, fault: response.fault,
      redactions: response.redactions == 0 ? nil : response.redactions)
  }

  /// Its line, without the line feed.
  func line() throws(RunFault) -> [UInt8] {
    do {
      return try canonicalBytes()
    } catch {
      throw RunFault(.badTranscript, "\(exchange): \(error)")
    }
  }

  /// The transcript as a line of it is read.
  func asLine() throws(RunFault) -> TranscriptLine {
    do {
      return try TranscriptLine(self)
    } catch {
      throw RunFault(.badTranscript, "\(exchange): \(error)")
    }
  }
}

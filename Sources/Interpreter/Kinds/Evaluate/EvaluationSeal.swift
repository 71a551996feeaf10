internal import Attest
internal import Record
internal import Sealing

/// Hides what an evaluation over a sealed set keeps, so that journal and bundle hold no item, answer or verdict.
///
/// Each trial has a key of its own. It is wrapped for everybody who can open the set, and stands as the answer to an exchange of its own
/// among the transcripts: whoever opens the set can read past answers and check them.
final class EvaluationSeal {
  private let lineKey: SecretBytes
  private let saltKey: SecretBytes
  /// The line that carries the wrapped key.
  let wrapped: Transcript

  /// Behind every probe, before every item.
  static let keyExchange = Exchange.probe(1_000_000)
  /// What stands in the record of an item.
  static let reason = "sealed"

  private init(_ key: borrowing SecretBytes, _ wrapped: Transcript) throws(AttestFault) {
    lineKey = try KeyedHash.code(of: Array("line".utf8).span, key: key)
    saltKey = try KeyedHash.code(of: Array("salt".utf8).span, key: key)
    self.wrapped = wrapped
  }

  /// A seal with a fresh key.
  convenience init(for recipients: [AgeRecipient]) throws(AttestFault) {
    let key = try SecretBytes.random(32)
    let file = try AgeWriter.encrypt(key.withBytes { bytes in (0..<32).map { bytes[$0] } }, to: recipients)
    try self.init(key, EvaluationSeal.line(EvaluationSeal.keyExchange, file))
  }

  /// The seal whose key a line carries.
  ///
  /// - Throws: `age-identity`, `age-header`, `age-payload`.
  convenience init(opening wrapped: Transcript, with identities: [AgeIdentity]) throws(AttestFault) {
    let file = Base64.decode(wrapped.response) ?? []
    let bytes = try AgeReader.open(file, with: .identities(identities)).contents()
    guard bytes.count == 32 else { throw AgeReader.damaged }
    try self.init(try SecretBytes.copy(of: bytes.span), wrapped)
  }

  private static func line(_ exchange: Exchange, _ bytes: [UInt8]) -> Transcript {
    Transcript(exchange: exchange, request: .null, status: 0, response: Base64.encode(bytes))
  }

  /// A transcript as it is kept: only what it was for can be read.
  ///
  /// The nonce is a code over exchange and line, so that equal lines give equal bytes and no nonce serves two lines. Lines are filled up to
  /// length classes, since the length of a line is that of an answer.
  func sealed(_ transcript: Transcript) throws(RunFault) -> Transcript {
    let line = try transcript.line()
    do throws(AttestFault) {
      let code = try KeyedHash.code(of: line.span, key: lineKey)
      let nonce = code.withBytes { bytes in (0..<12).map { bytes[$0] } }
      let filled = LengthClass.filled(line)
      return EvaluationSeal.line(transcript.exchange, nonce + SealedBox.seal(filled.span, key: lineKey, nonce: nonce))
    } catch { throw RunFault(error) }
  }

  /// What a kept transcript was before.
  func opened(_ transcript: Transcript) throws(RunFault) -> Transcript {
    do throws(AttestFault) {
      let box = Base64.decode(transcript.response) ?? []
      let line = try SecretBytes.zeroed(max(1, box.count))
      guard box.count > 28, SealedBox.open(Array(box[12...]).span, key: lineKey, nonce: Array(box[..<12]), into: line),
        let plain = LengthClass.secret(in: line.withBytes { bytes in (0..<(box.count - 28)).map { bytes[$0] } }),
        let opened = try? Transcript(canonical: plain), opened.exchange == transcript.exchange
      else { throw AgeReader.damaged }
      return opened
    } catch { throw RunFault(error) }
  }
}

extension EvaluationSeal {
  /// What shows an item of a run: its transcript and its record, each behind a salt.
  func disclosures(_ record: ItemRecord, _ lines: [UInt8]) throws(RunFault) -> [Disclosure] {
    do {
      return [
        Disclosure("record", try record.json(), salt: try salt("record", record.position)),
        Disclosure("transcript", .string(String(decoding: lines, as: UTF8.self)), salt: try salt("transcript", record.position)),
      ]
    } catch let fault as RunFault { throw fault } catch { throw RunFault(.badItem, "an item cannot be recorded") }
  }

  private func salt(_ name: String, _ position: Int) throws(RunFault) -> [UInt8] {
    do throws(AttestFault) {
      let code = try KeyedHash.code(of: Array("\(name)/\(position)".utf8).span, key: saltKey)
      return code.withBytes { bytes in (0..<16).map { bytes[$0] } }
    } catch { throw RunFault(error) }
  }

  /// The record of an item as it is kept: what commits to its transcript and its verdict, and nothing of either.
  func stored(_ record: ItemRecord, _ lines: [UInt8]) throws(RunFault) -> ItemRecord {
    let kept = try stored(lines)
    return ItemRecord(
      position: record.position, outcome: .withheld, reason: EvaluationSeal.reason,
      transcript: kept.isEmpty ? nil : SHA256.digest(of: kept), sealed: ItemDigests(of: try disclosures(record, lines)).leaf)
  }

  /// Lines of transcripts as they are kept.
  func stored(_ lines: [UInt8]) throws(RunFault) -> [UInt8] {
    var kept: [UInt8] = []
    for line in lines.split(separator: 0x0A) {
      guard let transcript = try? Transcript(canonical: Array(line)) else { throw RunFault(.badTranscript, "an answer cannot be recorded") }
      kept += try sealed(transcript).line() + [0x0A]
    }
    return kept
  }

  /// Results without the words of a subject, which may repeat a question.
  static func shown(_ results: [ResultValue]) -> [ResultValue] {
    results.filter { !["endpoint-model", "endpoint-fingerprint"].contains($0.name) }
  }

  /// What was measured, each series from its smallest sample on: in the order of items, tokens would follow from latency and rate.
  static func unordered(_ series: [SampleSeries]) -> [SampleSeries] {
    series.map { series in
      var sorted = series
      sorted.nanoseconds?.sort { $0.value < $1.value }
      sorted.numbers?.sort()
      return sorted
    }
  }

  /// Where a trial keeps its answers, with the seal between them and whoever keeps them.
  func answers(_ answers: TrialAnswers) -> TrialAnswers {
    TrialAnswers(
      line: { exchange throws(RunFault) in
        guard let kept = try answers.transcript(exchange) else { return nil }
        return try self.opened(kept).asLine()
      },
      isAnswered: answers.isAnswered, eachItemEvent: answers.eachItemEvent,
      keep: { transcript, event throws(RunFault) in try answers.keep(try self.sealed(transcript), event) },
      settle: answers.settle, commit: answers.commit, keepItems: answers.keepItems)
  }
}

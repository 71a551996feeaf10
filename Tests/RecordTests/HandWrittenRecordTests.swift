import Testing

@testable import Record

@Suite struct HandWrittenRecordTests {
  private static let transcripts = [
    Transcript(exchange: .item(3), request: ["a": [1, "x"]], status: 200, response: "\u{1F600}\"\n"),
    Transcript(exchange: .probe(0), request: .null, status: 0, response: "", fault: "the connection failed: gone", redactions: 2),
    Transcript(exchange: .query(item: 1, number: 2), request: [:], status: 500, response: "no", fault: "HTTP 500: no"),
  ]

  private static let items = [
    ItemRecord(position: 0, outcome: .error, reason: "HTTP 500"),
    ItemRecord(
      position: 7, id: "q", cluster: "c", stratum: "s", variant: "typos", order: [1, 0], right: [1], outcome: .answer,
      extracted: ItemRecord.Extracted(rule: "whole", text: "北京", start: 0, end: 6),
      scores: ["b": Rational(1), "a": Rational(1, over: 3) ?? Rational(0)], transcript: Digest(hex: String(repeating: "0f", count: 32))),
    ItemRecord(position: 8, outcome: .withheld, reason: "sealed", sealed: Digest(hex: String(repeating: "a0", count: 32))),
  ]

  @Test(arguments: transcripts) func `a transcript is written as its coding says, and read back`(record: Transcript) throws {
    #expect(try record.json() == record.encoded())
    let bytes = try record.canonicalBytes()
    #expect(try bytes == record.encoded().canonicalBytes)
    #expect(try Transcript(canonical: bytes) == record)
    let line = try TranscriptLine(canonical: bytes)
    #expect(line.transcript == record && line.bytes == bytes && Array(line.request) == record.request.canonicalBytes)
  }

  @Test(arguments: items) func `an item's record is written as its coding says, and read back`(record: ItemRecord) throws {
    #expect(try record.json() == record.encoded())
    #expect(try record.canonicalBytes() == record.encoded().canonicalBytes)
    #expect(try ItemRecord(canonical: record.canonicalBytes()) == record)
    #expect(try ItemRecord.quick(record.canonicalBytes(), JSON.Limits()) == record)
  }

  @Test(arguments: [
    #"{"outcome":"none","position":0}"#, #"{"position":0,"scores":{}}"#, #"{"outcome":"none","scores":{}}"#,
    #"{"outcome":"maybe","position":0,"scores":{}}"#, #"{"outcome":"none","position":0.5,"scores":{}}"#,
    #"{"outcome":"none","position":0,"scores":{"a":"2/4"}}"#, #"{"outcome":"none","position":0,"scores":{"a":"01"}}"#,
    #"{"outcome":"none","position":0,"scores":{"a":1}}"#, #"{"outcome":"none","position":0,"scores":[]}"#,
    #"{"extra":1,"outcome":"none","position":0,"scores":{}}"#, #"{"id":1,"outcome":"none","position":0,"scores":{}}"#,
    #"{"order":["0"],"outcome":"none","position":0,"scores":{}}"#,
    #"{"extracted":{"end":1,"rule":"whole","start":0},"outcome":"none","position":0,"scores":{}}"#,
    #"{"extracted":{"end":1,"rule":"whole","start":0,"text":"a","value":"a"},"outcome":"none","position":0,"scores":{}}"#,
    #"{"outcome":"none","position":0,"scores":{},"transcript":"0F"}"#, #"[]"#, "1",
  ])
  func `an item's record of another shape is refused`(text: String) {
    #expect(throws: RecordFault.self) { try ItemRecord(canonical: Array(text.utf8)) }
  }

  @Test(arguments: [
    ("{}", "exchange"), (#"{"exchange":"item/01","request":1,"response":"","status":200}"#, ""),
    (#"{"exchange":"item/1","request":1,"response":"","status":200.5}"#, ""),
    (#"{"exchange":"item/1","extra":1,"request":1,"response":"","status":200}"#, "extra"),
    (#"{"exchange":"item/1","fault":1,"request":1,"response":"","status":200}"#, "fault"),
    (#"{"exchange":"item/1","redactions":null,"request":1,"response":"","status":200}"#, "redactions"),
  ])
  func `a transcript of another shape is refused as before`(text: String, place: String) {
    let fault = #expect(throws: RecordFault.self) { try Transcript(canonical: Array(text.utf8)) }
    #expect(throws: RecordFault.self) { try TranscriptLine(canonical: Array(text.utf8)) }
    #expect(fault?.description.contains(place) == true, "\(fault?.description ?? "")")
  }
}

import Record
import Testing

@testable import Attest

@Suite struct `A statement` {
  private static let zeros = String(repeating: "0", count: 64)
  private static let ones = String(repeating: "1", count: 64)
  private static func digest(_ hex: String) throws -> Digest { try #require(Digest(hex: hex)) }
  private static let time = Timestamp(secondsSince1970: 1_795_426_200)

  private static let nonce = "00112233445566778899aabbccddeeff"

  private static func head(_ predicate: String, _ type: String, _ subject: String) -> String {
    #"{"_type":"https://in-toto.io/Statement/v1","predicate":\#(predicate),"predicateType":"\#(type)","#
      + #""subject":[{"digest":{"sha256":"\#(ones)"},"name":"\#(subject)"}]}"#
  }

  /// One of each type, and its bytes as the page of the format has them.
  private static func examples() throws -> [(any Statement, String)] {
    let one = try digest(ones)
    let run = RunStatement(
      builder: "lab", root: one, plan: try digest(zeros), trialsRoot: one, trialsCount: 12,
      dependencies: [RunStatement.Dependency(name: "dataset/digits", digest: one)], started: time, ended: time)
    let runText =
      #"{"buildDefinition":{"buildType":"urn:etalon:run:v1","externalParameters":{"plan":"\#(zeros)","trialsCount":"12","trialsRoot":"\#(ones)"},"#
      + #""resolvedDependencies":[{"digest":{"sha256":"\#(ones)"},"name":"dataset/digits"}]},"#
      + #""runDetails":{"builder":{"id":"lab"},"metadata":{"finishedOn":"2026-11-23T09:30:00Z","startedOn":"2026-11-23T09:30:00Z"}}}"#
    let summaryText =
      #"{"policy":{"digest":{"sha256":"\#(zeros)"},"uri":"urn:etalon:policy:v1"},"resourceUri":"urn:etalon:bundle:\#(ones)","#
      + #""slsaVersion":"1.0","timeVerified":"2026-11-23T09:30:00Z","verificationResult":"PASSED","#
      + #""verifiedLevels":["ETALON_INTACT","ETALON_REPRODUCED"],"verifier":{"id":"lab"}}"#
    return [
      (run, head(runText, "https://slsa.dev/provenance/v1", "manifest-sha256.txt")),
      (
        PlanCommitment(builder: "lab", plan: one, committed: time, nonce: try #require(Nonce(hex: nonce))),
        head(
          #"{"builder":{"id":"lab"},"committedOn":"2026-11-23T09:30:00Z","nonce":"\#(nonce)"}"#, "urn:etalon:plan-commitment:v1",
          "data/plan.json")
      ),
      (
        VerificationSummary(
          verifier: "lab", root: one, verified: time, policy: try digest(zeros), hasPassed: true,
          levels: [.intact, .reproduced].map(VerificationSummary.level)),
        head(summaryText, "https://slsa.dev/verification_summary/v1", "manifest-sha256.txt")
      ),
      (
        VoidRecord(builder: "lab", plan: one, reason: "the disk was full", voided: time, nonce: try #require(Nonce(hex: nonce))),
        head(
          #"{"builder":{"id":"lab"},"nonce":"\#(nonce)","reason":"the disk was full","voidedOn":"2026-11-23T09:30:00Z"}"#,
          "urn:etalon:void:v1", "data/plan.json")
      ),
    ]
  }

  @Test func `of each type is in the table, under a predicate of its own`() throws {
    #expect(Set(StatementTable.all.map { $0.predicateType }).count == StatementTable.all.count)
    let examples = try Self.examples()
    #expect(examples.map { type(of: $0.0).predicateType } == StatementTable.all.map { $0.predicateType })
    for (statement, _) in examples {
      #expect(StatementTable.type(ofPredicate: type(of: statement).predicateType) == type(of: statement))
    }
    #expect(StatementTable.type(ofPredicate: "urn:other") == nil)
  }

  @Test func `is written as the page says, and reads back as itself`() throws {
    for (statement, text) in try Self.examples() {
      #expect(String(decoding: statement.payload, as: UTF8.self) == text)
      let again = try type(of: statement).init(payload: statement.payload)
      #expect(again.payload == statement.payload)
      #expect(again.speaker == "lab")
    }
  }

  @Test func `of one type is not read as another`() throws {
    for (statement, _) in try Self.examples() {
      for other in StatementTable.all where other.predicateType != type(of: statement).predicateType {
        let fault = #expect(throws: StatementFault.self) { try other.init(payload: statement.payload) }
        #expect(fault?.code == "predicate-type")
      }
    }
  }

  @Test func `without any one of its fields is refused, and the field is named`() throws {
    for (statement, _) in try Self.examples() {
      let json = try JSON(parsing: statement.payload)
      for path in Self.leaves(json["predicate"] ?? .null)
      where !["slsaVersion", "digest"].contains(path.first) && path != ["policy", "digest", "sha256"] {
        let text = Self.removing(["predicate"] + path, from: json).canonicalBytes
        let fault = #expect(throws: StatementFault.self) { try type(of: statement).init(payload: text) }
        #expect(fault?.code == "statement-unreadable", "\(path)")
        #expect(fault?.message.contains(path.first { $0 != "0" } ?? "") == true || path.contains("0"), "\(path): \(fault?.message ?? "")")
      }
    }
  }

  @Test func `with a field that nobody knows is read all the same`() throws {
    for (statement, text) in try Self.examples() {
      let more = text.replacing(#""predicateType""#, with: #""predicateMore":1,"predicateType""#)
      #expect(try type(of: statement).init(payload: Array(more.utf8)).payload == statement.payload)
    }
  }

  @Test func `of a verification that names another bundle is refused`() throws {
    let text = try Self.examples()[2].1.replacing("urn:etalon:bundle:\(Self.ones)", with: "urn:etalon:bundle:\(Self.zeros)")
    let fault = #expect(throws: StatementFault.self) { try VerificationSummary(payload: Array(text.utf8)) }
    #expect(fault?.code == "subject-differs")
    let foreign = try Self.examples()[2].1.replacing("urn:etalon:bundle:\(Self.ones)", with: "https://example.org/bundle")
    #expect(throws: Never.self) { try VerificationSummary(payload: Array(foreign.utf8)) }
  }

  @Test func `with a nonce refuses one of another form`() throws {
    let commitment = try Self.examples()[1].1
    for wrong in ["", "00112233445566778899AABBCCDDEEFF", "00112233445566778899aabbccddeef", "0x112233445566778899aabbccddeeff"] {
      let payload = Array(commitment.replacing(Self.nonce, with: wrong).utf8)
      #expect(throws: StatementFault.self) { try PlanCommitment(payload: payload) }
    }
    #expect(Nonce.drawn() != Nonce.drawn())
    #expect(Nonce(bits: (1, UInt64.max)).hex == "0000000000000001ffffffffffffffff")
  }

  @Test func `that gives a plan up has a reason of bounded length`() throws {
    let record = VoidRecord(
      builder: "lab", plan: try Self.digest(Self.ones), reason: String(repeating: "x", count: VoidRecord.reasonLimit + 1),
      voided: Self.time,
      nonce: .drawn())
    #expect(throws: StatementFault.self) { try VoidRecord(payload: record.payload) }
  }

  /// The paths of all values that are neither objects nor lists.
  private static func leaves(_ json: JSON) -> [[String]] {
    if let object = json.object { return object.members.flatMap { member in leaves(member.value).map { [member.name] + $0 } } }
    return [[]]
  }

  private static func removing(_ path: [String], from json: JSON) -> JSON {
    guard let first = path.first, var object = json.object else { return json }
    object[first] = path.count == 1 ? nil : object[first].map { removing(Array(path.dropFirst()), from: $0) }
    return .object(object)
  }
}

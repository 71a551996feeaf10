import Record
import Score
import Testing

@testable import Interpreter

extension Reading {
  /// The reading of a reply in the API of chats.
  fileprivate init(chatReply body: String) throws(Unusable) { try self.init(reply: body, of: .chat) }
}

@Suite struct ReadingTests {
  private func choice(_ members: String) -> String { #"{"choices":[{"index":0,"message":{"content":"a"}\#(members)}]}"# }

  @Test func `a chat completion says its answer and who gave it`() throws {
    let body =
      #"{"model":"m-1","system_fingerprint":"fp","usage":{"completion_tokens":3},"choices":[{"message":{"content":"a"},"finish_reason":"stop"}]}"#
    #expect(try Reading(chatReply: body) == Reading(answer: Answer("a"), model: "m-1", fingerprint: "fp", usage: TokenUsage(completion: 3)))
  }

  @Test(arguments: [
    (#","finish_reason":"stop""#, Reading.Ending.whole), (#","finish_reason":null"#, .whole), (#","finish_reason":"length""#, .cut),
    (#","finish_reason":"content_filter""#, .withheld), (#","finish_reason":"tool_calls""#, .whole), ("", .whole),
  ])
  func `how it ended is told`(members: String, ending: Reading.Ending) throws {
    #expect(try Reading(chatReply: choice(members)).ending == ending)
  }

  @Test(arguments: [
    (#"{"error":{"message":"out of memory"},"choices":[{"message":{"content":"a"}}]}"#, "the answer carries an error: out of memory"),
    (#"{"error":"no","choices":[{"message":{"content":"a"}}]}"#, "the answer carries an error: no"),
    (#"{"error":{"code":3},"choices":[{"message":{"content":"a"}}]}"#, #"the answer carries an error: {"code":3}"#),
    (#"{"choices":[{"error":{"message":"x"},"message":{"content":"a"}}]}"#, "the answer carries an error: x"),
    (#"{"choices":[{"finish_reason":"error","message":{"content":"a"}}]}"#, "the answer carries an error: its `finish_reason` is `error`"),
    (#"{"choices":[{"index":1,"message":{"content":"a"}}]}"#, "no choice of the answer has the index 0"),
    (#"{"choices":[{"message":{"content":null}}]}"#, "the answer has no text in `choices[0].message.content`"),
    (#"{"choices":[{"message":{"content":["a"]}}]}"#, "the answer has no text in `choices[0].message.content`"),
    (#"{"choices":[{}]}"#, "the answer has no `choices[0].message`"), (#"{"choices":[]}"#, "the answer has no `choices`"),
    ("{}", "the answer has no `choices`"), ("", "the answer is not JSON: "),
  ])
  func `an answer that is none says why`(body: String, reason: String) {
    let unusable = #expect(throws: Unusable.self) { try Reading(chatReply: body) }
    #expect(unusable?.reason.hasPrefix(reason) == true, "\(unusable?.reason ?? "")")
  }

  @Test func `no error beside an answer is no error`() throws {
    #expect(try Reading(chatReply: #"{"error":null,"choices":[{"message":{"content":"a"}}]}"#).answer == Answer("a"))
  }

  @Test func `a refusal is what the subject says, not a fault`() throws {
    let body = #"{"choices":[{"message":{"content":null,"refusal":"I would rather not"}}]}"#
    #expect(try Reading(chatReply: body).answer == Answer("", refusal: "I would rather not"))
  }

  @Test func `an answer that was cut before its first word is cut`() throws {
    let body = #"{"choices":[{"message":{"content":null,"reasoning_content":"hm"},"finish_reason":"length"}]}"#
    #expect(try Reading(chatReply: body).ending == .cut)
  }

  @Test func `the first choice is the one with the index 0`() throws {
    let body = #"{"choices":[{"index":1,"message":{"content":"b"}},{"index":0,"message":{"content":"a"}}]}"#
    #expect(try Reading(chatReply: body).answer == Answer("a"))
  }
}

import Record
import Score
import Testing
import TestSupport

@testable import Interpreter

/// A reply of `Tests/Corpora/replies` and what must be read in it.
struct ReplyCase: Sendable, CustomTestStringConvertible {
  let name: String
  let api: EndpointAPI
  let body: String
  let expected: JSON

  var testDescription: String { name }

  init(_ line: [UInt8]) throws {
    expected = try JSON(parsing: line)
    name = try #require(expected["name"]?.text)
    api = try #require(expected["api"]?.text.flatMap(EndpointAPI.init))
    body = try #require(expected["body"]?.text)
  }

  static let all: [ReplyCase] = {
    let bytes = (try? Repository.bytes(of: Repository.path("Tests/Corpora/replies/replies.jsonl"))) ?? []
    return bytes.split(separator: 0x0A).compactMap { try? ReplyCase(Array($0)) }
  }()
}

@Suite struct ReplyCorpusTests {
  @Test func `the corpus is there`() { #expect(ReplyCase.all.count >= 70) }

  @Test(arguments: ReplyCase.all)
  func `a reply is read as the corpus says`(reply: ReplyCase) throws {
    if let reason = reply.expected["unusable"]?.text {
      let unusable = #expect(throws: Unusable.self) { try Reading(reply: reply.body, of: reply.api) }
      #expect(unusable?.reason.hasPrefix(reason) == true, "\(unusable?.reason ?? "")")
      return
    }
    let (reading, expected) = (try Reading(reply: reply.body, of: reply.api), reply.expected)
    #expect(reading.answer.text == expected["answer"]?.text)
    #expect(reading.answer.refusal == expected["refusal"]?.text)
    #expect("\(reading.ending)" == expected["ending"]?.text ?? "whole")
    #expect(reading.reasoning == expected["reasoning"]?.text)
    #expect(reading.model == expected["model"]?.text)
    #expect(reading.toolCalls.map { JSON.array([.string($0.name), .string($0.arguments)]) } == expected["tools"]?.elements ?? [])
    #expect(ReplyCorpusTests.json(of: reading.usage) == expected["usage"])
    #expect(JSON.array(reading.answer.tokens.map(ReplyCorpusTests.json)) == expected["tokens"] ?? [])
  }

  @Test(arguments: ReplyCase.all.filter { EventStream.isStream(Array($0.body.utf8)) })
  func `the canonical form of a stream says the same, and is its own canonical form`(reply: ReplyCase) throws {
    let canonical = EventStream(Array(reply.body.utf8)).canonical
    #expect(EventStream(canonical).canonical == canonical)
    let text = String(decoding: canonical, as: UTF8.self)
    let (first, second) = (
      Result { try Reading(reply: reply.body, of: reply.api) }, Result { try Reading(reply: text, of: reply.api) }
    )
    #expect((try? first.get()) == (try? second.get()))
  }

  private static func json(of usage: TokenUsage?) -> JSON? {
    guard let usage else { return nil }
    return .array([usage.prompt, usage.completion, usage.reasoning, usage.cached].map { $0.map { .number(Double($0)) } ?? .null })
  }

  private static func json(_ token: TokenProbability) -> JSON {
    [
      .string(token.text), token.logarithm.map { .number($0) } ?? .null,
      .array(token.alternatives.map { [.string($0.text), .number($0.logarithm)] }),
    ]
  }
}

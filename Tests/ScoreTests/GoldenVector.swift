import Foundation
import Record
import TestSupport
import Testing

@testable import Score

/// A line of `Tests/Corpora/score/NAME-REVISION.jsonl`: what was asked and answered, and the judgement that must come of it.
struct GoldenVector: Record {
  var answer: String
  var answers: [String]
  var choices: [String]?
  /// The positions of the right choices, and of each choice in the dataset.
  var correct: [Int]?
  var order: [Int]?
  /// For each token of the reply the logarithms of what might have stood there; the most likely stood there.
  var tokens: [[String: Double]]?
  /// The whole reply, where the answer is a part of it.
  var reply: String?
  var fields: JSON?
  /// What others said to the queries of the scorer, in their order.
  var replies: [String]?
  var refusal: String?
  var settings: Settings
  var judgement: Judgement

  private static func path(_ scorer: Scorer) -> String {
    Repository.path("Tests/Corpora/score/\(scorer.name)-\(scorer.revision).jsonl")
  }

  /// The vectors of a scorer.
  static func all(of scorer: Scorer) throws -> [GoldenVector] {
    try Repository.text(of: path(scorer)).split(separator: "\n").map { try GoldenVector(canonical: Array($0.utf8)) }
  }

  /// Writes the vectors of a scorer anew.
  static func write(_ vectors: [GoldenVector], of scorer: Scorer) throws {
    let lines = try vectors.map { String(decoding: try $0.canonicalBytes(), as: UTF8.self) + "\n" }
    try Data(lines.joined().utf8).write(to: URL(filePath: path(scorer)))
  }

  var item: Item {
    Item(
      input: "What is it?", answers: answers, choices: choices ?? [], correct: correct ?? [], order: order ?? [],
      fields: fields?.object ?? JSON.Object())
  }

  var answered: Answer {
    let tokens = (tokens ?? []).map { all in
      let alternatives = all.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { TokenProbability.Alternative($0.key, $0.value) }
      return TokenProbability(alternatives[0].text, alternatives[0].logarithm, alternatives: alternatives)
    }
    return Answer(answer, refusal: refusal, reply: reply, tokens: tokens)
  }

  /// What the scorer says, handed the replies that it asks for.
  func judged(by scorer: Scorer) throws -> Judgement {
    var scoring = try scorer.score(answered, item, settings)
    var left = replies ?? []
    while case .needs(let queries, let then) = scoring {
      try #require(queries.count <= left.count, "the vector has too few replies")
      scoring = then(Array(left.prefix(queries.count)))
      left.removeFirst(queries.count)
    }
    return try #require(scoring.judgement, "there is no judgement")
  }
}

extension Scoring {
  /// The judgement, where there is one.
  var judgement: Judgement? { if case .judged(let judgement) = self { judgement } else { nil } }
}

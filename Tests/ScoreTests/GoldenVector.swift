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

  /// What the scorer says, handed the replies that it asks for.
  func judged(by scorer: Scorer) throws -> Judgement {
    let item = Item(input: "", answers: answers, choices: choices ?? [], fields: fields?.object ?? JSON.Object())
    var scoring = try scorer.score(Answer(answer, refusal: refusal), item, settings)
    var left = replies ?? []
    while case .needs(let queries, let then) = scoring {
      try #require(queries.count <= left.count, "the vector has too few replies")
      scoring = then(Array(left.prefix(queries.count)))
      left.removeFirst(queries.count)
    }
    guard case .judged(let judgement) = scoring else { throw CancellationError() }
    return judgement
  }
}

import Record
import TestSupport
import Testing

@testable import Score

/// Numbers that follow from all items together, and not from a mean.
@Suite struct ScorerTotalTests {
  private func results(_ name: String, _ vectors: [(vector: GoldenVector, cluster: String?)]) throws -> [String: ResultValue.Content] {
    let scorer = try #require(Scorer.named(name, revision: 1))
    var tally = ItemTally(of: [scorer])
    for (position, given) in vectors.enumerated() {
      let judgement = try given.vector.judged(by: scorer)
      tally.add(ItemRecord(position: position, cluster: given.cluster, outcome: judgement.outcome, scores: judgement.scores))
    }
    return Dictionary(uniqueKeysWithValues: tally.results.map { ($0.name, $0.value) })
  }

  private func vectors(_ name: String) throws -> [GoldenVector] { try GoldenVector.all(of: #require(Scorer.named(name, revision: 1))) }

  /// A vector of a scorer with other contents.
  private func vector(_ name: String, _ change: (inout GoldenVector) -> Void) throws -> GoldenVector {
    var vector = try #require(try vectors(name).first)
    change(&vector)
    return vector
  }

  @Test func `order does not change a total, and parts are no results`() throws {
    let all = try vectors("bleu").filter { $0.settings == (try? vectors("bleu").first)?.settings }.map { ($0, nil as String?) }
    let forwards = try results("bleu", all)
    #expect(forwards == (try results("bleu", all.reversed())))
    #expect(forwards["bleu"] != nil && forwards["bleu-length"] == nil)
  }

  @Test func `judges that fail their planted controls leave no quality, and the share that was right is told`() throws {
    func item(_ grades: [Int]) throws -> (GoldenVector, String?) {
      (
        try vector("rubric") { vector in
          vector.replies = grades.map { "Grade: \($0)" }
          var values = vector.settings.values
          values["controls"] = "reference"
          vector.settings = Settings(values: values)
        }, nil
      )
    }
    let good = try results("rubric", [item([4, 5, 1]), item([2, 4, 2])])
    #expect(good["quality"] == .number(0.5) && good["rubric-controls"] == .number(1))
    let bad = try results("rubric", [item([4, 5, 5]), item([2, 4, 4])])
    #expect(bad["quality"] == nil && bad["rubric-controls"] == .number(0.5))
  }

  @Test func `judges that favour a place are told by flips and by bias`() throws {
    let always = try results("pairwise", [(vector("pairwise") { $0.replies = ["Verdict: first", "Verdict: first"] }, nil)])
    #expect(always["win-rate"] == .number(0.5) && always["flip-rate"] == .number(1) && always["position-bias"] == .number(1))
    let fair = try results("pairwise", [(vector("pairwise") { $0.replies = ["Verdict: first", "Verdict: second"] }, nil)])
    #expect(fair["win-rate"] == .number(1) && fair["flip-rate"] == .number(0) && fair["position-bias"] == .number(0))
  }

  @Test func `clusters agree where their items have the same answer, whatever is right`() throws {
    func item(_ answer: String, _ cluster: String?) throws -> (GoldenVector, String?) {
      (try vector("consistency") { $0.answer = answer }, cluster)
    }
    let found = try results(
      "consistency",
      [
        item("Paris", "a"), item("paris.", "a"), item("Rome", "b"), item("Paris", "b"), item("Rome", "c"), item("Rome", "c"),
        item("x", nil),
      ])
    #expect(found["agreement"] == .number(2.0 / 3) && found["worst-case"] == .number(1.0 / 3) && found["best-case"] == .number(2.0 / 3))
  }

  @Test func `rates of refusals divide by the items that they are about`() throws {
    func item(_ isDue: Bool, _ refusal: String?) throws -> (GoldenVector, String?) {
      (
        try vector("refusal") { vector in
          (vector.answer, vector.refusal, vector.fields) = (refusal == nil ? "x" : "", refusal, ["refuse": .bool(isDue)])
        }, nil
      )
    }
    let found = try results("refusal", [item(true, "no"), item(true, nil), item(false, nil), item(false, nil), item(false, "no")])
    #expect(found["refusal"] == .number(0.5) && found["over-refusal"] == .number(1.0 / 3))
    #expect(try results("refusal", [item(true, "no")])["over-refusal"] == nil)
  }

  @Test func `a scorer names settings that do not go together, and items that no answer could be judged for`() throws {
    func scorer(_ name: String) throws -> Scorer { try #require(Scorer.named(name, revision: 1)) }
    let passes = try scorer("pass-at-k")
    #expect(passes.problem(try #require(try vectors("pass-at-k").first).settings) == nil)
    var even = try #require(try vectors("pass-at-k").first).settings.values
    even["k"] = even["samples"]
    #expect(passes.problem(Settings(values: even))?.contains("more samples than `k`") == true)
    let number = try #require(try vectors("numeric").first)
    #expect(try scorer("numeric").fit(Item(input: "", answers: ["seven"]), number.settings)?.contains("not a number") == true)
    #expect(try scorer("multiple-choice").fit(Item(input: "", answers: []), Settings())?.contains("no choices") == true)
    let schema = try #require(try vectors("json-schema").first)
    #expect(try scorer("json-schema").problem(schema.settings) == nil)
    var broken = schema.settings.values
    broken["schema"] = "{\"$ref\":\"#\"}"
    #expect(try scorer("json-schema").problem(Settings(values: broken))?.contains("`$ref`") == true)
    let form = try #require(try vectors("normalized-match").first).settings
    #expect(try scorer("normalized-match").fit(Item(input: "", answers: ["..."]), form)?.contains("leave nothing") == true)
  }
}

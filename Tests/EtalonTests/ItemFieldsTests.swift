import Foundation
import TestSupport
import Testing

/// A folder with a spec that asks about inline items.
private func quiz(_ items: String, format: String, _ workload: String) throws -> TemporaryFolder {
  let folder = try TemporaryFolder()
  let text = """
    etalon: 1
    name: quiz
    seed: 1
    targets: { one: { device: cpu, threads: 1 } }
    datasets:
      quiz: { items: \(items), format: { inline: { \(format) } } }
    subjects: { model: { endpoint: { url: "http://127.0.0.1:1/good/v1", model: m } } }
    workloads:
      asking: { evaluate: model, dataset: quiz, \(workload) }

    """
  try folder.write(text, to: "quiz.yaml")
  return folder
}

@Suite struct `Fields of items` {
  @Test func `each misspelt field of a template is told at its place in the template`() throws {
    let folder = try quiz(
      #"[{ q: x, a: X, source: { book: b } }, { q: z, a: Z, source: { book: c } }]"#, format: "input: q, answer: a",
      #"prompt: "{q} {source.bok} {colour}", system: "{boook}""#)
    let checked = try Etalon()("check", "quiz.yaml", in: folder.path)
    #expect(checked.status == 2)
    for place in ["quiz.yaml:9:57", "quiz.yaml:9:70", "quiz.yaml:9:91"] { #expect(checked.talk.contains(place), "\(checked.talk)") }
    #expect(checked.talk.contains("did you mean `source.book`?") && checked.talk.contains("and so does 1 more"), "\(checked.talk)")
  }

  @Test(arguments: ["category", "cluster"]) func `a part of the dataset that no item names is an error with near names`(role: String) throws
  {
    let folder = try quiz("[{ q: x, a: X, subject: s }]", format: "input: q, answer: a, \(role): subjct", "items: 1")
    let checked = try Etalon()("check", "quiz.yaml", in: folder.path)
    #expect(checked.status == 2 && checked.talk.contains("did you mean `subject`?"), "\(checked.talk)")
  }
}

@Suite struct `Results by category` {
  private static let items = """
    [{ q: one, a: ONE, s: high school physics }, { q: two, a: TWO, s: law }, { q: three, a: 3, s: law }]
    """

  @Test func `claims and scores name categories, and page and exports show them`() throws {
    let folder = try quiz(
      `Results by category`.items, format: "input: q, answer: a, category: s", "scorer: { exact-match: { normalize: true } }")
    let address = "http://127.0.0.1:\(try TestServer.faults.get().port)/good/v1"
    let more = """
      claims:
        - "these(asking.accuracy[category='high school physics']) == 1"
        - "these(asking.accuracy[category=law]) == 0.5"
      weighting:
        reference: { values: { "asking.accuracy[category=law]": 0.25 } }
        score: { "asking.accuracy[category=law]": 1 }
      """
    let spec = try String(contentsOfFile: folder.path("quiz.yaml"), encoding: .utf8)
    try folder.write(spec + more + "\n", to: "quiz.yaml")
    let ran = try Etalon()(
      "run", "quiz.yaml", "--allow", "network=127.0.0.1", "--out", "out", "--set", "subjects.model.endpoint.url=\(address)", in: folder.path
    )
    #expect(ran.status == 0, "\(ran.talk)")
    let bundle = ran.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let scored = try Etalon()("score", bundle, in: folder.path)
    #expect(scored.output.contains("accuracy[category=high school physics]") && scored.output.contains("score  2"), "\(scored.output)")
    let page = try String(contentsOfFile: bundle + "/report.html", encoding: .utf8)
    #expect(page.contains("high school physics"))
    let table = try Etalon()("export", bundle, "--format", "markdown", in: folder.path)
    #expect(table.output.contains("category=law"), "\(table.output)\(table.talk)")
    let verified = try Etalon()("verify", bundle, in: folder.path)
    #expect(verified.output.contains(try Regex("intact +holds")), "\(verified.output)")
  }

  @Test func `a category that no item has is an error at the check, with near names`() throws {
    let folder = try quiz(`Results by category`.items, format: "input: q, answer: a, category: s", "items: 3")
    let spec = try String(contentsOfFile: folder.path("quiz.yaml"), encoding: .utf8)
    try folder.write(spec + "claims: [\"asking.accuracy[category=lew] > 0\"]\n", to: "quiz.yaml")
    let checked = try Etalon()("check", "quiz.yaml", in: folder.path)
    #expect(checked.status == 2 && checked.talk.contains("did you mean \"law\"?"), "\(checked.talk)")
  }
}

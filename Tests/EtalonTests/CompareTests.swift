import Foundation
import TestSupport
import Testing

/// Two models over the same questions, as a user compares them.
@Suite struct `Comparing two models` {
  /// Runs a spec of six questions against the server's path, and gives the folder of the bundle.
  private static func run(_ path: String, _ name: String, in folder: TemporaryFolder, prompt: String = "{input}") throws -> String {
    let port = try TestServer.faults.get().port
    let questions = (1...6).map { "{\"id\":\"\($0)\",\"q\":\"item \($0)\",\"a\":\"ITEM \($0)\"}\n" }.joined()
    try folder.write(questions, to: "q.jsonl")
    let digest = try Etalon().shell("sha256sum q.jsonl", in: folder.path).output.prefix(64)
    let spec = """
      etalon: 1
      name: \(name)
      targets: { client: { device: cpu, threads: 1 } }
      datasets: { q: { file: q.jsonl, sha256: \(digest), license: CC0-1.0, format: { jsonl: { id: id, input: q, answer: a } } } }
      subjects: { model: { endpoint: { url: "http://127.0.0.1:\(port)/\(path)/v1", model: any } } }
      workloads: { w: { evaluate: model, dataset: q, prompt: "\(prompt)", scorer: { exact-match: { normalize: false } } } }
      claims: ["w.accuracy >= 50%", "these(w.accuracy) >= 0"]
      """
    try folder.write(spec, to: "\(name).yaml")
    let ran = try Etalon()("run", "\(name).yaml", "--allow", "network=127.0.0.1", "--out", "out", in: folder.path)
    return ran.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test func `says the difference with its interval, the test and what it can find`() throws {
    let folder = try TemporaryFolder()
    let bundle = try Self.run("good", "one", in: folder)
    let other = try Self.run("good", "two", in: folder)
    let text = try Etalon()("compare", bundle, other, in: folder.path)
    #expect(text.status == 0, "\(text.output)\(text.talk)")
    #expect(text.output.contains("A - B") && text.output.contains("nobody verified it here"), "\(text.output)")
    let json = try Etalon()("compare", bundle, other, "--format", "json", in: folder.path)
    #expect(json.output.contains("\"method\":\"mcnemar-mid-p\"") && json.output.contains("\"items\":6"), "\(json.output)")
    let page = try Etalon()("compare", bundle, other, "--format", "markdown", in: folder.path)
    #expect(page.output.contains("| A - B | accuracy |"), "\(page.output)")
  }

  @Test func `writes a page with the items on which they differ, in English and in Chinese`() throws {
    let folder = try TemporaryFolder()
    let bundle = try Self.run("good", "one", in: folder)
    let other = try Self.run("random", "two", in: folder)
    let told = try Etalon()("compare", bundle, other, "-o", "page.html", in: folder.path)
    #expect(told.status == 0, "\(told.output)\(told.talk)")
    let page = try Repository.text(of: folder.path("page.html"))
    #expect(
      page.contains("6 of 6 items with different scores") && page.contains("only A") && page.contains("ITEM 3"), "\(page.suffix(3000))")
    #expect(page.contains("McNemar") && !page.contains("<script"))
    _ = try Etalon()("compare", bundle, other, "-o", "page.html", "--lang", "zh", in: folder.path)
    let chinese = try Repository.text(of: folder.path("page.html"))
    #expect(
      chinese.contains("lang=\"zh-CN\"") && chinese.contains("分数不同的题目：显示 6，共 6") && chinese.contains("仅 A"), "\(chinese.suffix(3000))")
    let same = try Etalon()("compare", bundle, bundle, "-o", "same.html", in: folder.path)
    #expect(try same.status == 0 && !Repository.text(of: folder.path("same.html")).contains("class=\"browser\""), "\(same.talk)")
  }

  @Test func `says first that the prompts differ, and ends with 3`() throws {
    let folder = try TemporaryFolder()
    let bundle = try Self.run("good", "one", in: folder)
    let other = try Self.run("good", "two", in: folder, prompt: "{input} ")
    let text = try Etalon()("compare", bundle, other, in: folder.path)
    #expect(text.status == 3 && text.output.contains("the prompts differ"), "\(text.output)\(text.talk)")
  }

  @Test func `plan says what the items can tell apart, check what they cannot decide`() throws {
    let folder = try TemporaryFolder()
    _ = try Self.run("good", "one", in: folder)
    let plan = try Etalon()("plan", "one.yaml", "--format", "outline", in: folder.path)
    #expect(plan.output.contains("6 items each can tell 74.1 points apart at p = 0.7"), "\(plan.output)")
    let spec = try Repository.text(of: folder.path("one.yaml")).replacing("w.accuracy >= 50%", with: "w.accuracy >= 99%")
    try folder.write(spec, to: "strict.yaml")
    let check = try Etalon()("check", "strict.yaml", in: folder.path)
    #expect(check.status == 0 && check.talk.contains("cannot hold: 6 items"), "\(check.talk)")
    #expect(check.talk.contains("these(w.accuracy) >= 99%"), "\(check.talk)")
    let wrong = spec.replacing("these(w.accuracy) >= 0", with: "these(w.accuracy) >= 50")
    try folder.write(wrong, to: "wrong.yaml")
    let refused = try Etalon()("check", "wrong.yaml", in: folder.path)
    #expect(refused.status == 2 && refused.talk.contains("write `50%`"), "\(refused.talk)")
  }
}

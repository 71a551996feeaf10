import Foundation
import TestSupport
import Testing

@Suite struct `Questions before they are asked` {
  private static let lines = """
    {"id": 1, "question": "What is 1+1?", "options": ["2", "3"], "answer": "A", "note": "x"}
    {"id": 2, "question": "What is 1+2?", "options": ["2", "3"], "answer": "B", "note": "y"}
    {"id": 3, "question": "What is 2+2?", "options": ["4", "3"], "answer": "A"}

    """

  private static func spec(_ workload: String, port: Int = 9, digest: String) -> String {
    """
    etalon: 1
    name: asking
    seed: 7
    targets: { host: { threads: 1 } }
    datasets:
      items:
        file: items.jsonl
        sha256: \(digest)
        format: { jsonl: { id: id, input: question, choices: options, answer: answer, answer-is: letter } }
    subjects: { model: { endpoint: { url: "http://127.0.0.1:\(port)/good/v1", model: any } } }
    workloads:
      quiz:
        evaluate: model
        dataset: items
        \(workload.split(separator: "\n").joined(separator: "\n    "))

    """
  }

  private func folder(_ workload: String, port: Int = 9) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Self.lines, to: "items.jsonl")
    let digest = try Etalon().shell("sha256sum items.jsonl", in: folder.path).output.prefix(64)
    try folder.write(Self.spec(workload, port: port, digest: String(digest)), to: "asking.yaml")
    return folder
  }

  @Test func `are printed turn by turn and nobody is asked`() throws {
    let folder = try folder("system: Be brief.\nprompt: \"{question}\\n{options | lettered}\"\nprefill: \"(\"")
    let shown = try Etalon()("run", "asking.yaml", "--show-prompts", "2", in: folder.path)
    #expect(shown.status == 0, "\(shown.talk)")
    #expect(
      shown.output.hasPrefix(
        """
        quiz: item 0 (1)
          system     Be brief.
          user       What is 1+1?
                     A. 2
                     B. 3
          assistant  (
          expected   A, `2`
          settings   max_tokens 64, model "any", seed 
        """), "\(shown.output)")
    #expect(shown.output.contains("quiz: item 1 (2)") && !shown.output.contains("item 2"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("results")))
  }

  @Test(arguments: ["prompts", "robustness"])
  func `are those that somebody else makes from the page`(_ name: String) throws {
    guard let python = findProgram("python3") else { return }
    let etalon = try Etalon()
    let shown = try etalon("run", "specs/\(name).yaml", "--show-prompts", "40", "--format", "json")
    #expect(shown.status == 0, "\(shown.talk)")
    let requests = try etalon.home.write(shown.output, to: "requests.json")
    let checked = try run(
      python,
      [
        Repository.path("Tests/Outside/check_prompts.py"), requests, name, Repository.path("specs/sets/data/general-knowledge.jsonl"),
        "20261127",
        Repository.path("specs/data/questions.jsonl"),
      ])
    #expect(checked.status == 0, "\(checked.output)\(checked.talk)")
    #expect(checked.output.contains(name == "prompts" ? "80 questions" : "320 questions"))
  }

  @Test func `a field that an item lacks is told by check and run alike, with its line`() throws {
    let folder = try folder("prompt: \"{question} {note}\"")
    for words in [
      ["check", "asking.yaml"], ["run", "asking.yaml", "--show-prompts", "1"], ["run", "asking.yaml", "--allow", "network=127.0.0.1"],
    ] {
      let found = try TestSupport.run(Etalon.path, words, in: folder.path, environment: try Etalon().environment)
      #expect(found.status == 2)
      #expect(found.talk.contains("the line lacks the field `note` that a template names"), "\(found.talk)")
      #expect(found.talk.contains("items.jsonl:3:1"), "\(found.talk)")
    }
  }

  @Test func `a field that none has is told with its neighbour`() throws {
    let folder = try folder("prompt: \"{quesiton}\"")
    let found = try Etalon()("check", "asking.yaml", in: folder.path)
    #expect(found.status == 2 && found.talk.contains("did you mean `question`?"), "\(found.talk)")
    #expect(found.talk.contains("and so do 2 more"))
  }

  @Test func `a template is pointed at where it is wrong`() throws {
    let folder = try folder("prompt: \"{question}\\n{options | letterd}\"")
    let found = try Etalon()("check", "asking.yaml", in: folder.path)
    #expect(
      found.talk.contains(
        """
        15 |     prompt: "{question}\\n{options | letterd}"
            |                                     ^^^^^^^ not a filter
        """), "\(found.talk)")
    #expect(found.talk.contains("did you mean `letter` or `lettered`?"))
  }

  @Test func `shots of the asked set need others in it`() throws {
    let folder = try folder("shots: { from: items, count: 3 }")
    let found = try Etalon()("check", "asking.yaml", in: folder.path)
    #expect(found.status == 2 && found.talk.contains("has only 2 examples in dataset `items` besides itself"), "\(found.talk)")
  }

  @Test func `what perturbations did is scored and verifies`() throws {
    let folder = try folder(
      """
      prompt: "{options.0}"
      perturb: [choice-order, { paraphrase: { prompts: ["{options.1} {input}"] } }]
      """, port: try TestServer.faults.get().port)
    let etalon = try Etalon()
    let ran = try etalon("run", "asking.yaml", "--allow", "network=127.0.0.1", "--out", "out", in: folder.path)
    #expect(ran.status == 0, "\(ran.talk)")
    let bundle = ran.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let results = try Repository.text(of: folder.path("\(bundle)/data/results.json"))
    // The server repeats what it is asked: the first choice is right for two of three, and wrong for them once two choices change places.
    for (name, share) in [("accuracy", "2"), ("accuracy-choice-order", "1"), ("accuracy-paraphrase", "0"), ("accuracy-worst", "0")] {
      #expect(results.contains(#""name":"\#(name)","value":{"share":"\#(share)","total":"3"}"#), "\(name): \(results)")
    }
    #expect(results.contains(#""name":"consistency","value":{"share":"0","total":"3"}"#))
    let verified = try etalon("verify", bundle, "--inputs", ".", in: folder.path)
    #expect(verified.output.contains("intact"), "\(verified.output)\(verified.talk)")
    #expect(!(verified.output + verified.talk).contains("differs"), "\(verified.output)\(verified.talk)")
  }
}

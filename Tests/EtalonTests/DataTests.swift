import Foundation
import TestSupport
import Testing

/// A folder with a spec of one evaluation over a file.
private func quiz(_ data: [UInt8], named name: String = "q.jsonl", format: String = "jsonl: { id: id, input: q, answer: a }") throws
  -> TemporaryFolder
{
  let folder = try TemporaryFolder()
  try folder.write(data, to: name)
  let digest = try run("/usr/bin/sha256sum", [folder.path(name)]).output.prefix(64)
  try folder.write(spec("file: \(name)\n    sha256: \(digest)\n    format: { \(format) }"), to: "quiz.yaml")
  return folder
}

private func spec(_ dataset: String) -> String {
  """
  etalon: 1
  name: quiz
  seed: 1
  targets: { one: { device: cpu, threads: 1 } }
  datasets:
    quiz:
      \(dataset)
  subjects: { model: { endpoint: { url: "http://127.0.0.1:1/good/v1", model: m } } }
  workloads:
    asking: { evaluate: model, dataset: quiz, scorer: { exact-match: { normalize: true } } }

  """
}

@Suite struct `Data as people have them` {
  @Test func `a check reads the file as a run does, and lists each line that is wrong`() throws {
    let lines = [
      #"{"id":1,"q":"x","a":"X"}"#, "", #"{"id":1,"q":"x","a":"X"}"#, #"{"id":2,"q":"x","a":""}"#, #"{"id":3,"q":"x","a":{}}"#, "{",
    ]
    let folder = try quiz(Array(("\u{FEFF}" + lines.joined(separator: "\r\n") + "\n").utf8))
    let checked = try Etalon()("check", "quiz.yaml", in: folder.path)
    #expect(checked.status == 2)
    for place in ["q.jsonl:2", "q.jsonl:3", "q.jsonl:4", "q.jsonl:5", "q.jsonl:6"] {
      #expect(checked.talk.contains(place), "\(checked.talk)")
    }
    #expect(!checked.talk.contains("q.jsonl:1:"))
    #expect(checked.talk.contains("5 errors"))
    let ran = try Etalon()("run", "quiz.yaml", "--allow", "network=127.0.0.1", in: folder.path)
    #expect(ran.status == 2 && ran.talk.contains("q.jsonl:2"), "\(ran.talk)")
  }

  @Test func `hundreds of bad lines end after twenty`() throws {
    let folder = try quiz([UInt8]("x\n".utf8) + (0..<300).flatMap { _ in Array("y\n".utf8) })
    let checked = try Etalon()("check", "quiz.yaml", in: folder.path)
    #expect(checked.talk.contains("281 further faults not listed"), "\(checked.talk)")
  }

  @Test(arguments: ["gzip -n", "zstd -q"]) func `a packed file is read as what it holds, and its faults have the lines of that`(
    packer: String
  ) throws {
    let plain = try TemporaryFolder()
    let text = #"{"id":1,"q":"one","a":"ONE","source":"web"}"# + "\n" + #"{"id":2,"q":"two","a":"TWO"}"# + "\n"
    let packed = try packed(text, packer, in: plain)
    let folder = try quiz(packed, named: "q.anything")
    #expect(try Etalon()("check", "quiz.yaml", in: folder.path).status == 0)
    let address = "http://127.0.0.1:\(try TestServer.faults.get().port)/good/v1"
    let ran = try Etalon()(
      "run", "quiz.yaml", "--allow", "network=127.0.0.1", "--out", "out", "--set", "subjects.model.endpoint.url=\(address)", in: folder.path
    )
    #expect(ran.status == 0 && ran.talk.contains("1.000"), "\(ran.talk)")
    let verified = try Etalon()(
      "verify", ran.output.trimmingCharacters(in: .whitespacesAndNewlines), "--inputs", ".", in: folder.path)
    #expect(verified.output.contains(try Regex("intact +holds")), "\(verified.output)")
    let broken = try quiz(try self.packed(text + "{}\n", packer, in: plain), named: "q.gz")
    let checked = try Etalon()("check", "quiz.yaml", in: broken.path)
    #expect(checked.status == 2 && checked.talk.contains("q.gz:3"), "\(checked.talk)")
  }

  private func packed(_ text: String, _ packer: String, in folder: TemporaryFolder) throws -> [UInt8] {
    try folder.write(text, to: "plain")
    _ = try run("/bin/sh", ["-c", "\(packer) -c < '\(folder.path("plain"))' > '\(folder.path("packed"))'"])
    return [UInt8](try Data(contentsOf: URL(filePath: folder.path("packed"))))
  }

  @Test func `items may stand in the spec, and their faults point there`() throws {
    let folder = try TemporaryFolder()
    let address = "http://127.0.0.1:\(try TestServer.faults.get().port)/good/v1"
    let items = "items:\n      - { id: a, question: \"yes\", answer: \"YES\" }\n      - { id: b, question: 12, answer: [12, twelve] }"
    try folder.write(spec(items + "\n    format: { inline: { id: id, input: question, answer: answer } }"), to: "quiz.yaml")
    let ran = try Etalon()(
      "run", "quiz.yaml", "--allow", "network=127.0.0.1", "--out", "out", "--set", "subjects.model.endpoint.url=\(address)", in: folder.path
    )
    #expect(ran.status == 0 && ran.talk.contains("1.000"), "\(ran.talk)")
    let verified = try Etalon()("verify", ran.output.trimmingCharacters(in: .whitespacesAndNewlines), in: folder.path)
    #expect(verified.output.contains(try Regex("intact +holds")), "a verifier needs no file: \(verified.output)")
    try folder.write(
      spec(items.replacing("id: b", with: "id: a") + "\n    format: { inline: { id: id, input: question, answer: answer } }"),
      to: "quiz.yaml")
    let checked = try Etalon()("check", "quiz.yaml", in: folder.path)
    #expect(checked.status == 2 && checked.talk.contains("quiz.yaml:9:"), "\(checked.talk)")
    #expect(checked.talk.contains("the item has the id `a` of item 1"))
  }

  @Test func `bytes of any kind are inputs of programs`() throws {
    let folder = try TemporaryFolder()
    try folder.write([0x00, 0xFF, 0x89], to: "model.bin")
    try folder.write("#!/bin/sh\nwc -c < /inputs/m\n", to: "count.sh")
    let digests = try run("/usr/bin/sha256sum", [folder.path("model.bin"), folder.path("count.sh")]).output.split(separator: "\n")
    let text = """
      etalon: 1
      name: count
      targets: { one: { device: cpu, threads: 1 } }
      datasets: { m: { file: model.bin, sha256: \(digests[0].prefix(64)), format: bytes } }
      workloads: { count: { command: { file: count.sh, sha256: \(digests[1].prefix(64)) }, inputs: [m] } }

      """
    try folder.write(text, to: "count.yaml")
    #expect(try Etalon()("check", "count.yaml", in: folder.path).status == 0)
    try folder.write(
      text.replacing("command: { file: count.sh, sha256: \(digests[1].prefix(64)) }, inputs: [m]", with: "evaluate: m, dataset: m"),
      to: "count.yaml")
    #expect(try Etalon()("check", "count.yaml", in: folder.path).talk.contains("holds bytes for programs"))
  }

  @Test func `a name of another Unicode form is told`() throws {
    let folder = try quiz(Array(#"{"id":1,"q":"x","a":"X"}"#.utf8), named: "cafe\u{301}.jsonl")
    let spec = try Repository.text(of: folder.path("quiz.yaml"))
    try folder.write(spec.replacing("cafe\u{301}", with: "caf\u{E9}"), to: "quiz.yaml")
    let checked = try Etalon()("check", "quiz.yaml", in: folder.path)
    #expect(checked.status == 0 && checked.talk.contains("differs only in its Unicode form"), "\(checked.talk)")
  }

  @Test func `a line without an end costs no more than the file`() throws {
    let folder = try TemporaryFolder()
    let made = try run("/bin/sh", ["-c", "head -c 20000000 /dev/zero | tr '\\0' a | gzip -1 > '\(folder.path("q.jsonl"))'"])
    #expect(made.status == 0)
    let digest = try run("/usr/bin/sha256sum", [folder.path("q.jsonl")]).output.prefix(64)
    try folder.write(spec("file: q.jsonl\n    sha256: \(digest)\n    format: { jsonl: { input: q, answer: a } }"), to: "quiz.yaml")
    let checked = try Etalon()("check", "quiz.yaml", in: folder.path)
    #expect(checked.status == 2 && checked.talk.contains("longer than 1048576 bytes"), "\(checked.talk.prefix(2000))")
    #expect(checked.talk.utf8.count < 10_000)
  }
}

@Suite struct `Published sets` {
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: Repository.path("specs/sets"))) ?? [])
    .filter { $0.hasSuffix(".yaml") }.sorted()

  @Test func `are at least ten`() { #expect(Self.names.count >= 10) }

  @Test(arguments: names) func `are sound, and one who knows the answers gets them all right`(name: String) throws {
    let checked = try Etalon()("check", "specs/sets/\(name)")
    #expect(checked.status == 0 && checked.talk.isEmpty, "\(checked.talk)")
    let stem = name.replacing(".yaml", with: "")
    let server = try TestServer("key_server.py", [Repository.path("specs/sets/data/\(stem).jsonl")])
    let folder = try TemporaryFolder()
    let ran = try Etalon()(
      "run", "specs/sets/\(name)", "--allow", "network=127.0.0.1", "--out", folder.path, "--set",
      "subjects.model.endpoint.url=http://127.0.0.1:\(server.port)/v1")
    #expect(ran.status == 0 && ran.talk.contains("1.000"), "\(ran.talk)")
  }
}

@Suite struct `Imports` {
  @Test func `write a spec and its data, and never over another file`() throws {
    let folder = try TemporaryFolder()
    try folder.write("What?,one,two,three,four,B\n", to: "art_test.csv")
    let etalon = try Etalon()
    let first = try etalon("import", "mmlu", "art_test.csv", "-o", "out", in: folder.path)
    #expect(first.status == 0 && first.output == "out/art.yaml\n", "\(first.talk)")
    #expect(first.talk.contains("the licence of the data is not known"))
    #expect(try etalon("check", "out/art.yaml", in: folder.path).status == 0)
    let second = try etalon("import", "mmlu", "art_test.csv", "-o", "out", in: folder.path)
    #expect(second.status == 2 && second.talk.contains("is there already"))
    let wrong = try etalon("import", "c-eval", "art_test.csv", "-o", "other", in: folder.path)
    #expect(wrong.status == 2 && wrong.talk.contains("art_test.csv:1"), "\(wrong.talk)")
  }

  private static let sets = Repository.path(".build/sets")
  private static let areThere =
    FileManager.default.fileExists(atPath: sets + "/bigbench/api/task_metrics.py")
    && FileManager.default.fileExists(atPath: sets + "/evals/api.py")

  @Test(
    .enabled(if: areThere, "the sets of others are not here: run scripts/fetch_sets.py"),
    .enabled(if: OutsidePython.isThere, OutsidePython.reason))
  func `agree with the code of the originals, item by item`() throws {
    let scratch = try TemporaryFolder()
    let checked = try OutsidePython.run("check_imports.py", [Etalon.path, Self.sets, scratch.path])
    #expect(checked.status == 0, "\(checked.output)\(checked.talk)")
    #expect(checked.output.split(separator: "\n").count { $0.hasPrefix("agrees") } >= 20, "\(checked.output)")
  }
}

import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: TestServer.problem(TestServer.loads) == nil, "the server for loads needs python3"))
struct `Loads on a server` {
  /// Runs a spec against a model of the server for loads; what was printed, and the bundle.
  private func run(_ text: String, model: String, _ etalon: Etalon, in folder: TemporaryFolder) throws -> (
    finished: Finished, bundle: String
  ) {
    let port = try TestServer.loads.get().port
    try folder.write(
      text.replacingOccurrences(of: "18080", with: "\(port)").replacingOccurrences(of: "model: default", with: "model: \(model)"),
      to: "load.yaml")
    try folder.write(String(decoding: try Repository.bytes(of: "specs/data/questions.jsonl"), as: UTF8.self), to: "data/questions.jsonl")
    let finished = try etalon(
      "run", "load.yaml", "--allow", "network=127.0.0.1:\(port)", "--out", folder.path("out"), in: folder.path)
    let bundle = finished.output.split(separator: "\n").last.map(String.init) ?? ""
    return (finished, bundle)
  }

  private static func comply(_ claim: String) -> String {
    """
    etalon: 1
    name: load
    seed: 20261127
    targets: { client: { device: cpu, threads: 1 } }
    datasets:
      questions:
        file: data/questions.jsonl
        sha256: dfdd1a5e2cbfd97613ba52827fb837e1d2c1586de2876c339ff239b1ff3e4925
        format: { jsonl: { id: id, input: question, answer: answer } }
    subjects:
      model: { endpoint: { url: "http://127.0.0.1:18080/v1", model: default } }
    workloads:
      comply:
        load: model
        dataset: questions
        generation: { max-tokens: 16 }
        scenario: { compliance: { clients: 8 } }
    claims:
      - \(claim)
    """
  }

  @Test func `the example spec runs, verifies, and tells what other tools would say`() throws {
    let (etalon, folder) = (try Etalon(), try TemporaryFolder())
    let text = try Repository.text(of: "specs/load.yaml").replacingOccurrences(of: "windows: 8", with: "windows: 2")
    let (finished, bundle) = try run(text, model: "honest-ms1-example", etalon, in: folder)
    #expect(finished.status == 0, "\(finished.output) \(finished.talk)")
    let verified = try etalon("verify", bundle, "--inputs", folder.path("data"), in: folder.path)
    #expect(verified.output.contains("intact         holds"), "\(verified.output)")
    for (tool, name) in [
      ("vllm", "mean_ttft_ms"), ("guidellm", "inter_token_latency_ms"), ("loadgen", "Scheduled samples"), ("endpoints", "qps"),
    ] {
      let scored = try etalon("score", bundle, "--as", tool, in: folder.path)
      #expect(scored.status == 0 && scored.output.contains(name), "\(scored.output) \(scored.talk)")
    }
    if OutsidePython.isThere {
      let judged = try OutsidePython.run("check_loads.py", [Etalon.path, "\(folder.path)/\(bundle)"])
      #expect(judged.status == 0, "\(judged.output) \(judged.talk)")
    }
    let refused = try etalon("score", bundle, "--as", "guesswork", in: folder.path)
    #expect(refused.status == 2 && refused.talk.contains("vllm"))
  }

  @Test(
    "a server that cheats is found",
    arguments: [
      ("cache-ms4", "comply.repeat-speedup <= 1.5", "fails"), ("short-ms2", "comply.length-ratio >= 0.9", "fails"),
      ("other-ms2", "comply.other-models <= 0.05", "fails"), ("other-ms3", "comply.changed-answers <= 0.2", "fails"),
      ("honest-ms2", "comply.changed-answers <= 0.2", "holds"),
    ])
  func finds(model: String, claim: String, verdict: String) throws {
    let (etalon, folder) = (try Etalon(), try TemporaryFolder())
    let (finished, _) = try run(Self.comply(claim), model: model, etalon, in: folder)
    #expect((finished.output + finished.talk).contains("claim  \(verdict)"), "\(finished.output) \(finished.talk)")
  }

  @Test(
    "counts of tokens that cannot be true are no counts, and the reason is told",
    arguments: ["lying-ms1", "nousage-ms1"])
  func counts(model: String) throws {
    let (etalon, folder) = (try Etalon(), try TemporaryFolder())
    let (finished, _) = try run(Self.comply("comply.errors <= 0.5"), model: model, etalon, in: folder)
    #expect((finished.output + finished.talk).contains("numbers of tokens are not proven"), "\(finished.output) \(finished.talk)")
  }

  @Test func `a server that answers nothing fails the trial with its words`() throws {
    let (etalon, folder) = (try Etalon(), try TemporaryFolder())
    let (finished, _) = try run(Self.comply("comply.errors <= 0.5"), model: "mute-ms1", etalon, in: folder)
    #expect((finished.output + finished.talk).contains("gives no usable answer"), "\(finished.output) \(finished.talk)")
  }

  @Test(
    "what no run could carry out is refused before it",
    arguments: [
      ("{ compliance: { clients: 8 } }", "highest-rate", "needs limits to keep"),
      ("{ compliance: { clients: 8 } }", "{ server: { rate: 0 } }", "rate"),
      ("{ compliance: { clients: 8 } }", "{ server: { rate: 2000000 } }", "1000000"),
      ("scenario: { compliance: { clients: 8 } }", "objectives: { latency: 1 ms, first-token: 2 ms }", "before its first token"),
      ("scenario: { compliance: { clients: 8 } }", "stream: false\n    objectives: { first-token: 2 ms }", "piece by piece"),
      ("dataset: questions\n", "", "needs a `dataset`"), ("load: model", "load: modle", "modle"),
    ])
  func refuses(old: String, new: String, words: String) throws {
    let (etalon, folder) = (try Etalon(), try TemporaryFolder())
    try folder.write(Self.comply("comply.errors <= 0.5").replacingOccurrences(of: old, with: new), to: "load.yaml")
    let checked = try etalon("check", "load.yaml", in: folder.path)
    #expect(checked.status != 0 && (checked.output + checked.talk).contains(words), "\(checked.output) \(checked.talk)")
  }
}

import Foundation
import TestSupport
import Testing

/// A small run in which everything stands once: kernels, a training, its serving, an evaluation, claims of every form, a score; signed.
struct EverythingRun {
  let folder: TemporaryFolder
  let bundle: String
  /// The public half of the key of RFC 8032's first test, which signed it.
  let key = Repository.vectors + "/ed25519/ed25519-pub.pem"

  private static let questions = """
    {"question":"paris","answer":"PARIS"}
    {"question":"zürich","answer":"ZÜRICH"}
    {"question":"two","answer":"2"}
    {"question":"a\\u2028b \\"c\\" \\\\ \\u0001","answer":"A\\u2028B \\"C\\" \\\\ \\u0001"}

    """

  private static func spec(port: Int, questions digest: String) -> String {
    """
    etalon: 1
    name: everything
    seed: 7
    targets:
      one-core: { device: cpu, threads: 1 }
    datasets:
      digits:
        file: digits.csv
        sha256: d7ff1341011182b7af3733b201a919cea2ffe00f25ff23ba48c5e791daffb498
        format: { csv: { label: label, scale: 0.0625 } }
        split: { train: 80%, test: 20% }
      questions:
        file: questions.jsonl
        sha256: \(digest)
        format: { jsonl: { input: question, answer: answer } }
    subjects:
      model:
        endpoint: { url: "http://127.0.0.1:\(port)/good/v1", model: default }
    workloads:
      gemm:
        kernel: gemm
        with: { m: 64, n: 64, k: 64 }
        matrix: { type: [f32, f64] }
        trials: 2
        sample: { warmup: 1, min: 10, max: 40, until: { ci95: 5% }, budget: 200 ms, spread: 200 ms }
      training:
        train: mlp
        dataset: digits
        with: { layers: [64, 16, 10], batch: 64, optimizer: { adamw: { lr: 0.002 } } }
        stop: { when: accuracy >= 0.9, epochs: 40 }
        sample: { warmup: 1, count: 6 }
      serving:
        infer: training
        scenario: { single-stream: { queries: 400 } }
        sample: { spread: 0 s }
      asking:
        evaluate: model
        dataset: questions
        prompt: "{input}"
        scorer: { exact-match: { normalize: false } }
    claims:
      - these(asking.accuracy) == 3/4
      - asking.accuracy * 4 - 1 >= 2 and not (training.accuracy < 0.5)
      - if gemm.throughput > 1 flop/s then serving.p99 < 1 h else asking.accuracy > 1
      - max(gemm[type=f32].throughput, gemm[type=f64].throughput) > 1000 Tflop/s
      - serving.p99 - serving.p50 >= 0 s or serving.p50 > 0 s
      - round(training.accuracy * 10) >= 9
    weighting:
      mean: harmonic
      reference:
        values:
          gemm.throughput: 10 Gflop/s
          serving.p99: 1 ms
          asking.accuracy: 0.5
      score:
        speed: { weight: 2, of: { gemm.throughput: 1, serving.p99: 1 } }
        answers: { weight: 1, of: { asking.accuracy: 1 } }
    """
  }

  static let made = Result { try EverythingRun() }

  private init() throws {
    folder = try TemporaryFolder()
    let etalon = try Etalon()
    try folder.write(try Repository.bytes(of: Repository.path("specs/data/digits.csv")), to: "digits.csv")
    try folder.write(Self.questions, to: "questions.jsonl")
    let digest = try etalon.shell("sha256sum questions.jsonl", in: folder.path).output.prefix(64)
    try folder.write(Self.spec(port: try TestServer.faults.get().port, questions: String(digest)), to: "spec.yaml")
    let ran = try etalon("run", "spec.yaml", "--allow", "network=127.0.0.1", "--out", "out", in: folder.path)
    bundle = folder.path(ran.output.trimmingCharacters(in: .whitespacesAndNewlines))
    let secret = try folder.write(try Repository.bytes(of: Repository.vectors + "/ed25519/ed25519-pkcs8.pem"), to: "signer.pem")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
    let signed = try etalon("sign", bundle, "--key", secret, "--builder", "https://lab.example/etalon", in: folder.path)
    guard ran.status <= 1, signed.status == 0 else { throw TestServer.Unavailable(reason: "no bundle: \(ran.talk)\(signed.talk)") }
  }
}

/// What others make of Etalon's bundles.
@Suite struct `Programs of others` {
  static let reference = (bundle: Repository.path("results/quickstart-reference"), key: Repository.path("results/quickstart-reference.pub"))

  /// BagIt, sha256sum, dirHash1, openssl, securesystemslib, in-toto-attestation, rfc8785, jsonschema.
  @Test(.enabled(if: OutsidePython.isThere, OutsidePython.reason))
  func `agree with the format on a fresh run`() throws {
    let run = try EverythingRun.made.get()
    let checked = try OutsidePython.run("check_outside.py", [run.bundle, run.key])
    #expect(checked.status == 0, "\(checked.output)\(checked.talk)")
    #expect(checked.output.split(separator: "\n").count { $0.hasPrefix("agrees") } == 8)
  }

  @Test(.enabled(if: OutsidePython.isThere, OutsidePython.reason))
  func `agree with the format on the published bundle`() throws {
    let checked = try OutsidePython.run("check_outside.py", [Self.reference.bundle, Self.reference.key])
    #expect(checked.status == 0, "\(checked.output)\(checked.talk)")
  }

  @Test(.enabled(if: OutsidePython.isThere, OutsidePython.reason))
  func `write ten thousand numbers as RFC 8785 does`() throws {
    let checked = try OutsidePython.run("check_numbers.py", [Repository.vectors + "/jcs/numbers-10000.txt"])
    #expect(checked.status == 0 && checked.output.contains("10000 numbers, 0 differ"), "\(checked.output)\(checked.talk)")
  }
}

/// docs/examples/check_bundle.py, written from the pages alone.
@Suite struct `The checker in Python` {
  @Test(.enabled(if: OutsidePython.isThere, OutsidePython.reason))
  func `derives the scores of the published bundle again`() throws {
    let (bundle, key) = `Programs of others`.reference
    let checked = try OutsidePython.run("docs/examples/check_bundle.py", [bundle, "--key", key])
    #expect(checked.status == 0 && checked.output.contains("30 metrics derived again"), "\(checked.output)\(checked.talk)")
  }

  /// Vendor numerics with a bound, several processes, and an evaluation with categories.
  @Test(.enabled(if: OutsidePython.isThere, OutsidePython.reason), arguments: ["servers/openblas-1", "servers/avx2-2", "models/smollm2"])
  func `derives the scores of the published example again`(bundle: String) throws {
    let key = Repository.path("results/example.pub")
    let checked = try OutsidePython.run("docs/examples/check_bundle.py", [Repository.path("results/example/\(bundle)"), "--key", key])
    #expect(checked.status == 0, "\(checked.output)\(checked.talk)")
  }

  @Test(.enabled(if: OutsidePython.isThere, OutsidePython.reason))
  func `accepts a fresh run with an evaluation, and notices each kind of damage`() throws {
    let run = try EverythingRun.made.get()
    let scratch = try TemporaryFolder()
    let checked = try OutsidePython.run("check_checker.py", [run.bundle, run.key, scratch.path])
    #expect(checked.status == 0, "\(checked.output)\(checked.talk)")
  }
}

/// `Tests/Vectors/bundle`: what other implementations try themselves on.
@Suite struct `The bundle among the vectors` {
  static let folder = Repository.vectors + "/bundle"

  /// What the checker says of it: root, digest of the plan, Merkle root of the trials, signer.
  private func facts(_ bundle: String) throws -> (status: Int32, text: String) {
    let checked = try OutsidePython.run(
      "docs/examples/check_bundle.py", [bundle, "--key", Repository.vectors + "/ed25519/ed25519-pub.pem"])
    return (checked.status, checked.output.split(separator: "\n").prefix(4).joined(separator: "\n") + "\n")
  }

  @Test(.enabled(if: OutsidePython.isThere, OutsidePython.reason))
  func `is accepted by Etalon and by the checker, and has the digests that stand beside it`() throws {
    let bundle = Self.folder + "/everything"
    if Repository.updates {
      try? FileManager.default.removeItem(atPath: Self.folder)
      try FileManager.default.createDirectory(atPath: Self.folder, withIntermediateDirectories: true)
      let run = try EverythingRun.made.get()
      try FileManager.default.copyItem(atPath: run.bundle, toPath: bundle)
      try FileManager.default.copyItem(atPath: run.folder.path("questions.jsonl"), toPath: Self.folder + "/questions.jsonl")
      try Data(try facts(bundle).text.utf8).write(to: URL(filePath: Self.folder + "/expected.txt"))
    }
    let found = try facts(bundle)
    #expect(found.status == 0, "\(found.text)")
    #expect(found.text == (try Repository.text(of: Self.folder + "/expected.txt")))
    let words = ["--key", Repository.vectors + "/ed25519/ed25519-pub.pem", "--builder", "https://lab.example/etalon"].joined(separator: " ")
    let verified = try Etalon().shell("etalon verify '\(bundle)' \(words) --inputs Tests/Vectors/bundle --ignore-report")
    for property in ["intact", "authentic"] {
      #expect(verified.output.contains(try Regex("\(property) +holds")), "\(verified.output)")
    }
  }
}

import Foundation
import TestSupport
import Testing

/// A small evaluation with every step of the main job: kernel, training, serving, a claim, a score.
///
/// It takes about a second.
let smallSpec = """
  etalon: 1
  name: small
  seed: 7
  targets:
    one-core: { device: cpu, threads: 1 }
    whole-server: { device: cpu, threads: all }
  datasets:
    digits:
      file: digits.csv
      sha256: DIGITS
      license: CC-BY-4.0
      format: { csv: { label: label, scale: 0.0625 } }
      split: { train: 80%, test: 20% }
  workloads:
    gemm:
      kernel: gemm
      with: { m: 48, n: 40, k: 300 }
      matrix: { type: [f32, f64], target: [one-core, whole-server] }
      sample: { warmup: 1, count: 12, spread: 0 s }
    training:
      train: mlp
      target: whole-server
      dataset: digits
      with: { layers: [64, 32, 10], batch: 64, optimizer: { adamw: { lr: 0.004 } } }
      stop: { when: accuracy >= 0.9, epochs: 8 }
      sample: { warmup: 0, count: 1 }
    serving:
      infer: training
      target: one-core
      scenario: { single-stream: { queries: 50 } }
      sample: { spread: 0 s }
  claims:
    - training.accuracy >= 0.5
    - "gemm[type=f32].throughput > 1 flop/s"
  weighting:
    mean: geometric
    reference:
      values:
        "gemm[type=f32].throughput": 1 Gflop/s
        training.time-to-quality: 1 s
    score:
      compute: { weight: 60%, of: { "gemm[type=f32].throughput": 1 } }
      training: { weight: 40%, of: { training.time-to-quality: 1 } }
  """

/// A home with a key of its own, a small spec, and what running it left.
struct SmallRun {
  let etalon: Etalon
  let folder: TemporaryFolder
  let bundle: String

  init(spec: String = smallSpec) throws {
    etalon = try Etalon()
    folder = try TemporaryFolder()
    try SmallRun.lay(spec, in: folder)
    _ = try etalon("key", "new", "lab")
    _ = try etalon("key", "trust", "lab", "--builder", "lab")
    let ran = try etalon("run", "small.yaml", "--sign", "lab", in: folder.path)
    try #require(ran.status == 0, "\(ran.talk)")
    let path = ran.output.trimmingCharacters(in: .whitespacesAndNewlines)
    bundle = path.hasPrefix("/") ? path : folder.path(path)
  }

  /// Writes the spec and the digits it reads into a folder.
  static func lay(_ spec: String, in folder: TemporaryFolder) throws {
    try folder.write(try pinned(spec), to: "small.yaml")
    try folder.write(try Repository.bytes(of: Repository.path("specs/data/digits.csv")), to: "digits.csv")
  }

  /// The spec with the digest of the digits in place.
  static func pinned(_ spec: String) throws -> String {
    let digest = try run("/usr/bin/sha256sum", [Repository.path("specs/data/digits.csv")]).output.prefix(64)
    return spec.replacing("DIGITS", with: digest)
  }

  func bytes(_ file: String) throws -> [UInt8] { try Repository.bytes(of: bundle + "/" + file) }
}

@Suite struct `The main job` {
  @Test func `a signed run verifies, reproduces, and two runs give the same plan and results`() throws {
    let first = try SmallRun()
    let verified = try first.etalon("verify", first.bundle, "--reproduce", "--inputs", Repository.path("specs/data"))
    #expect(verified.status == 0, "\(verified.output)\(verified.talk)")
    for word in ["intact", "authentic", "reproduced"] { #expect(verified.output.contains(word)) }

    let again = try first.etalon("run", "small.yaml", in: first.folder.path)
    let second = first.folder.path(again.output.trimmingCharacters(in: .whitespacesAndNewlines))
    for file in ["data/plan.json", "data/results.json"] {
      #expect(try first.bytes(file) == Repository.bytes(of: second + "/" + file), "\(file) differs between two runs")
    }
    let threads = try first.etalon.shell(
      "taskset -c 0 etalon-binary run small.yaml".replacing("etalon-binary", with: Etalon.path), in: first.folder.path)
    let single = first.folder.path(threads.output.trimmingCharacters(in: .whitespacesAndNewlines))
    #expect(try first.bytes("data/results.json") == Repository.bytes(of: single + "/data/results.json"), "results differ on one core")
  }

  @Test func `the bundle checks with sha256sum and without Etalon`() throws {
    let run = try SmallRun()
    let sums = try run.etalon.shell("cd '\(run.bundle)' && sha256sum --strict -c manifest-sha256.txt")
    #expect(sums.status == 0, "\(sums.talk)")
  }

  @Test func `one flipped byte in any file fails and the finding names the file`() throws {
    let run = try SmallRun()
    let files = try FileManager.default.subpathsOfDirectory(atPath: run.bundle).filter { path in
      var isFolder: ObjCBool = false
      return unsafe FileManager.default.fileExists(atPath: run.bundle + "/" + path, isDirectory: &isFolder) && !isFolder.boolValue
        && path != "report.html"
    }
    #expect(files.count > 10)
    for file in files {
      let original = try run.bytes(file)
      var changed = original
      changed[changed.count / 2] ^= 1
      try Data(changed).write(to: URL(filePath: run.bundle + "/" + file))
      let answer = try run.etalon("verify", run.bundle)
      #expect(answer.status == 1, "\(file): exit \(answer.status)")
      #expect(answer.output.contains(file), "\(file) is not named:\n\(answer.output)")
      try Data(original).write(to: URL(filePath: run.bundle + "/" + file))
    }
    #expect(try run.etalon("verify", run.bundle).status == 0)
  }

  @Test func `an attacker who recomputes the manifest is not authentic`() throws {
    let run = try SmallRun()
    let forge =
      "cd '\(run.bundle)' && sed -i 's/0/1/' data/scores.json && find data -type f | LC_ALL=C sort | xargs sha256sum > manifest-sha256.txt"
    #expect(try run.etalon.shell(forge).status == 0)
    let answer = try run.etalon("verify", run.bundle)
    #expect(answer.status == 1)
    #expect(answer.output.contains("authentic"))
  }

  @Test func `a stranger without a policy learns who signed and how to trust them`() throws {
    let run = try SmallRun()
    let stranger = try Etalon()
    let answer = try stranger("verify", run.bundle)
    #expect(answer.status == 3)
    #expect((answer.output + answer.talk).contains("not in your policy"))
    #expect((answer.output + answer.talk).contains("etalon key trust"))
    let key = try stranger("verify", run.bundle, "--key", run.etalon.home.path("config/etalon/keys/lab.pub"), "--builder", "lab")
    #expect(key.status == 0, "\(key.output)\(key.talk)")
  }

  @Test func `a bundle alone in an empty folder is checked as far as it goes, and with inputs wholly`() throws {
    let run = try SmallRun()
    let elsewhere = try TemporaryFolder()
    _ = try run.etalon.shell("cp -r '\(run.bundle)' '\(elsewhere.path("b"))'")
    let alone = try run.etalon("verify", "b", "--reproduce", in: elsewhere.path)
    #expect(alone.status == 3, "\(alone.output)")
    #expect(alone.output.contains("not checkable"))
    let whole = try run.etalon("verify", "b", "--reproduce", "--inputs", Repository.path("specs/data"), in: elsewhere.path)
    #expect(whole.status == 0, "\(whole.output)")
  }

  @Test func `a killed run goes on and gives the same results, with the interruption on record`() throws {
    let whole = try SmallRun()
    let slow = try SmallRun.pinned(smallSpec)
    try whole.folder.write(slow, to: "small.yaml")
    let killed = try whole.etalon.shell(
      """
      '\(Etalon.path)' run small.yaml --out killed & pid=$!
      until ls killed/.journal/*.sqlite >/dev/null 2>&1 || ! kill -0 $pid; do sleep 0.01; done
      sleep 0.1; kill -9 $pid; wait $pid; echo $?
      """, in: whole.folder.path)
    try #require(killed.output.hasSuffix("137\n"), "it was not killed in the middle: \(killed.output)")
    let resumed = try whole.etalon("run", "small.yaml", "--out", "killed", "--resume", in: whole.folder.path)
    #expect(resumed.status == 0, "\(resumed.talk)")
    let bundle = whole.folder.path(resumed.output.trimmingCharacters(in: .whitespacesAndNewlines))
    #expect(try whole.bytes("data/results.json") == Repository.bytes(of: bundle + "/data/results.json"))
    #expect(try Repository.text(of: bundle + "/data/run.json").contains("\"interruptions\":[\""))
  }
}

@Suite struct `New specs` {
  @Test(arguments: ["kernel", "training", "endpoint", "command"])
  func `a new spec is valid as it stands, and a second one replaces nothing`(template: String) throws {
    let etalon = try Etalon()
    let folder = try TemporaryFolder()
    let new = try etalon("new", "mine", "--template", template, in: folder.path)
    #expect(new.status == 0, "\(new.talk)")
    let checked = try etalon("check", "mine.yaml", in: folder.path)
    #expect(checked.status == 0, "\(checked.talk)")
    #expect(try etalon("new", "mine", "--template", template, in: folder.path).status == 2)
  }

  @Test func `a new training runs and its claims hold`() throws {
    let etalon = try Etalon()
    let folder = try TemporaryFolder()
    _ = try etalon("new", "mine", "--template", "training", in: folder.path)
    let ran = try etalon("run", "mine.yaml", in: folder.path)
    #expect(ran.status == 0, "\(ran.talk)")
  }

  @Test(.enabled(if: findProgram("bwrap") != nil, "bubblewrap is not installed"))
  func `a new program runs in the sandbox, only with permission, and reproduces`() throws {
    let etalon = try Etalon()
    let folder = try TemporaryFolder()
    _ = try etalon("new", "mine", "--template", "command", in: folder.path)
    let refused = try etalon("run", "mine.yaml", in: folder.path)
    #expect(refused.status == 2)
    #expect(refused.talk.contains("--allow command"))
    #expect(try etalon.shell("ls -A results 2>/dev/null; true", in: folder.path).output.isEmpty, "nothing ran")
    let ran = try etalon("run", "mine.yaml", "--allow", "command", in: folder.path)
    #expect(ran.status == 0, "\(ran.talk)")
    let bundle = ran.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let again = try etalon(
      "verify", bundle, "--reproduce", "--require", "reproduced", "--allow", "command", "--inputs", ".", in: folder.path)
    #expect(again.status == 0, "\(again.output)")
  }
}

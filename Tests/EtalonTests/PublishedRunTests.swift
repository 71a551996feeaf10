import Foundation
import TestSupport
import Testing

/// The published specs that run by themselves are run, each as its file stands.
@Suite(.serialized) struct `Published specs do what they say` {
  private static let specs =
    (try? FileManager.default.contentsOfDirectory(atPath: Repository.path("specs")))?
    .filter { $0.hasSuffix(".yaml") }.sorted() ?? []

  @Test(arguments: specs) func `each is sound, with every dataset that it names`(name: String) throws {
    let checked = try Etalon()("check", "specs/\(name)")
    #expect(checked.status == 0 && checked.talk.isEmpty, "\(checked.talk)")
  }

  /// The part of a bundle that must come out the same anywhere: results without the digest of the plan they belong to.
  private func results(_ bundle: String) throws -> String {
    let text = try Repository.text(of: bundle + "/data/results.json")
    return text.replacing(/"plan":"[0-9a-f]{64}"/, with: "")
  }

  private func run(_ spec: String, _ more: String = "", in folder: TemporaryFolder) throws -> (bundle: String, talk: String) {
    let ran = try Etalon().shell("etalon run \(spec) \(more) --out '\(folder.path)'")
    #expect(ran.status == 0, "\(spec) \(more): \(ran.talk)")
    return (ran.output.trimmingCharacters(in: .whitespacesAndNewlines), ran.talk)
  }

  @Test func `networks learn to the claimed quality, and to the same bits on other instruction sets and threads`() throws {
    let folder = try TemporaryFolder()
    let (bundle, talk) = try run("specs/training.yaml", in: folder)
    #expect(talk.components(separatedBy: "claim  holds").count == 5, "\(talk)")
    let widest = try results(bundle)
    for part in ["perplexity", "vocabulary", "step-loss", "checkpoint-10", "predictions"] { #expect(widest.contains(part)) }
    let isa = try Etalon()("env", "--format", "json").output.contains("avx2") ? "avx2" : nil
    guard let isa else { return print("no avx2 here: a second instruction set was not compared") }
    let narrow = "--set targets.whole-server.isa=\(isa) --set targets.whole-server.threads=3 --set targets.one-core.isa=\(isa)"
    #expect(try results(run("specs/training.yaml", narrow, in: folder).bundle) == widest)
    let verified = try Etalon().shell("etalon verify '\(bundle)' --reproduce --inputs specs/data")
    #expect(verified.output.contains("36 results the same bit for bit"), "\(verified.output)")
  }

  @Test func `PyTorch's own reader, where it is installed, opens the weights`() throws {
    guard try Etalon().shell("python3 -c 'import safetensors.numpy'").status == 0 else {
      return print("python3-safetensors is not installed: the weights were not opened with it")
    }
    let folder = try TemporaryFolder()
    let bundle = try run("specs/training.yaml", in: folder).bundle
    let script = """
      import sys, glob, safetensors.numpy as s
      names = set()
      for path in glob.glob(sys.argv[1] + '/data/artifacts/*'): names |= set(s.load_file(path))
      print(sorted(names))
      """
    try folder.write(script, to: "open.py")
    let opened = try Etalon().shell("python3 '\(folder.path("open.py"))' '\(bundle)'")
    for name in ["convolutions.0.weight", "layers.0.bias", "blocks.1.qkv.weight", "head.weight"] {
      #expect(opened.output.contains(name), "\(opened.output)\(opened.talk)")
    }
  }

  @Test func `the tour of kernels measures each on each instruction set of this host`() throws {
    let folder = try TemporaryFolder()
    let ran = try Etalon().shell("etalon run specs/kernels.yaml --out '\(folder.path)'")
    #expect([0, 1, 3].contains(ran.status), "\(ran.talk)")
    // What a host lacks is refused, nothing else.
    #expect(!ran.talk.contains("failed"), "\(ran.talk)")
    let bundle = ran.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let plan = try Repository.text(of: bundle + "/data/plan.json")
    for profile in ["exact-i8/1", "exact-sum/1", "portable-f32/1", "portable-f64/1"] { #expect(plan.contains(profile)) }
    #expect(try Repository.text(of: bundle + "/data/trials.jsonl").contains("\"isa\":\""))
    #expect(try Etalon().shell("etalon verify '\(bundle)' --reproduce").output.contains("bit for bit"))
  }

  @Test func `OpenBLAS runs the products it has, within their error bound, and is named with its core and threads`() throws {
    guard FileManager.default.fileExists(atPath: "/usr/lib/x86_64-linux-gnu/libopenblas.so.0") else {
      return print("OpenBLAS is not installed: specs/vendor.yaml was not run")
    }
    let folder = try TemporaryFolder()
    let ran = try Etalon().shell("etalon run specs/vendor.yaml --out '\(folder.path)'")
    // How fast it is is nothing that a test on a busy machine can claim.
    #expect([0, 1, 3].contains(ran.status) && !ran.talk.contains("failed"), "\(ran.talk)")
    let bundle = ran.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let trials = try Repository.text(of: bundle + "/data/trials.jsonl")
    #expect(trials.matches(of: /"library":"OpenBLAS 0[^"]*, core [A-Za-z0-9]+, 1 thread"/).count == 4, "\(trials)")
    let verified = try Etalon().shell("etalon verify '\(bundle)' --reproduce")
    #expect(verified.output.contains("within"), "\(verified.output)")
    #expect(verified.status == 3 && verified.output.contains("reproduced     holds"), "\(verified.output)")
  }
}

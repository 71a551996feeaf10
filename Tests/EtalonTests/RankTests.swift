import Foundation
import TestSupport
import Testing

/// Systems by score and grade, as a user asks for them.
@Suite struct `Ranking systems` {
  /// Runs a small spec with so many threads, and gives the folder of the bundle.
  private static func run(_ name: String, threads: Int, rows: Int = 64, in folder: TemporaryFolder) throws -> String {
    let spec = """
      etalon: 1
      name: small
      targets: { host: { device: cpu, threads: \(threads) } }
      workloads:
        gemm: { kernel: gemm, target: host, with: { m: \(rows), n: 64, k: 64 }, sample: { min: 10, max: 10 } }
        triad: { kernel: stream-triad, target: host, with: { n: 4096 }, sample: { min: 10, max: 10 } }
      weighting:
        reference: { values: { gemm.throughput: 1 Gflop/s, triad.throughput: 1 GB/s } }
        score: { compute: { weight: 1, of: { gemm.throughput: 1 } }, memory: { weight: 1, of: { triad.throughput: 1 } } }
      """
    try folder.write(spec, to: "\(name).yaml")
    let ran = try Etalon()("run", "\(name).yaml", "--out", name, in: folder.path)
    #expect(ran.status == 0, "\(ran.talk)")
    return ran.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static let scale = """
    scale: 1
    name: small
    title: Two kernels
    edition: "1"
    scope: server
    expires: "2099-12-31"
    classes: { A: 1000000, B: 0.000001, C: 0 }
    reference: B
    indicators:
      compute: { weight: 1, metric: gemm.throughput, better: higher, reference: 1 Gflop/s }
      memory: { weight: 1, metric: triad.throughput, better: higher, reference: 1 GB/s }
    """

  @Test func `says score, grade, group and weights, the same bytes each time, and what keeps a buyer from a system`() throws {
    let folder = try TemporaryFolder()
    let bundles = [try Self.run("one", threads: 1, in: folder), try Self.run("two", threads: 2, in: folder)]
    let plain = try Etalon()("rank", bundles[0], bundles[1], in: folder.path)
    #expect(plain.status == 0, "\(plain.output)\(plain.talk)")
    #expect(plain.output.contains("not verified") || plain.output.contains("nobody signed"), "\(plain.output)")
    #expect(plain.output.contains("of the allowed weights keep the whole order"), "\(plain.output)")
    try folder.write(Self.scale, to: "scale.yaml")
    let json = try Etalon()("rank", bundles[0], bundles[1], "--scale", "scale.yaml", "--views", "--format", "json", in: folder.path)
    let again = try Etalon()("rank", bundles[1], bundles[0], "--scale", "scale.yaml", "--views", "--format", "json", in: folder.path)
    #expect(json.status == 0 && json.output == again.output, "\(json.talk)")
    #expect(json.output.contains("\"point\":\"B\"") && json.output.contains("\"copeland\""))
    try folder.write(
      "profile: 1\nname: p\ntitle: t\nscale: scale.yaml\nrequire: { price: { at-most: 100 EUR }, memory: { at-least: 1 MiB } }\nper: [price]\n",
      to: "profile.yaml")
    try folder.write(
      "facts: 1\nsystems:\n  \"\(bundles[0])\": { price: { value: 90 EUR } }\n  \"\(bundles[1])\": { price: { value: 110 EUR } }\n",
      to: "facts.yaml")
    let choice = try Etalon()(
      "rank", bundles[0], bundles[1], "--profile", "profile.yaml", "--facts", "facts.yaml", in: folder.path)
    #expect(choice.status == 0, "\(choice.output)\(choice.talk)")
    #expect(choice.output.contains("`price` is 110 EUR, and at most 100 EUR is required"), "\(choice.output)")
  }

  @Test func `other work is said first and not ranked; a broken bundle gives no number`() throws {
    let folder = try TemporaryFolder()
    let bundles = [
      try Self.run("one", threads: 1, in: folder), try Self.run("two", threads: 1, in: folder),
      try Self.run("other", threads: 1, rows: 32, in: folder),
    ]
    let mixed = try Etalon()("rank", bundles[0], bundles[1], bundles[2], in: folder.path)
    #expect(mixed.status == 3 && mixed.output.contains("rank-other-work"), "\(mixed.output)\(mixed.talk)")
    _ = try Etalon().shell("printf x >> '\(bundles[1])/data/results.json'", in: folder.path)
    let broken = try Etalon()("rank", bundles[0], bundles[1], in: folder.path)
    #expect(broken.status == 3 && broken.output.contains("rank-not-intact"), "\(broken.output)\(broken.talk)")
    let none = try Etalon()("rank", bundles[1], in: folder.path)
    #expect(none.status == 1 && none.talk.contains("rank-no-systems"), "\(none.talk)")
    let gate = try Etalon()("rank", bundles[0], "--history", "--fail-if", "throughput falls", in: folder.path)
    #expect(gate.status == 2 && gate.talk.contains("rank-bad-gate"), "\(gate.talk)")
    let junit = try Etalon()(
      "rank", bundles[0], bundles[0], "--history", "--fail-if", "throughput drops 99 %", "--format", "junit", in: folder.path)
    #expect(junit.status == 0 && junit.output.contains("<testsuite name=\"history\""), "\(junit.output)\(junit.talk)")
  }

  @Test(arguments: ["ai-server", "model"]) func `each published scale proves its rules`(_ name: String) throws {
    let checked = try Etalon()("scale", "check", "specs/scales/\(name).yaml")
    #expect(checked.status == 0, "\(checked.output)\(checked.talk)")
  }

  @Test(arguments: [
    ("B: 0.000001, C: 0 }", "C: 0.000001, C2: 5 }", "scale-classes"), ("reference: B", "reference: A", "scale-reference"),
    ("better: higher, reference: 1 Gflop/s", "better: higher, reference: 1 Gflop/s, greatest: 2 Gflop/s", "holds"),
    ("triad.throughput, better", "gemm.throughput, better", "scale-cloned"),
  ]) func `a scale that contradicts itself is told which rule it breaks`(_ found: String, _ other: String, _ code: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.scale.replacing(found, with: other), to: "scale.yaml")
    let checked = try Etalon()("scale", "check", "scale.yaml", in: folder.path)
    #expect(checked.output.contains(code), "\(checked.output)\(checked.talk)")
    #expect(checked.status == (code == "holds" ? 0 : 1))
  }
}

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
        gemm: { kernel: gemm, target: host, with: { m: \(rows), n: 64, k: 64 }, sample: { min: 10, max: 10, spread: 0 s } }
        triad: { kernel: stream-triad, target: host, with: { n: 4096 }, sample: { min: 10, max: 10, spread: 0 s } }
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
    let junit = try Etalon()(
      "rank", bundles[0], bundles[1], "--history", "--fail-if", "throughput drops 99 %", "--format", "junit", in: folder.path)
    #expect([0, 3].contains(junit.status) && junit.output.contains("<testsuite name=\"history\""), "\(junit.output)\(junit.talk)")
    _ = try Etalon().shell("printf x >> '\(bundles[1])/data/results.json'", in: folder.path)
    let broken = try Etalon()("rank", bundles[0], bundles[1], in: folder.path)
    #expect(broken.status == 3 && broken.output.contains("rank-not-intact"), "\(broken.output)\(broken.talk)")
    let none = try Etalon()("rank", bundles[1], in: folder.path)
    #expect(none.status == 1 && none.talk.contains("rank-no-systems"), "\(none.talk)")
    let gate = try Etalon()("rank", bundles[0], "--history", "--fail-if", "throughput falls", in: folder.path)
    #expect(gate.status == 2 && gate.talk.contains("rank-bad-gate"), "\(gate.talk)")
  }

  @Test func `runs under one name are one system, runs of one plan without a name are told, and facts of nobody are said`() throws {
    let folder = try TemporaryFolder()
    let bundles = [try Self.run("one", threads: 1, in: folder), try Self.run("one", threads: 1, in: folder)]
    let apart = try Etalon()("rank", "one", in: folder.path)
    #expect(apart.status == 0 && apart.output.contains("they are 2 runs of one plan on one host"), "\(apart.output)\(apart.talk)")
    try folder.write("facts: 1\nsystems: { fasst: { price: { value: 90 EUR } } }\n", to: "facts.yaml")
    let joined = try Etalon()("rank", "fast=one", "--facts", "facts.yaml", "--format", "json", in: folder.path)
    #expect(joined.status == 0 && joined.output.contains("\"covers\":\"trials\"") && !joined.output.contains("rank-runs-of-one-system"))
    #expect(joined.output.contains("facts are declared of `fasst`") && joined.output.contains("did you mean `fast`?"), "\(joined.output)")
    // Copies of a run are no runs: they would make an interval of nothing.
    _ = try Etalon().shell("cp -r one copies", in: folder.path)
    let copied = try Etalon()("rank", "fast=one", "fast=copies", "--format", "json", in: folder.path)
    #expect(
      copied.output.contains("so it is no run of its own") && copied.output.contains("\"covers\":\"trials\""),
      "\(copied.output)\(copied.talk)")
    let twice = try Etalon()("rank", bundles[0], "\(bundles[0])=one", in: folder.path)
    #expect(twice.status == 2, "\(twice.output)\(twice.talk)")
  }

  @Test func `a history tells what differs between its runs, and no gate judges over another target`() throws {
    let folder = try TemporaryFolder()
    let bundles = [try Self.run("one", threads: 1, in: folder), try Self.run("two", threads: 2, in: folder)]
    let told = try Etalon()("rank", bundles[0], bundles[1], "--history", "--format", "json", in: folder.path)
    #expect(told.status == 0 && told.output.contains("the targets differ: `host` with 1 thread in the first run"), "\(told.output)")
    #expect(told.output.contains("rank-not-verified"), "\(told.output)")
    let gate = try Etalon()("rank", bundles[0], bundles[1], "--history", "--fail-if", "throughput drops 3 %", in: folder.path)
    #expect(gate.status == 3 && gate.talk.contains("error[rank-other-system]"), "\(gate.output)\(gate.talk)")
    let option = try Etalon()("rank", bundles[0], "--history", "--scale", "scale.yaml", in: folder.path)
    #expect(option.status == 2 && option.talk.contains("`--scale` says how to rank systems"), "\(option.talk)")
  }

  @Test func `a signed scale is told with its author, scope and expiry, and one that was changed after it is refused`() throws {
    let folder = try TemporaryFolder()
    let bundle = try Self.run("one", threads: 1, in: folder)
    try folder.write(Self.scale, to: "scale.yaml")
    let etalon = try Etalon()
    func run(_ line: String) throws -> Finished { try etalon.shell(line, in: folder.path) }
    let rank = "etalon rank '\(bundle)' --scale scale.yaml"
    #expect(try run(rank).output.contains("which nobody signed"))
    #expect(try run("etalon key new lab && etalon scale sign scale.yaml --key lab").status == 0)
    let unknown = try run(rank)
    #expect(unknown.status == 0 && unknown.output.contains("which your policy does not know"), "\(unknown.output)\(unknown.talk)")
    let known = try run("etalon key trust lab --builder lab && \(rank)")
    #expect(known.output.contains("for a server, until 2099-12-31, signed by lab"), "\(known.output)\(known.talk)")
    // A comment changes no number, and a band does.
    try folder.write("# a comment\n" + Self.scale, to: "scale.yaml")
    #expect(try run(rank).status == 0)
    try folder.write(Self.scale.replacing("B: 0.000001", with: "B: 0.0000011"), to: "scale.yaml")
    let moved = try run(rank)
    #expect(moved.status == 1 && moved.talk.contains("error[scale-signature]") && moved.output.isEmpty, "\(moved.output)\(moved.talk)")
    // Another key does not take the place of the author's, nor does one speak for the author.
    let other = try run("etalon key new thief && etalon scale sign scale.yaml --key thief")
    #expect(other.status == 1 && other.talk.contains("already-signed"), "\(other.talk)")
    let posing = try run(
      "rm scale.dsse.json && etalon key trust thief --builder thief && etalon scale sign scale.yaml --key thief --builder lab && \(rank)")
    #expect(posing.status == 1 && posing.talk.contains("the key is trusted for another builder"), "\(posing.talk)")
  }

  @Test func `a scale that has expired or breaks a rule is not signed`() throws {
    let folder = try TemporaryFolder()
    let etalon = try Etalon()
    try folder.write(Self.scale.replacing("2099-12-31", with: "2020-12-31"), to: "old.yaml")
    let old = try etalon.shell("etalon key new lab && etalon scale sign old.yaml --key lab", in: folder.path)
    #expect(old.status == 1 && old.talk.contains("error[scale-expired]"), "\(old.talk)")
    let checked = try etalon("scale", "check", "old.yaml", in: folder.path)
    #expect(checked.status == 0 && checked.talk.contains("warning[scale-expired]"), "\(checked.talk)")
    #expect(checked.output.contains("expired after 2020-12-31"), "\(checked.output)")
    try folder.write(Self.scale.replacing("reference: B", with: "reference: A"), to: "broken.yaml")
    let broken = try etalon.shell("etalon scale sign broken.yaml --key lab", in: folder.path)
    #expect(broken.status == 1 && broken.talk.contains("error[scale-reference]"), "\(broken.talk)")
  }

  @Test(arguments: ["ai-server", "model", "io500", "mlperf-llama2", "kernels-small"])
  func `each published scale proves its rules, and is signed by the published key`(_ name: String) throws {
    let etalon = try Etalon()
    let checked = try etalon.shell(
      "etalon key trust specs/scales/etalon-scales.pub --builder etalon-scales && etalon scale check specs/scales/\(name).yaml")
    #expect(
      checked.status == 0 && checked.output.contains("signed by etalon-scales, whom your policy trusts"), "\(checked.output)\(checked.talk)"
    )
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

import Record
import TestSupport
import Testing

@testable import Spec

/// From text to plan: matrices, parameters, overrides, defaults, inheritance, scores.
struct ResolutionTests {
  private let head = "etalon: 1\nname: test\ntargets: { host: { threads: all } }\n"
  private let gemm = "workloads:\n  gemm: { kernel: gemm, with: { m: 8, n: 8, k: 8 } }\n"

  @Test func `defaults are written out`() throws {
    let node = try #require(try plan(head + gemm).nodes.first)
    #expect(node.target == "host")
    #expect(node.numerics == Numerics("portable-f32/1", .bits))
    #expect(node.sampling == Sampling(warmup: 2, min: 10, max: 50, ci95: Rational(1, over: 50), budget: 10_000_000_000))
    #expect(node.trials == 1)
    guard case .kernel(let work) = node.work else { return #expect(Bool(false)) }
    #expect(work.flops == 1024)
    #expect(node.metrics.map(\.name) == ["time", "throughput", "bandwidth"])
  }

  @Test func `a matrix makes a cell of each combination, axes sorted, the last fastest`() throws {
    let text = head + "workloads:\n  gemm: { kernel: gemm, matrix: { type: [f64, f32], m: [16, 8] } }\n"
    #expect(try plan(text).nodes.map(\.id) == ["gemm[m=16,type=f64]", "gemm[m=16,type=f32]", "gemm[m=8,type=f64]", "gemm[m=8,type=f32]"])
  }

  @Test func `a parameter keeps its type, and an override of it is recorded`() throws {
    let text =
      head
      + "parameters: { edge: 8 }\nworkloads:\n  gemm: { kernel: gemm, with: { m: \"${edge}\", n: 8, k: 8 } }\ntitle: edge ${edge}, not $${edge}\n"
    let plain = try plan(text)
    let other = try plan(text, [Override(path: "parameters.edge", value: "16")])
    #expect(plain.title == "edge 8, not ${edge}")
    #expect(other.title == "edge 16, not ${edge}")
    #expect(other.parameters == ["edge": "16"])
    #expect(other.overrides == [Override(path: "parameters.edge", value: "16")])
  }

  @Test func `an override makes the mappings on its way and reaches into lists`() throws {
    let text = head + gemm + "claims: [gemm.time < 1 s]\n"
    let plan = try plan(
      text, [Override(path: "workloads.gemm.sample.count", value: "12"), Override(path: "claims.0", value: "gemm.time < 2 s")])
    #expect(plan.nodes[0].sampling == Sampling(warmup: 2, min: 12, max: 12, invocations: 5))
    #expect(plan.claims.map(\.text) == ["gemm.time < 2 s"])
  }

  @Test func `the plan names everything by digest and nothing by path`() throws {
    let planned = try #require(plannedFile("specs/quickstart.yaml"))
    let text = String(decoding: try planned.plan.canonicalBytes(), as: UTF8.self)
    #expect(!text.contains("digits.csv") && !text.contains("specs/"))
    #expect(planned.inputFiles.map(\.path) == ["data/digits.csv"])
    #expect(planned.inputFiles.map(\.sha256) == planned.plan.inputs.map(\.sha256))
  }

  @Test func `a child with weights of its own keeps what it inherits, and nothing is locked`() throws {
    let planned = try #require(plannedFile("specs/own-weighting.yaml"))
    #expect(planned.plan.division == .none)
    #expect(planned.plan.name == "own-weighting")
    #expect(planned.sources.count == 2)
    #expect(planned.plan.spec.parents == planned.sources.dropFirst().map(\.digest))
  }

  @Test func `a change of a locked value, even by a parameter, is a deviation with both values`() throws {
    let planned = try #require(plannedFile("Tests/Corpus/broken/locked-value-changed.yaml"))
    #expect(planned.plan.division == .custom)
    #expect(planned.plan.deviations.map(\.path) == ["seed", "workloads.gemm.with"])
    #expect(planned.plan.deviations.last?.inherited == #"{"k":8,"m":8,"n":8}"#)
    #expect(planned.plan.deviations.last?.here == #"{"k":8,"m":16,"n":8}"#)
  }

  @Test func `a spec that nothing locks is of no division`() throws {
    #expect(try plan(head + gemm).division == .none)
    #expect(try plan(head + gemm + "rules: { locked: [] }\n").division == .none)
    #expect(try plan(head + gemm + "rules: { locked: [seed] }\n").division == .standard)
    #expect(try plan(head + gemm + "rules: { locked: [seed] }\n", [Override(path: "seed", value: "5")]).division == .custom)
  }

  @Test func `a child removes what it inherits with a key that has no value`() throws {
    let planned = try #require(plannedFile("Tests/Corpus/broken/removed-locked.yaml"))
    #expect(planned.plan.nodes.map(\.id) == ["gemm"])
    #expect(planned.plan.targets.map(\.id) == ["host"])
    #expect(planned.plan.claims.map(\.text) == ["gemm.time < 1 s"])
    #expect(planned.plan.weighting?.score.map(\.id) == ["compute"])
    #expect(planned.plan.weighting?.reference.values.map(\.metric) == ["gemm.throughput", "gemm.time"])
    #expect(planned.plan.division == .custom)
    #expect(planned.plan.deviations.map(\.path) == ["workloads.copy"])
    #expect(planned.plan.deviations.first?.here == nil)
  }

  @Test func `an override removes what is there, and gives settings to a choice that is one word`() throws {
    let text = head + gemm + "title: x\nclaims: [gemm.time < 1 s]\n"
    let plan = try plan(text, [Override(path: "title", value: "~"), Override(path: "claims", value: "[]")])
    #expect(plan.title == nil && plan.claims.isEmpty)
  }

  @Test func `weights are divided by their sum, exactly`() throws {
    let score =
      "weighting:\n  reference: { values: { gemm.time: 1 ms, gemm.throughput: 1 Gflop/s } }\n  score: { gemm.time: 1, gemm.throughput: 2 }\n"
    let weighting = try #require(try plan(head + gemm + score).weighting)
    #expect(weighting.score.map(\.weight.recordText) == ["1/3", "2/3"])
    #expect(weighting.reference.values.map(\.value.recordText) == ["1000000000", "1/1000"])
  }

  @Test func `reference values of a bundle are copied into the plan with its root`() throws {
    let root = String(repeating: "0f", count: 32)
    let text = head + gemm + "weighting:\n  reference: { bundle: ../ref, root: \(root) }\n  score: { gemm.time: 1 }\n"
    let context = PlanningContext(
      catalogue: testCatalogue,
      reference: { request in .success(request.bundle == "../ref" ? [request.metrics[0].text: Rational(5)] : [:]) })
    let plan = try #require(makePlan(from: try sourceFile(text: text), in: context).planned).plan
    #expect(plan.weighting?.reference.root?.hex == root)
    #expect(plan.weighting?.reference.values == [.init(metric: "gemm.time", value: Rational(5))])
  }

  @Test func `the example of the design is read, and what is not there yet is said`() throws {
    let zeros = String(repeating: "0", count: 64)
    let text = """
      etalon: 1
      name: server-baseline
      seed: 20261123
      targets:
        one-core:     { device: cpu, threads: 1 }
        whole-server: { device: cpu, threads: all, require: { memory: ">= 4 GiB" } }
      datasets:
        digits:
          file: data/digits.csv
          sha256: \(zeros)
          license: CC-BY-4.0
          format: { csv: { label: label } }
          split: { train: 80%, test: 20% }
      workloads:
        gemm:
          kernel: gemm
          with: { m: 1024, n: 1024, k: 1024 }
          matrix: { type: [f32, f64], target: [one-core, whole-server] }
          sample: { warmup: 2, min: 10, until: { ci95: 2% }, max: 60, budget: 20 s }
        digits-training:
          train: mlp
          target: whole-server
          dataset: digits
          with: { layers: [64, 128, 10], batch: 64, optimizer: { adamw: { lr: 0.001 } } }
          stop: { when: accuracy >= 0.97, epochs: 40 }
        digits-serving:
          infer: digits-training
          target: whole-server
          scenario: { server: { latency: { p99: 15 ms } } }
      claims:
        - digits-training.accuracy >= 0.97
      weighting:
        reference: { bundle: ../results/reference-server, root: \(zeros) }
        mean: geometric
        score:
          compute:   { weight: 40%, of: { "gemm[type=f32].throughput": 1 } }
          training:  { weight: 30%, of: { digits-training.time-to-quality: 1 } }
          inference: { weight: 30%, of: { digits-serving.throughput: 1 } }
      """
    #expect(try problems(text).map(\.id) == ["kind-not-available"])
    let offline = text.replacing("{ server: { latency: { p99: 15 ms } } }", with: "offline")
    let context = PlanningContext(
      catalogue: testCatalogue,
      reference: { .success(Dictionary($0.metrics.map { ($0.text, Rational(1)) }, uniquingKeysWith: { first, _ in first })) })
    let (planned, diagnostics) = makePlan(from: try sourceFile(text: offline), in: context)
    #expect(diagnostics == [])
    #expect(planned?.plan.nodes.count == 6)
  }

  @Test func `a model is served by the cell that shares its axes`() throws {
    let zeros = String(repeating: "0", count: 64)
    let text =
      head + """
        datasets: { digits: { file: d.csv, sha256: \(zeros), format: { csv: { label: l } } } }
        workloads:
          serve: { infer: train, matrix: { target: [host] } }
          train: { train: mlp, dataset: digits, with: { layers: [4, 2] }, stop: { epochs: 1 }, matrix: { target: [host] } }
        """
    let plan = try plan(text)
    #expect(plan.nodes.map(\.id) == ["train[target=host]", "serve[target=host]"])
    #expect(plan.nodes[1].needs == ["train[target=host]"])
  }
}

/// Renderings beside the human one, which the corpus shows.
struct RenderingTests {
  private let text = "etalon: 1\nname: test\ntargets: { host: {} }\n名: 1\nworkloads: { gemm: { kernel: gemm } }\n"

  @Test func `JSON gives places in cells, scalars and bytes`() throws {
    let diagnostic = try #require(try problems(text).first).json
    #expect(diagnostic["id"] == "unknown-key")
    #expect(diagnostic["primary"]?["start"] == ["line": 4, "column": 1, "scalar": 1, "offset": 43])
    #expect(diagnostic["primary"]?["end"] == ["line": 4, "column": 3, "scalar": 2, "offset": 46])
  }

  @Test func `SARIF names rules, levels and regions`() throws {
    let log = try problems(text).sarif(toolVersion: "1.0.0")
    let run = try #require(log["runs"]?.elements?.first)
    #expect(log["version"] == "2.1.0")
    #expect(run["tool"]?["driver"]?["rules"]?.elements?.map { $0["id"] } == ["unknown-key"])
    #expect(run["results"]?.elements?.first?["level"] == "error")
    let region = run["results"]?.elements?.first?["locations"]?.elements?.first?["physicalLocation"]?["region"]
    #expect(region == ["startLine": 4, "startColumn": 1, "endLine": 4, "endColumn": 2])
  }

  @Test func `colour adds codes and changes no character`() throws {
    let problems = try problems(text)
    let coloured = problems.human(colour: true)
    #expect(coloured.contains("\u{1B}[1;31merror[unknown-key]\u{1B}[0m"))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == problems.human())
  }
}

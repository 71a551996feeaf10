import Record
import Report
import Score
import TestSupport

/// A made-up evaluation with all the parts of a real one; the same on every call.
struct SampleInput {
  var input: ReportInput

  init() {
    let nodes = SampleInput.nodes
    var random = SeededGenerator(seed: 7)
    let measurements = SampleInput.measurements(&random)
    let plan = Plan(
      language: 1, catalogue: 1, name: "server-baseline", title: "One CPU server, compute to inference", seed: Seed(root: 20_261_123),
      spec: SpecPins(root: digest(2)), overrides: [], division: .standard, deviations: [],
      targets: [
        TargetPlan(id: "one-core", device: .cpu, threads: .count(1)), TargetPlan(id: "whole-server", device: .cpu, threads: .all),
      ],
      inputs: [InputPlan(id: "digits", kind: .dataset, sha256: digest(3), license: "CC-BY-4.0", format: nil)], subjects: [],
      nodes: nodes, claims: SampleInput.claims, weighting: SampleInput.weighting)
    let run = RunRecord(
      tool: RunRecord.Tool(name: "etalon", version: "0.1.0", executable: digest(9)), plan: digest(1),
      started: Timestamp(secondsSince1970: 1_795_426_200), ended: Timestamp(secondsSince1970: 1_795_426_347), overrides: [],
      cacheHits: [],
      interruptions: [], partial: [], allowed: [])
    let trials = nodes.map { node in
      TrialLine(
        node: node.id, index: 0, stream: digest(20), status: .ok,
        attempts: [
          Attempt(
            started: Timestamp(secondsSince1970: 1_795_426_201), ended: Timestamp(secondsSince1970: 1_795_426_203), outcome: .finished)
        ])
    }
    let raw = RawRecords(
      plan: plan, trials: trials, results: SampleInput.results, bounded: BoundedResults(plan: digest(1), trials: []),
      measurements: measurements)
    let inputs = Inputs(files: [
      InputFile(
        sha256: digest(2), bytes: 2_311, role: .spec, id: "root", license: nil, source: "specs/server-baseline.yaml", included: true),
      InputFile(
        sha256: digest(3), bytes: 494_525, role: .dataset, id: "digits", license: "CC-BY-4.0", source: "data/digits.csv", included: false),
    ])
    input = ReportInput(
      RunRecords(
        raw: raw, planDigest: digest(1), inputs: inputs, environment: SampleInput.fingerprint, run: run,
        scores: scores(of: raw)),
      signer: "5f2b0a9c7d3e41f86a1c9d7be20458f1a3c6d9e0b7f4128d5c6e3a9f01b2c4d8", root: digest(8))
  }

}

extension Optional {
  /// The value of a test's own constant.
  var present: Wrapped {
    guard let self else { fatalError("a constant of the tests is wrong") }
    return self
  }
}

/// The page as text.
func page(_ input: ReportInput) -> String { String(decoding: renderReport(input), as: UTF8.self) }

/// A digest that a number tells from others.
func digest(_ number: UInt8) -> Digest {
  var random = SeededGenerator(seed: UInt64(number))
  return Digest((0..<32).map { _ in UInt8(truncatingIfNeeded: random.next()) }).present
}

extension SeededGenerator {
  /// From 0 to 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// About normal, with mean 0 and deviation 1.
  mutating func normal() -> Double { (0..<12).reduce(0) { sum, _ in sum + unit() } - 6 }
}

// MARK: - The plan

extension SampleInput {
  static let gemmRates = ["f32": (one: 92.4e9, all: 341e9), "f64": (one: 45.1e9, all: 168e9)]

  static var nodes: [Node] {
    var nodes: [Node] = []
    for (target, type) in [("one-core", "f32"), ("one-core", "f64"), ("whole-server", "f32"), ("whole-server", "f64")] {
      nodes.append(
        node(
          "gemm", [Coordinate(axis: "target", value: target), Coordinate(axis: "type", value: type)], target,
          .kernel(
            KernelWork(
              operation: "gemm", type: type, parameters: ["m": 1024, "n": 1024, "k": 1024], revision: 1, tier: .portable,
              flops: 2_147_483_648, bytes: 12_582_912)),
          [
            Metric(
              name: "throughput", dimension: .computing, direction: .higher, origin: .measurement,
              derivation: .rate(of: Quantity(Rational(2_147_483_648), .computing), per: "time"), selection: .median)
          ]))
    }
    nodes.append(
      node(
        "stream", [], "whole-server",
        .kernel(
          KernelWork(
            operation: "triad", type: "f64", parameters: ["n": 20_000_000], revision: 1, tier: .portable, flops: 40_000_000,
            bytes: 480_000_000)),
        [
          Metric(
            name: "bandwidth", dimension: .bandwidth, direction: .higher, origin: .measurement,
            derivation: .rate(of: Quantity(Rational(480_000_000), .bandwidth), per: "time"), selection: .median)
        ]))
    nodes.append(trainNode)
    nodes.append(inferNode("digits-single", .singleStream(queries: 2000), metrics: latencyMetrics))
    nodes.append(
      inferNode(
        "digits-offline", .offline(queries: 2000, batch: 360),
        metrics: [
          Metric(
            name: "throughput", dimension: .rate, direction: .higher, origin: .measurement,
            derivation: .rate(of: Quantity(Rational(360), .rate), per: "time"), selection: .median)
        ]))
    return nodes
  }

  private static var latencyMetrics: [Metric] {
    [("p50", SelectionRule.p50), ("p90", .p90), ("p99", .p99)].map { name, rule in
      Metric(
        name: name, dimension: .time, direction: .lower, origin: .measurement, derivation: .time("latency"), selection: rule)
    }
  }

  private static var trainNode: Node {
    node(
      "digits-training", [], "whole-server",
      .train(
        TrainWork(
          model: .mlp(layers: [64, 128, 10]), batch: 64,
          optimizer: .adamw(
            TrainWork.Optimizer.AdamW(
              lr: Rational(1, over: 1000).present, beta1: Rational(9, over: 10).present,
              beta2: Rational(999, over: 1000).present, epsilon: Rational(1, over: 100_000_000).present,
              weightDecay: Rational(1, over: 100).present)), dataset: "digits", stop: nil, epochs: 40, revisions: [:])),
      [
        Metric(
          name: "time-to-quality", dimension: .time, direction: .lower, origin: .measurement, derivation: .time("time"), selection: .median),
        Metric(
          name: "accuracy", dimension: .number, direction: .higher, origin: .result, derivation: .value("accuracy"), selection: .all),
        Metric(name: "epochs", dimension: .number, direction: .lower, origin: .result, derivation: .value("epochs"), selection: .all),
      ])
  }

  private static func inferNode(_ name: String, _ scenario: Scenario, metrics: [Metric]) -> Node {
    node(
      name, [], "whole-server",
      .infer(
        InferWork(
          model: "digits-training", dataset: "digits", scenario: scenario, revisions: [:])),
      metrics)
  }

  private static func node(_ workload: String, _ coordinates: [Coordinate], _ target: String, _ work: Work, _ metrics: [Metric]) -> Node {
    let axes = coordinates.map { "\($0.axis)=\($0.value)" }.joined(separator: ",")
    return Node(
      id: coordinates.isEmpty ? workload : "\(workload)[\(axes)]", workload: workload, coordinates: coordinates, target: target,
      numerics: Numerics("portable-f32/1", .bits), needs: [], inputs: [], trials: 1, work: work,
      sampling: Sampling(warmup: 2, min: 10, max: 60),
      limits: Limits(), metrics: metrics)
  }

  private static let allGemm32 = ["gemm[target=one-core,type=f32]", "gemm[target=whole-server,type=f32]"]

  static var claims: [Claim] {
    let accuracy = reference("digits-training.accuracy", ["digits-training"], "accuracy", .number, .higher)
    let latency = reference("digits-single.p99", ["digits-single"], "p99", .time, .lower)
    return [
      Claim(
        id: "claim-1", text: "digits-training.accuracy >= 0.97",
        expression: .binary(.greaterOrEqual, .metric(accuracy), .quantity(Quantity(ratio(97, 100))))),
      Claim(
        id: "claim-2", text: "digits-single.p99 < 750 us",
        expression: .binary(.less, .metric(latency), .quantity(Quantity(ratio(3, 4000), .time)))),
    ]
  }

  static func ratio(_ above: Int128, _ below: Int128) -> Rational { Rational(above, over: below).present }

  private static func reference(
    _ text: String, _ cells: [String], _ metric: String, _ dimension: Dimension, _ direction: Direction
  ) -> MetricReference {
    MetricReference(text: text, cells: cells, metric: metric, dimension: dimension, direction: direction)
  }

  static var weighting: Weighting {
    let leaves = [
      reference("gemm[type=f32].throughput", allGemm32, "throughput", .computing, .higher),
      reference("stream.bandwidth", ["stream"], "bandwidth", .bandwidth, .higher),
      reference("digits-training.time-to-quality", ["digits-training"], "time-to-quality", .time, .lower),
      reference("digits-single.p99", ["digits-single"], "p99", .time, .lower),
      reference("digits-offline.throughput", ["digits-offline"], "throughput", .rate, .higher),
    ]
    let values = [ratio(109_100_000_000, 1), ratio(20_100_000_000, 1), ratio(12, 5), ratio(534, 1_000_000), ratio(177_000, 1)]
    func branch(_ id: String, _ share: Int128, _ range: Range<Int>) -> ScoreBranch {
      ScoreBranch(
        id: id, weight: ratio(share, 10),
        branches: leaves[range].map { ScoreBranch(id: $0.text, weight: ratio(1, Int128(range.count)), metric: $0) })
    }
    return Weighting(
      mean: .geometric,
      reference: Weighting.Reference(
        root: digest(12), values: zip(leaves, values).map { Weighting.Reference.Pinned(metric: $0.text, value: $1) }),
      score: [branch("compute", 4, 0..<2), branch("training", 3, 2..<3), branch("inference", 3, 3..<5)])
  }
}

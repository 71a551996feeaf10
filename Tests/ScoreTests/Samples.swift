import Record
import Testing

@testable import Score

/// Small plans and records that tests put together.
enum Sample {
  static let digest = Digest([UInt8](repeating: 7, count: 32))

  static func plan(_ nodes: [Node], claims: [Claim] = [], weighting: Weighting? = nil) throws -> Plan {
    let digest = try #require(digest)
    return Plan(
      language: 1, catalogue: 1, name: "sample", title: nil, seed: Seed(root: 1), spec: SpecPins(root: digest), overrides: [],
      division: .standard, deviations: [], targets: [TargetPlan(id: "one-core", device: .cpu, threads: .count(1))], inputs: [],
      subjects: [], nodes: nodes, claims: claims, weighting: weighting)
  }

  static func node(_ id: String, trials: Int = 1, metrics: [Metric], work: Work = gemm) -> Node {
    Node(
      id: id, workload: id, coordinates: [], target: "one-core", numerics: Numerics("portable-f32/1", .bits), needs: [], inputs: [],
      trials: trials,
      work: work, sampling: Sampling(warmup: 1, min: 10, max: 60, invocations: 1), limits: Limits(), metrics: metrics)
  }

  static let gemm = Work.kernel(
    KernelWork(operation: "gemm", type: "f32", parameters: ["m": 8], revision: 1, tier: .portable, flops: 1000, bytes: 10))

  static let throughput = Metric(
    name: "throughput", dimension: .computing, direction: .higher, origin: .measurement,
    derivation: .rate(of: Quantity(Rational(1_000_000_000), .computing), per: "time"), selection: .median)
  static let time = Metric(
    name: "time", dimension: .time, direction: .lower, origin: .measurement, derivation: .time("time"), selection: .median)
  static let accuracy = Metric(
    name: "accuracy", dimension: .number, direction: .higher, origin: .result, derivation: .value("accuracy"), selection: .all)

  /// A line for every planned trial, all finished unless said otherwise.
  static func lines(_ plan: Plan, status: (Node, Int) -> TrialStatus = { _, _ in .ok }) throws -> [TrialLine] {
    let digest = try #require(digest)
    return plan.nodes.flatMap { node in
      (0..<max(0, node.trials)).map { TrialLine(node: node.id, index: $0, stream: digest, status: status(node, $0), attempts: []) }
    }
  }

  static func raw(_ plan: Plan, trials: [TrialLine]? = nil, results: [TrialResult] = [], measured: [TrialMeasurement] = []) throws
    -> RawRecords
  {
    let digest = try #require(digest)
    return RawRecords(
      plan: plan, trials: try trials ?? lines(plan), results: Results(plan: digest, trials: results),
      bounded: BoundedResults(plan: digest, trials: []),
      measurements: Measurements(plan: digest, trials: measured))
  }

  /// The scores of a plan and the records of its trials.
  static func scores(
    _ plan: Plan, trials: [TrialLine]? = nil, results: [TrialResult] = [], measured: [TrialMeasurement] = [],
    artifacts: @escaping (Digest) -> [UInt8]? = { _ in nil }
  ) throws -> Scores {
    return Score.scores(of: try raw(plan, trials: trials, results: results, measured: measured), artifacts: artifacts)
  }

  static func measured(_ node: String, index: Int = 0, _ nanoseconds: [UInt64], series: String = "time") -> TrialMeasurement {
    TrialMeasurement(
      node: node, index: index, series: [SampleSeries(name: series, nanoseconds: nanoseconds.map { U64($0) })], warmup: 1,
      stopped: .max, witnesses: [])
  }

  static func reference(_ text: String, _ cells: [String], _ metric: Metric) -> MetricReference {
    MetricReference(text: text, cells: cells, metric: metric.name, dimension: metric.dimension, direction: metric.direction)
  }

  static func rational(_ text: String) throws -> Rational { try #require(Rational(decimal: text)) }
}

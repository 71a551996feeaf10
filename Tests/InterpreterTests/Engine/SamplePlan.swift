import Attest
import Record
import Spec

@testable import Interpreter

/// A small plan with a kernel, a training and two servings, on a dataset that a test makes itself.
enum SamplePlan {
  /// Sixty rows of four numbers in three classes that a line can tell apart.
  static let csv: String = {
    var text = "a,b,c,d,label\n"
    for row in 0..<60 {
      let label = row % 3
      let values = (0..<4).map { ($0 == label ? 8 : 0) + (row * 7 + $0 * 3) % 5 }
      text += values.map(String.init).joined(separator: ",") + ",\(label)\n"
    }
    return text
  }()

  /// Nine hundred characters of a text that repeats itself.
  static let text = Array(String(repeating: "the moon is round, and so is a spoon.\n", count: 24).utf8)

  static let sampling = Sampling(warmup: 1, min: 2, max: 3)

  static func plan(
    threads: TargetPlan.Threads = .count(1), isa: String? = nil, text: [UInt8] = SamplePlan.text,
    nodes: [Node] = [gemm(), training(), singleStream(), offline()]
  ) -> Plan {
    let bytes = Array(csv.utf8)
    let split = [("train", 8), ("test", 2)].compactMap { name, share in
      Rational(Int128(share), over: 10).map { InputPlan.SplitPart(name: name, share: $0) }
    }
    let data = InputPlan(
      id: "points", kind: .dataset, sha256: SHA256.digest(of: bytes), license: "CC0-1.0",
      format: InputPlan.Format(
        "csv", Settings().with(CSVFormat.label, "label").with(CSVFormat.scale, Rational(1, over: 16))), split: split)
    let story = InputPlan(
      id: "story", kind: .dataset, sha256: SHA256.digest(of: text), license: "CC0-1.0",
      format: InputPlan.Format("text", Settings().with(TextFormat.tokens, "characters")), split: split)
    return Plan(
      language: 1, catalogue: 1, name: "sample", title: nil, seed: Seed(root: 7), spec: SpecPins(root: SHA256.digest(of: [])),
      overrides: [], division: .standard, deviations: [], targets: [TargetPlan(id: "here", device: .cpu, threads: threads, isa: isa)],
      inputs: nodes.contains { $0.inputs == ["story"] } ? [data, story] : [data], subjects: [], nodes: nodes, claims: [], weighting: nil)
  }

  static func node(
    _ id: String, _ work: Work, needs: [String] = [], inputs: [String] = [], trials: Int = 1, sampling: Sampling = sampling,
    limits: Limits = Limits(), metrics: [Metric] = []
  ) -> Node {
    Node(
      id: id, workload: id, coordinates: [], target: "here", numerics: Numerics("portable-f32/1", .bits), needs: needs, inputs: inputs, trials: trials,
      work: work, sampling: sampling, limits: limits, metrics: metrics)
  }

  static func gemm(_ id: String = "gemm", trials: Int = 2, sampling: Sampling = sampling, limits: Limits = Limits()) -> Node {
    let time = Metric(
      name: "time", dimension: .time, direction: .lower, origin: .measurement, derivation: .time("time"), selection: .median)
    return node(
      id,
      .kernel(
        KernelWork(
          operation: "gemm", type: "f32", parameters: ["m": 8, "n": 8, "k": 300], revision: 1, tier: .portable, flops: 38_400, bytes: 0)),
      trials: trials, sampling: sampling, limits: limits, metrics: [time])
  }

  static let revisions = Catalogue.current.revisions

  static func training(
    stop: Expression? = nil, learningRate: Int = 5, layers: [Int] = [4, 8, 3], metrics: [Metric] = []
  ) -> Node {
    let rate = Rational(Int128(learningRate), over: 100) ?? Rational(0)
    return node(
      "training",
      .train(
        TrainWork(
          model: .mlp(layers: layers), batch: 16, optimizer: .sgd(.init(lr: rate, momentum: Rational(0))),
          dataset: "points", stop: stop, epochs: 5, revisions: revisions)),
      inputs: ["points"], metrics: metrics)
  }

  /// A small network of any kind over the sample data, with every setting that there is.
  static func network(
    _ model: String, stop: Expression? = nil, learningRate: Rational = Rational(1, over: 20) ?? Rational(0), image: [Int] = [2, 2, 1],
    epochs: Int? = 4, steps: Int? = nil, checkpoints: Int? = nil, metrics: [Metric] = []
  ) -> Node {
    let cosine = TrainWork.Schedule.cosine(steps: 20, warmup: 2, final: Rational(1, over: 10) ?? Rational(0))
    let network: TrainWork.Model =
      switch model {
      case "cnn": .cnn(.init(image: image, convolutions: [.init(channels: 3, kernel: 2, padding: 1, pool: 2)], dense: [5, 3]))
      case "gpt": .gpt(.init(layers: 1, width: 12, heads: 3, context: 9))
      default: .mlp(layers: [4, 8, 3])
      }
    let work = TrainWork(
      model: network, batch: 16, microBatch: 6, optimizer: .sgd(.init(lr: learningRate, momentum: Rational(0))),
      schedule: cosine, dropout: Rational(1, over: 5) ?? Rational(0), dataset: model == "gpt" ? "story" : "points", stop: stop, epochs: epochs,
      steps: steps, checkpoints: checkpoints, revisions: revisions)
    return node(
      "training", .train(work), inputs: [work.dataset], sampling: Sampling(warmup: 0, min: 1, max: 1), metrics: metrics)
  }

  static func singleStream() -> Node {
    node(
      "serving",
      .infer(
        InferWork(
          model: "training", dataset: "points", scenario: .singleStream(queries: 20), revisions: revisions)),
      needs: ["training"], inputs: ["points"], sampling: Sampling(warmup: 1, min: 20, max: 20))
  }

  static func offline() -> Node {
    node(
      "batch",
      .infer(
        InferWork(model: "training", dataset: "points", scenario: .offline(queries: 50, batch: 7), revisions: revisions)),
      needs: ["training"], inputs: ["points"])
  }
}

/// A clock that every look moves on by a millisecond, and a host that nothing happens on.
final class FakeClock {
  private var nanoseconds: UInt64 = 0
  /// What each look adds.
  var step: () -> UInt64 = { 1_000_000 }

  var bench: Bench {
    Bench(
      monotonic: {
        self.nanoseconds += self.step()
        return self.nanoseconds
      }, wallClock: { 1_700_000_000 + Int(self.nanoseconds / 1_000_000_000) }, beginWitness: { { Witness() } },
      pause: { self.nanoseconds += $0 })
  }
}

extension GraphRun {
  /// A run on a host with two cores that keeps everything in memory.
  static func inMemory(
    _ plan: Plan, store: any TrialStore = MemoryStore(), search: InputSearch, purpose: TrialContext.Purpose = .run,
    cells: Set<String>? = nil, cache: ArtifactCache? = nil, bench: Bench = FakeClock().bench,
    observe: @escaping (RunEvent) -> Void = { _ in },
    isCancelled: @escaping () -> Bool = { false }
  ) -> GraphRun {
    GraphRun(
      plan: plan, purpose: purpose, cells: cells,
      capacity: HostCapacity(cores: 2, memory: 1 << 32, instructionSets: HostCapacity.current.instructionSets),
      permissions: Permissions(), inputs: InputReader(plan: plan, search: search), store: store, cache: cache, bench: bench,
      observe: observe, isCancelled: isCancelled)
  }
}

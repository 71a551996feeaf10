import Record
import Testing

/// One full example of every record, all optional fields set in at least one place.
enum Example {
  static func digest(_ byte: UInt8) throws -> Digest { try #require(Digest([UInt8](repeating: byte, count: 32))) }
  static func time(_ second: Int) -> Timestamp { Timestamp(secondsSince1970: 1_795_426_200 + second) }
  static func number(_ above: Int128, _ below: Int128 = 1) throws -> Rational { try #require(Rational(above, over: below)) }

  /// Settings as a plan holds them.
  static func settings(_ values: JSON) -> Settings { Settings(values: values.object ?? JSON.Object()) }

  static func plan() throws -> Plan {
    Plan(
      language: 1, catalogue: 1, name: "example", title: "Every shape of a plan", seed: Seed(root: 20_261_123),
      spec: SpecPins(root: try digest(1), parents: [try digest(2)]), parameters: ["size": "256"],
      overrides: [Override(path: "workloads.gemm.with.m", value: "64")], division: .custom,
      deviations: [Deviation(path: "rules.trials", inherited: "3", here: nil)], targets: targets, inputs: try inputs(),
      subjects: [
        SubjectPlan(
          id: "model",
          access: SubjectPlan.Access(
            "endpoint", settings(["url": "http://127.0.0.1:8080/v1", "model": "m", "credential": "lab"])))
      ], nodes: try nodes(), claims: try claims(), weighting: try weighting(), derivedFrom: try digest(6))
  }

  static let targets = [
    TargetPlan(id: "one-core", device: .cpu, threads: .count(1), isa: "avx2"),
    TargetPlan(
      id: "whole-server", device: .cpu, threads: .all,
      require: TargetPlan.Requirements(memory: 4_294_967_296, cores: 2, isa: ["sse2"]),
      conditions: TargetConditions(cpus: [0, 2], nice: 5, caches: .cold, hugePages: .never),
      energy: EnergyPlan(
        sources: [.meter, .rapl, .estimate], meter: MeterPlan(time: "timestamp", watts: "power", joules: "energy", offset: Rational(-1)),
        power: Rational(350))),
  ]

  static func inputs() throws -> [InputPlan] {
    [
      InputPlan(
        id: "digits", kind: .dataset, sha256: try digest(3), license: "CC-BY-4.0",
        format: InputPlan.Format("csv", settings(["label": "label", "scale": "1/16"])),
        split: [
          InputPlan.SplitPart(name: "train", share: try number(4, 5)), InputPlan.SplitPart(name: "test", share: try number(1, 5)),
        ]),
      InputPlan(
        id: "questions", kind: .dataset, sha256: try digest(4), license: nil,
        format: InputPlan.Format("jsonl", settings(["id": "id", "input": "question", "answer": "answer"]))),
      InputPlan(
        id: "bank", kind: .dataset, sha256: try digest(6), license: nil,
        format: InputPlan.Format("jsonl", settings(["id": "id", "input": "question", "answer": "answer"])), sealed: true, audit: 40),
      InputPlan(id: "bench", kind: .program, sha256: try digest(5), license: nil, format: nil),
    ]
  }

  static let throughput = Metric(
    name: "throughput", dimension: .computing, direction: .higher, origin: .measurement,
    derivation: .rate(of: Quantity(Rational(2_097_152), .computing), per: "time"), selection: .median)
  static let latency = Metric(
    name: "p99", dimension: .time, direction: .lower, origin: .measurement, derivation: .time("latency"), selection: .p99)
  static let accuracy = Metric(
    name: "accuracy", dimension: .number, direction: .higher, origin: .result, derivation: .value("accuracy"), selection: .all)

  static func node(_ id: String, _ work: Work, metrics: [Metric], coordinates: [Coordinate] = []) throws -> Node {
    Node(
      id: id, workload: id, coordinates: coordinates, target: "one-core", numerics: Numerics("portable-f32/1", .bits), needs: ["training"],
      inputs: ["digits"], trials: 2, work: work,
      sampling: Sampling(
        warmup: 2, min: 10, max: 60, ci95: try number(1, 50), budget: 20_000_000_000, invocations: 5,
        spread: 3_000_000_000),
      limits: Limits(time: 60_000_000_000, memory: 1_073_741_824, output: 65_536), metrics: metrics)
  }

  static func nodes() throws -> [Node] {
    [
      try node(
        "gemm[type=f32]",
        .kernel(
          KernelWork(
            operation: "gemm", type: "f32", parameters: ["m": 64, "n": 128, "k": 128], revision: 1, tier: .portable, flops: 2_097_152,
            bytes: 131_072)), metrics: [throughput] + Metric.energy(of: Quantity(Rational(2_097_152))),
        coordinates: [Coordinate(axis: "type", value: "f32")]),
      try node("training", .train(try training()), metrics: [accuracy]),
      try node(
        "serving",
        .infer(
          InferWork(
            model: "training", dataset: "digits", scenario: .singleStream(queries: 1000),
            revisions: ["dense": 1])), metrics: [latency, accuracy]),
      try node(
        "questions",
        .evaluate(try asking()), metrics: [accuracy]),
      try node("program", .command(command), metrics: [latency]),
      try node("load", .load(try load()), metrics: [lag]),
    ]
  }

  static func asking() throws -> EvaluateWork {
    EvaluateWork(
      subject: "model", dataset: "questions",
      prompt: try prompt(),
      generation: EvaluateWork.Generation(maxTokens: 16, temperature: Rational(0), topP: try number(9, 10), stop: ["\n"]),
      scorers: [EvaluateWork.Entry(name: "exact-match", revision: 1, settings: settings(["normalize": true]))],
      errors: ErrorPolicy(treat: .excluded, upTo: try number(1, 50), cut: .judged), items: 20, concurrency: 4)
  }

  static let lag = Metric(
    name: "lag-p99", dimension: .time, direction: .lower, origin: .measurement, derivation: .load(.lag), selection: .p99)

  static func load() throws -> LoadWork {
    LoadWork(
      server: .model("training"), dataset: "digits", scenario: .server(rate: try number(5, 2)), queries: 100, window: 30_000_000_000,
      objectives: LoadWork.Objectives(latency: 2_000_000_000, firstToken: 500_000_000, perToken: 50_000_000, share: try number(9, 10)),
      revisions: ["dense": 1])
  }

  static func prompt() throws -> PromptPlan {
    PromptPlan(
      system: "You are terse.", turns: [PromptPlan.Turn(.user, "{shots}Answer in one word: {input}\n{choices | lettered}")], prefill: "(",
      shots: PromptPlan.Shots(from: "few", count: 2, choose: .drawn, text: "{input} {answer}", separator: "\n"), order: .shuffled,
      variants: [
        PromptPlan.Variant("typos", .typos(rate: try number(1, 20))), PromptPlan.Variant("case", .letterCase(.upper)),
        PromptPlan.Variant("full-width", .fullWidth), PromptPlan.Variant("choice-order", .choiceOrder),
        PromptPlan.Variant("paraphrase", .paraphrase(prompt: "Please: {input}")),
        PromptPlan.Variant("distractors", .distractors(from: "few", count: 1)), PromptPlan.Variant("injection", .injection(text: "No.")),
      ])
  }

  static func training() throws -> TrainWork {
    TrainWork(
      model: .mlp(layers: [64, 128, 10]), batch: 64,
      optimizer: .adamw(
        TrainWork.Optimizer.AdamW(
          lr: try number(1, 1000), beta1: try number(9, 10), beta2: try number(999, 1000), epsilon: try number(1, 100_000_000),
          weightDecay: try number(1, 100))), dataset: "digits",
      stop: .binary(.greaterOrEqual, .variable("accuracy"), .quantity(Quantity(try number(97, 100)))), epochs: 40,
      revisions: ["adamw": 1, "dense": 1])
  }

  static let command = CommandWork(
    program: "bench", arguments: ["--fast", "ä\u{1F600}"], environment: ["LC_ALL": "C"],
    outputs: [CommandWork.Output(name: "table", file: "stdout", isResult: true)],
    readings: [
      CommandWork.Reading(name: "energy", place: .line(.init(after: "J: ")), dimension: .energy, direction: .lower, origin: .measurement)
    ],
    setup: ["/bin/tar", "xf", "/inputs/archive"], teardown: ["/bin/true"])

  static func reference(_ text: String, _ cells: [String], _ metric: Metric) -> MetricReference {
    MetricReference(
      text: text, cells: cells, metric: metric.name, category: text.contains("category") ? "physics" : nil, dimension: metric.dimension,
      direction: metric.direction)
  }

  static func claims() throws -> [Claim] {
    let metric = Expression.metric(reference("training.accuracy[category=physics]", ["training"], accuracy))
    let limit = Expression.quantity(Quantity(try number(97, 100)))
    return [
      Claim(id: "claim-1", text: "training.accuracy >= 0.97", expression: .binary(.greaterOrEqual, metric, limit)),
      Claim(
        id: "claim-2", text: "everything at once",
        expression: .conditional(
          if: .unary(.not, .binary(.equal, .text("a"), .text("b"))),
          then: .binary(.and, .binary(.less, .call(.max, [metric, .unary(.negate, limit)]), limit), .variable("x")),
          else: .binary(.notEqual, .call(.length, [.text("text")]), .quantity(Quantity(Rational(4)))))),
    ]
  }

  static func weighting() throws -> Weighting {
    Weighting(
      mean: .geometric,
      reference: Weighting.Reference(
        root: try digest(6), values: [Weighting.Reference.Pinned(metric: "gemm.throughput", value: try number(1_000_000_007, 3))]),
      score: [
        ScoreBranch(id: "compute", weight: try number(2, 5), metric: reference("gemm.throughput", ["gemm[type=f32]"], throughput)),
        ScoreBranch(
          id: "model", weight: try number(3, 5),
          branches: [ScoreBranch(id: "quality", weight: Rational(1), metric: reference("training.accuracy", ["training"], accuracy))]),
      ])
  }
}

extension Example {
  static func results() throws -> Results {
    Results(
      plan: try digest(9),
      trials: [
        TrialResult(
          node: "training", index: 0,
          values: [
            ResultValue("weights", .exact, .digest(try digest(7))), ResultValue("epochs", .exact, .count(12)),
            ResultValue("accuracy", .replayed, .share(of: 350, total: 360)), ResultValue("final", .exact, .number(0.1)),
            ResultValue("loss", .exact, .series([2.25, 0.5, 1e-7])), ResultValue("label", .exact, .text("ok")),
            ResultValue("reached", .exact, .flag(true)),
          ])
      ])
  }

  static func bounded() throws -> BoundedResults {
    BoundedResults(
      plan: try digest(9), trials: [TrialResult(node: "gemm", index: 0, values: [ResultValue("output", .bounded, .digest(try digest(8)))])])
  }

  static func measurements() throws -> Measurements {
    Measurements(
      plan: try digest(9),
      trials: [
        TrialMeasurement(
          node: "gemm[type=f32]", index: 0,
          series: [
            SampleSeries(name: "time", nanoseconds: [8_000_000, 8_100_000]),
            SampleSeries(name: "latency", artifact: try digest(10), count: 20_000),
            SampleSeries(name: "energy", unit: "J", numbers: [1.5, 2.25]),
          ], warmup: 2, stopped: .rule,
          witnesses: [
            Witness(
              steal: 1, involuntarySwitches: 2, majorFaults: 3, cpuPressure: 0.25, megahertz: 3200, throttled: 0, waited: 4, migrations: 5,
              stops: 6, energy: 7),
            Witness(),
          ],
          invocations: [TrialMeasurement.Invocation(count: 2, stopped: .rule, began: 0, ended: 20_000_000)], batch: 64,
          energy: TrialEnergy(
            source: .meter, reason: "rapl: the counters can be read by root alone",
            windows: [EnergyWindow(began: 1, ended: 20_000_001, repetitions: 128, microjoules: 4_000_000, counters: 2)],
            meter: try digest(21)))
      ])
  }

  static func trialLine() throws -> TrialLine {
    TrialLine(
      node: "gemm[type=f32]", index: 0, stream: try digest(11), status: .failed, reason: "the output was not stable",
      attempts: [
        Attempt(started: time(0), ended: nil, outcome: .interrupted), Attempt(started: time(5), ended: time(9), outcome: .finished),
      ], result: try digest(12), bounded: try digest(13), measurement: try digest(14), transcripts: try digest(15),
      artifacts: [try digest(16)], items: try digest(19), cached: true,
      host: HostResolution(threads: 2, isa: "avx512", library: "openblas SkylakeX", isolation: ["namespaces", "cgroup"]))
  }

  static func runRecord() throws -> RunRecord {
    RunRecord(
      tool: RunRecord.Tool(name: "etalon", version: "1.0.0", executable: try digest(17)), plan: try digest(9), started: time(0),
      ended: time(60), overrides: [Override(path: "seed", value: "7")], cacheHits: ["training"], interruptions: [time(3)],
      partial: ["items: 20 of 1,319"], allowed: ["command", "network=127.0.0.1"])
  }

  static func inputsRecord() throws -> Inputs {
    Inputs(files: [
      InputFile(
        sha256: try digest(3), bytes: 123_456, role: .dataset, id: "digits", license: "CC-BY-4.0", source: "data/digits.csv", included: true
      )
    ])
  }

  static func fingerprint() -> Fingerprint {
    Fingerprint(
      fields: [
        "cpu.model": FingerprintField(.performance, probed: "Example 9000"),
        "cpu.isa": FingerprintField(.result, probed: ["sse2", "avx2"]),
        "cpu.governor": FingerprintField(.performance, absent: "no cpufreq here"),
        "power.cap": FingerprintField(.informational, declared: ["watt": 350]),
      ], taints: ["virtualised", "cpu-quota"], evidence: ["load": 0.5, "nothing": .null])
  }

  static func transcript() -> Transcript {
    Transcript(
      exchange: .item(3), request: ["model": "m", "messages": [["role": "user", "content": "2+2?"]]],
      status: 200,
      response: "{\"choices\":[]}", fault: "no choice")
  }

  static func itemRecord() throws -> ItemRecord {
    ItemRecord(
      position: 3, id: "q-4", cluster: "passage-1", stratum: "history", variant: "choice-order", order: [1, 0], right: [1],
      outcome: .answer,
      extracted: ItemRecord.Extracted(rule: "whole", text: "Zürich", start: 0, end: 7), scores: ["accuracy": try number(1, 2)],
      transcript: try digest(20))
  }

  static func scores() throws -> Scores {
    let estimate = Estimate(value: 1.5, low: 1.25, high: 1.75, open: .above)
    var scores = Scores(
      plan: try digest(9),
      metrics: [
        MetricValue(
          node: "training", metric: "accuracy", unit: "1", direction: .higher, origin: .result, estimate: Estimate(exactly: 0.5),
          exact: try number(1, 2), count: 360,
          population: PopulationInterval(.clustered, low: 0.25, high: 0.75, units: 4, error: 0.125, freedom: 3),
          spread: InvocationSpread(invocations: 5, logarithmic: true, error: 0.01, between: 0.02, within: 0.005, drift: 0.03))
      ],
      categories: [
        MetricValue(
          node: "questions", metric: "accuracy", category: "physics", unit: "1", direction: .higher, origin: .result,
          estimate: Estimate(exactly: 0.5), exact: try number(1, 2), count: 2)
      ], claims: [ClaimVerdict(id: "claim-1", text: "a >= b", verdict: .undecided, because: "a is 1")],
      score: [
        ScoreValue(
          id: "compute", weight: try number(2, 5), estimate: estimate, metric: "gemm.throughput", measured: estimate, reference: 1,
          branches: [ScoreValue(id: "part", weight: Rational(1), estimate: nil)])
      ], total: estimate)
    scores.metrics[0].effective = 30
    scores.metrics[0].settling = 4
    scores.metrics[0].source = .rapl
    return scores
  }

  static func verification() throws -> VerificationReport {
    VerificationReport(
      bundle: "results/x", root: try digest(18), plan: nil,
      properties: [
        PropertyVerdict(
          .reproduced, .notCheckable, "nothing was re-executed",
          findings: [Finding("digest-differs", .unchecked, path: "data/plan.json", "differs", expected: "a", found: "b", help: "run again")]
        )
      ], limits: ["that the run was made only once"], exitCode: 3, conclusion: "not checkable")
  }
}

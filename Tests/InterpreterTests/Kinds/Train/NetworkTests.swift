import Attest
import Kernels
import Record
import Spec
import Score
import TestSupport
import Testing

@testable import Interpreter

/// Trainings of every kind of network, and what they leave.
@Suite struct `Networks in a plan` {
  let folder: TemporaryFolder
  let search: InputSearch

  init() throws {
    folder = try TemporaryFolder()
    search = InputSearch(
      paths: [
        "points": try folder.write(SamplePlan.csv, to: "points.csv"), "story": try folder.write(SamplePlan.text, to: "story.txt"),
      ], store: nil)
  }

  private func store(_ plan: Plan, search other: InputSearch? = nil) throws -> MemoryStore {
    let store = MemoryStore()
    try GraphRun.inMemory(plan, store: store, search: other ?? search).execute()
    return store
  }

  private func trial(_ node: Node) throws -> FinishedTrial {
    try #require(try store(SamplePlan.plan(nodes: [node])).trials.first)
  }

  private func count(_ name: String, _ trial: FinishedTrial) -> UInt64? {
    guard case .count(let count)? = trial.result.value(name) else { return nil }
    return count.value
  }

  private func series(_ name: String, _ trial: FinishedTrial) -> [Double] {
    guard case .series(let numbers)? = trial.result.value(name) else { return [] }
    return numbers
  }

  @Test(arguments: ["mlp", "cnn", "gpt"])
  func `results are the same bits with every instruction set and number of threads`(model: String) throws {
    var results: [[ResultValue]] = []
    for isa in InstructionSet.supported {
      for threads in [1, 2, 7] {
        let plan = SamplePlan.plan(threads: .count(threads), isa: isa.rawValue, nodes: [SamplePlan.network(model, checkpoints: 2)])
        let trial = try #require(try store(plan).trials.first)
        #expect(trial.status == .ok, "\(trial.reason ?? "")")
        #expect(trial.host == HostResolution(threads: threads, isa: isa.rawValue), "the forced choice is on record")
        results.append(trial.results)
      }
    }
    #expect(results.count >= 3 && results.allSatisfy { $0 == results[0] })
  }

  @Test func `a convolution network leaves its losses, counts and checkpoints`() throws {
    let store = try store(SamplePlan.plan(nodes: [SamplePlan.network("cnn", checkpoints: 2)]))
    let trial = try #require(store.trials.first)
    #expect(
      trial.results.map(\.name) == [
        "accuracy", "checkpoint-2", "checkpoint-4", "epochs", "loss", "reached", "samples", "state-2", "state-4", "step-loss", "steps",
        "test-loss", "weights",
      ])
    #expect(count("epochs", trial) == 4 && count("steps", trial) == 12 && count("samples", trial) == 192, "48 rows in batches of 16")
    #expect(series("step-loss", trial).count == 12 && series("loss", trial).count == 4)
    #expect(trial.artifact("checkpoint-4") == trial.artifact("weights") && trial.artifact("checkpoint-2") != trial.artifact("weights"))
    let bytes = try store.file(try #require(trial.artifact("checkpoint-2")))
    #expect(try SafetensorsFile(bytes: bytes).tensors.contains { $0.name == "convolutions.0.weight" && $0.shape == [3, 1, 2, 2] })
  }

  @Test func `a transformer leaves its vocabulary, its perplexity and the loss of each step`() throws {
    let trial = try trial(SamplePlan.network("gpt", epochs: nil, steps: 13))
    #expect(trial.status == .ok, "\(trial.reason ?? "")")
    #expect(trial.result.value("vocabulary") == .text("\n ,.adehimnoprstu"))
    let rows = (24 * 38 * 8 / 10 - 1) / 9
    #expect(count("steps", trial) == 13 && series("step-loss", trial).count == 13)
    #expect(count("epochs", trial) == UInt64((13 + (rows + 15) / 16 - 1) / ((rows + 15) / 16)))
    guard case .number(let loss)? = trial.result.value("test-loss"), case .number(let perplexity)? = trial.result.value("perplexity"),
      case .count(let tokens)? = trial.result.value("tokens")
    else { return #expect(Bool(false), "test-loss, perplexity and tokens are numbers") }
    #expect(perplexity == DoubleFunctions.exp(loss) && perplexity < 17, "better than a guess among 17 characters")
    #expect(tokens.value % 9 == 0)
  }

  @Test func `learning lowers the loss, also of a transformer`() throws {
    for model in ["mlp", "cnn", "gpt"] {
      let losses = series("loss", try trial(SamplePlan.network(model, learningRate: Rational(1, over: 5) ?? Rational(0), epochs: 8)))
      #expect(losses.count == 8 && losses[7] < losses[0], "\(model): \(losses)")
    }
  }

  @Test func `throughput is what was learnt by the time, and differs with the epochs`() throws {
    let metric = Metric(
      name: "throughput", dimension: .rate, direction: .higher, origin: .measurement, derivation: .amount(of: "samples", per: "time"),
      selection: .median)
    let plan = SamplePlan.plan(nodes: [SamplePlan.network("cnn", metrics: [metric])])
    let trial = try #require(try store(plan).trials.first)
    let scores = scores(
      of: RawRecords(
        plan: plan, trials: [TrialLine(node: trial.node, index: 0, stream: plan.spec.root, status: trial.status, attempts: [])],
        results: Results(plan: plan.spec.root, trials: [trial.result]),
        bounded: BoundedResults(plan: plan.spec.root, trials: []),
        measurements: Measurements(plan: plan.spec.root, trials: trial.measurement.map { [$0] } ?? [])))
    let nanoseconds = try #require(trial.measurement?.series.first?.nanoseconds?.first)
    #expect(scores.metrics.map(\.estimate.value) == [192 / (Double(nanoseconds.value) / 1e9)])
  }

  @Test func `a stop condition ends a training between its steps' bound`() throws {
    let third = Expression.binary(.greaterOrEqual, .variable("epoch"), .quantity(Quantity(Rational(3))))
    let trial = try trial(SamplePlan.network("mlp", stop: third, epochs: nil, steps: 100))
    #expect(count("epochs", trial) == 3 && trial.result.value("reached") == .flag(true))
    let cut = try self.trial(SamplePlan.network("mlp", stop: third, epochs: 50, steps: 7))
    #expect(count("epochs", cut) == 3 && count("steps", cut) == 7, "two epochs of 3 steps, and one more step")
    let early = try self.trial(SamplePlan.network("mlp", stop: third, epochs: 50, steps: 5))
    #expect(count("epochs", early) == 2 && early.result.value("reached") == .flag(false))
  }

  // MARK: - Serving

  @Test func `a convolution network is served, one row after another and all at once`() throws {
    let trials = try store(
      SamplePlan.plan(nodes: [SamplePlan.network("cnn"), SamplePlan.singleStream(), SamplePlan.offline()])
    ).trials
    #expect(trials.map(\.status) == [.ok, .ok, .ok], "\(trials.map(\.reason))")
    #expect(trials[1].result.value("accuracy") == trials[0].result.value("accuracy"))
    #expect(trials[1].result.value("predictions") == trials[2].result.value("predictions"))
  }

  @Test func `a transformer is not served, and says so`() throws {
    var serving = SamplePlan.offline()
    serving.inputs = ["story"]
    let trials = try store(SamplePlan.plan(nodes: [SamplePlan.network("gpt"), serving])).trials
    #expect(trials.map(\.status) == [.ok, .refused])
    #expect(trials[1].reason?.contains("no model that can be served") == true)
  }

  /// A store whose weights somebody exchanged.
  private final class LyingStore: TrialStore {
    let honest = MemoryStore()
    let lie: ([UInt8]) -> [UInt8]
    init(_ lie: @escaping ([UInt8]) -> [UInt8]) { self.lie = lie }

    func finished(_ id: TrialID) -> FinishedTrial? { honest.finished(id) }
    func start(_ id: TrialID, at time: Timestamp) {}
    func interrupt(_ id: TrialID, at time: Timestamp) {}
    func keep(_ transcript: Transcript, _ event: EventLog.Event, of id: TrialID) {}
    func line(of id: TrialID, _ exchange: Exchange) -> TranscriptLine? { nil }
    func isAnswered(_ exchange: Exchange, of id: TrialID) -> Bool { false }
    func eachItemEvent(of id: TrialID, _ take: (EventLog.Event) throws(RunFault) -> Void) {}
    func settle() {}
    func commit() {}
    func keepItems(_ piece: [UInt8], number: Int, of id: TrialID) {}
    func file(_ digest: Digest) throws(RunFault) -> [UInt8] { lie(try honest.file(digest)) }
    func finish(_ trial: FinishedTrial, files: [StoredFile], at time: Timestamp) {
      honest.finish(trial, files: files, at: time)
    }
  }

  @Test(arguments: [0, 4, 8, 60, 200, -1])
  func `truncated weights are refused, and nothing is read beyond them`(length: Int) throws {
    let store = LyingStore { length < 0 ? Array($0.dropLast()) : Array($0.prefix(length)) }
    try GraphRun.inMemory(SamplePlan.plan(nodes: [SamplePlan.network("cnn"), SamplePlan.offline()]), store: store, search: search).execute()
    #expect(store.honest.trials.map(\.status) == [.ok, .failed])
    #expect(store.honest.trials[1].reason?.hasPrefix("the safetensors") == true, "\(store.honest.trials[1].reason ?? "")")
  }

  @Test func `weights of another shape, of other names, or not finite are refused`() throws {
    func exchanged(_ change: @escaping (inout SafetensorsFile.Tensor) -> Void) -> ([UInt8]) -> [UInt8] {
      { bytes in
        guard var tensors = try? SafetensorsFile(bytes: bytes).tensors else { return [] }
        change(&tensors[0])
        return (try? SafetensorsFile(tensors).bytes()) ?? []
      }
    }
    let lies: [(String, ([UInt8]) -> [UInt8])] = [
      ("has the shape [3, 1], not [3]", exchanged { $0.shape = $0.shape + [1] }),
      ("the weights lack convolutions.0.bias", exchanged { $0.name = "other" }),
      ("an infinite weight or a NaN", exchanged { $0.elements[0] = .nan }),
      ("an infinite weight or a NaN", exchanged { $0.elements[0] = .infinity }),
    ]
    for (part, lie) in lies {
      let store = LyingStore(lie)
      try GraphRun.inMemory(SamplePlan.plan(nodes: [SamplePlan.network("cnn"), SamplePlan.offline()]), store: store, search: search)
        .execute()
      #expect(store.honest.trials.last?.status == .failed)
      #expect(store.honest.trials.last?.reason?.contains(part) == true, "\(part): \(store.honest.trials.last?.reason ?? "")")
    }
  }

  // MARK: - What cannot be

  @Test func `a training that diverges fails with the step in which it did`() throws {
    let trial = try trial(SamplePlan.network("gpt", learningRate: Rational(1_000_000), epochs: 40))
    #expect(trial.status == .failed && trial.results.isEmpty)
    #expect(trial.reason?.contains(/the loss of step \d+ in epoch \d+ is|a weight/) == true, "\(trial.reason ?? "")")
  }

  @Test func `an image that is not the rows' size is refused`() throws {
    let trial = try trial(SamplePlan.network("cnn", image: [3, 2, 1]))
    #expect(trial.status == .failed && trial.reason?.contains("the model takes 6") == true, "\(trial.reason ?? "")")
  }

  @Test func `settings that no network can have fail alone, also in a plan made by hand`() throws {
    guard case .train(var work) = SamplePlan.network("cnn").work, case .cnn(var network) = work.model else { return }
    network.convolutions[0].kernel = 9
    work.model = .cnn(network)
    #expect(try trial(SamplePlan.node("training", .train(work), inputs: ["points"])).reason?.contains("too small for its kernel") == true)
    network.image = [2, 2]
    work.model = .cnn(network)
    #expect(try trial(SamplePlan.node("training", .train(work), inputs: ["points"])).reason?.contains("an image has a height") == true)
    work.model = .cnn(.init(image: [.max, .max, .max], convolutions: [.init(channels: .max, kernel: .max)], dense: [.max]))
    #expect(try trial(SamplePlan.node("training", .train(work), inputs: ["points"])).status == .failed)
    work.model = .cnn(.init(image: [2, 2, 1], convolutions: [.init(channels: 1, kernel: 1, stride: 0, padding: -1, pool: 0)], dense: [3]))
    #expect(try trial(SamplePlan.node("training", .train(work), inputs: ["points"])).status == .failed)
  }

  @Test func `the model's operations are all in the catalogue, and what a plan names is what it is made of`() throws {
    for name in ["mlp", "cnn", "gpt"] {
      guard case .train(let work) = SamplePlan.network(name).work, let model = Catalogue.current.model(name) else { continue }
      #expect(model.problem(work) == nil)
      for block in model.trainingBlocks(work) + model.servingBlocks(work) {
        #expect(Catalogue.current.revisions[block] != nil, "\(name) is made of \(block), which the catalogue lacks")
      }
    }
  }
}

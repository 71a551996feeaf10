internal import Attest
internal import Kernels
internal import Record

/// Executes a trial of an inference workload: the model that another cell trained answers over the test part of its dataset.
///
/// Results: `accuracy` (share of the test part), `predictions` (digest of the artefact of this name: the classes as little-endian 32-bit
/// integers, in the order of the test part). Series: `latency` (single-stream) or `time` (offline).
func executeInfer(_ work: InferWork, _ context: TrialContext, _ bench: Bench) throws(RunFault) -> TrialOutcome {
  let serving = try Serving(of: work.model, dataset: work.dataset, revisions: work.revisions, context)
  var outcome = TrialOutcome()
  switch work.scenario {
  case .singleStream: try serving.singleStream(work.scenario, into: &outcome, bench)
  case .offline(let queries, let batch): try serving.offline(work.scenario, queries: queries, batch: batch, into: &outcome, bench)
  }
  let classes = serving.predictions.flatMap(littleEndianBytes)
  outcome.results = [
    serving.accuracy,
    ResultValue("predictions", .exact, .digest(SHA256.digest(of: classes))),
  ]
  outcome.artifacts = [(name: "predictions", bytes: classes)]
  return outcome
}

extension Scenario {
  /// How the queries of a sample arrive.
  var arrival: Arrival {
    switch self {
    case .singleStream: .closedLoop(1)
    // One query holds all rows of a sample, as LoadGen defines it.
    case .offline: .allAtOnce
    }
  }
}

/// A model in memory with the rows it is asked about.
struct Serving {
  let context: TrialContext
  let weights: NetworkWeights
  let engine: Engine
  let test: LabelledTable
  /// The class of each row of the test part; every timed answer must be one of these.
  let predictions: [UInt32]

  /// The model that a cell trained, and the test part of a dataset.
  init(of model: String, dataset: String, revisions: [String: Int], _ context: TrialContext) throws(RunFault) {
    try requireRevisions(revisions)
    self.context = context
    guard case .train(let training)? = context.plan.node(model)?.work, !training.readsText else {
      throw RunFault(.invalidPlan, "`\(model)` trains no model that can be served")
    }
    let architecture = try training.architecture(vocabulary: 0)
    let bytes = try context.artifact(model, "weights")
    engine = try context.engine()
    let weights = try orFault { () throws(KernelError) in try NetworkWeights(architecture, safetensors: bytes) }
    self.weights = weights
    let classes = architecture.outputs
    let (input, data) = try context.dataset(dataset)
    test = try LabelledSplit(csv: data, input: input, seed: context.plan.seed, classes: classes).test
    guard test.columns == architecture.inputs else {
      throw RunFault(
        .shapeMismatch,
        "`\(dataset)` has \(test.columns) features, and the model of `\(model)` takes \(architecture.inputs)",
        help: "serve the data that the model was trained on")
    }
    let (all, engine) = (TrainingSet.table(try test.trainingData(classes: classes)), engine)
    predictions = try orFault { () throws(KernelError) in try Inference(weights, engine: engine).classes(all) }
  }

  /// The share of the test part that is right.
  var accuracy: ResultValue {
    let correct = zip(predictions, test.labels).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
    return ResultValue("accuracy", .exact, .share(of: U64(UInt64(correct)), total: U64(UInt64(test.rows))))
  }

  /// Each row of the test part as a question of its own.
  func rows() throws(RunFault) -> [TrainingSet] {
    var rows: [TrainingSet] = []
    for row in 0..<test.rows { rows.append(try questions([UInt32(row)])) }
    return rows
  }

  /// Queries of one row, one after another; each asks a row drawn from the stream `queries`.
  func singleStream(_ scenario: Scenario, into outcome: inout TrialOutcome, _ bench: Bench) throws(RunFault) {
    var stream = try context.stream("queries")
    try serve(scenario, try rows(), batch: 1, into: &outcome, bench) {
      Int(stream.integer(below: UInt64(test.rows)))
    } expected: {
      [predictions[$0]]
    }
  }

  /// All inputs of a sample at once, computed in batches; the test part is repeated until there are enough.
  func offline(_ scenario: Scenario, queries: Int, batch: Int, into outcome: inout TrialOutcome, _ bench: Bench) throws(RunFault) {
    // The queries' rows stand in memory before the clock runs, once as they are selected and once checked.
    let bytes = UInt64(max(1, queries)).multipliedReportingOverflow(by: UInt64(test.columns) * 8)
    try context.requireMemory(bytes.overflow ? .max : bytes.partialValue, for: "a sample's queries")
    let asked = (0..<max(1, queries)).map { UInt32($0 % test.rows) }
    let expected = asked.map { predictions[Int($0)] }
    try serve(scenario, [try questions(asked)], batch: max(1, batch), into: &outcome, bench, next: { 0 }, expected: { _ in expected })
  }

  /// Samples the model, each sample a query that arrives as the scenario says.
  ///
  /// - Parameters:
  ///   - next: The question of the next sample.
  ///   - expected: The right answer to a question.
  private func serve(
    _ scenario: Scenario, _ questions: [TrainingSet], batch: Int, into outcome: inout TrialOutcome, _ bench: Bench, next: () -> Int,
    expected: (Int) -> [UInt32]
  ) throws(RunFault) {
    let arrival = scenario.arrival
    var model = ServedModel(try session(batch: batch), questions: questions)
    var driver = LoadDriver(arrival, bench, isCancelled: context.isCancelled)
    var asked = next()
    var answer: [UInt32] = []
    try sample(into: &outcome, context, bench) { () throws(RunFault) in
      var query: Query? = Query(.item(asked), .prepared(asked))
      var time: UInt64 = 0
      _ = try driver.drive(&model) {
        defer { query = nil }
        return query
      } then: { (_, reply, times) in
        if case .classes(let classes) = reply.content { answer = classes }
        time = times.latency(from: arrival.origin)
      }
      return time
    } check: { () throws(RunFault) in
      guard answer == expected(asked) else { throw .unstable("answer") }
      asked = next()
    }
  }

  /// Rows of the test part, checked before the clock runs.
  private func questions(_ rows: [UInt32]) throws(RunFault) -> TrainingSet {
    .table(try test.selecting(rows).trainingData(classes: weights.architecture.outputs))
  }

  func session(batch: Int) throws(RunFault) -> Inference {
    try orFault { () throws(KernelError) in try Inference(weights, batch: batch, engine: engine) }
  }
}

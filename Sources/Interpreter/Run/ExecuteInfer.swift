internal import Attest
internal import Kernels
internal import Record

/// Executes a trial of an inference workload: the model that another cell trained answers over the test part of its dataset.
///
/// Results: `accuracy` (share of the test part), `predictions` (digest of the classes as little-endian 32-bit integers, in the order of
/// the test part). Series: `latency` (single-stream) or `time` (offline).
func executeInfer(_ work: InferWork, _ context: TrialContext, _ bench: Bench) throws(RunFault) -> TrialOutcome {
  let serving = try Serving(work, context)
  var outcome = TrialOutcome()
  switch work.scenario.kind {
  case .singleStream: try serving.singleStream(into: &outcome, bench)
  case .offline: try serving.offline(into: &outcome, bench)
  }
  let correct = zip(serving.predictions, serving.test.labels).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
  outcome.results = [
    ResultValue("accuracy", .exact, .share(of: U64(UInt64(correct)), total: U64(UInt64(serving.test.rows)))),
    ResultValue("predictions", .exact, .digest(SHA256.digest(of: serving.predictions.flatMap(littleEndianBytes)))),
  ]
  return outcome
}

/// The bytes of an integer, the least significant first.
func littleEndianBytes(_ value: some FixedWidthInteger) -> [UInt8] {
  stride(from: 0, to: value.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: value >> $0) }
}

/// A model in memory with the rows it is asked about.
private struct Serving {
  let work: InferWork
  let context: TrialContext
  let model: MLPModel
  let engine: Engine
  let test: LabelledTable
  /// The class of each row of the test part; every timed answer must be one of these.
  let predictions: [UInt32]

  init(_ work: InferWork, _ context: TrialContext) throws(RunFault) {
    try requireRevisions(work.revisions)
    self.work = work
    self.context = context
    let bytes = try context.artifact(work.model, "weights")
    engine = try context.engine()
    do {
      model = try MLPModel(safetensors: bytes)
    } catch {
      throw RunFault(kernel: error)
    }
    let classes = model.layers.last ?? 0
    test = try LabelledSplit(context, dataset: work.dataset, classes: classes).test
    guard test.columns == model.layers.first else {
      throw RunFault(
        "shape-mismatch", "`\(work.dataset)` has \(test.columns) features, and the model of `\(work.model)` takes \(model.layers[0])",
        help: "serve the data that the model was trained on", isLocal: true)
    }
    do {
      predictions = try MLPInference(model, engine: engine).classes(test.features)
    } catch {
      throw RunFault(kernel: error)
    }
  }

  /// Queries of one row, one after another; each asks a row drawn from the stream `queries`.
  func singleStream(into outcome: inout TrialOutcome, _ bench: Bench) throws(RunFault) {
    let session = try session(batch: 1)
    var stream = try context.stream("queries")
    let rows = (0..<test.rows).map { test.row($0) }
    var asked = Int(stream.integer(below: UInt64(test.rows)))
    var answer: [UInt32] = []
    func query() throws(RunFault) { answer = try classes(session, rows[asked]) }
    func check() throws(RunFault) {
      guard answer == [predictions[asked]] else { throw .unstable("answer") }
      asked = Int(stream.integer(below: UInt64(test.rows)))
    }
    try sample(into: &outcome, context, bench, query, check: check)
  }

  /// All inputs of a sample at once, computed in batches; the test part is repeated until there are enough.
  func offline(into outcome: inout TrialOutcome, _ bench: Bench) throws(RunFault) {
    let session = try session(batch: max(1, work.scenario.batch))
    let asked = (0..<max(1, work.scenario.queries)).map { UInt32($0 % test.rows) }
    let features = test.selecting(asked).features
    let expected = asked.map { predictions[Int($0)] }
    var answers: [UInt32] = []
    func batch() throws(RunFault) { answers = try classes(session, features) }
    func check() throws(RunFault) {
      guard answers == expected else { throw .unstable("answer") }
    }
    try sample(into: &outcome, context, bench, batch, check: check)
  }

  private func session(batch: Int) throws(RunFault) -> MLPInference {
    do { return try MLPInference(model, batch: batch, engine: engine) } catch { throw RunFault(kernel: error) }
  }

  private func classes(_ session: MLPInference, _ features: [Float]) throws(RunFault) -> [UInt32] {
    do { return try session.classes(features) } catch { throw RunFault(kernel: error) }
  }
}

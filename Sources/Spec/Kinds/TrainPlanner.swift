internal import Record

/// Training of a model to a quality target.
struct TrainPlanner: KindPlanner {
  let kind = WorkKind.train
  let table = Table(TrainKeys.self)

  let metrics: [MetricRule<TrainWork>] = [
    .result("accuracy", .higher, "share of the test part that is right, of a text the characters: a result"),
    .result("epochs", .lower, "how many were run: a result"),
    .result("steps", .lower, "how many were run: a result"),
    .result("test-loss", .lower, "mean loss over the test part, in nats: a result"),
    .result("perplexity", .lower, "e to the power of `test-loss`: a result", if: .readsText),
    .time(
      "time-to-quality", of: "time", .median, "median time of a whole training that reaches its quality", requires: "reached",
      if: .init("with `when`") { $0.stop != nil }),
    .time("time", of: "time", .median, "median time of a whole training", if: .init("without `when`") { $0.stop == nil }),
    .amount("throughput", .rate, per: "time", "rows, of a text characters, learnt in a second, by the median time") {
      $0.readsText ? "tokens" : "samples"
    },
  ]

  func plan(_ fields: Fields<TrainKeys>, of cell: CellSite, in scope: PlanScope) throws(Reported) -> NodeParts {
    let draft = TrainDraft(fields: fields, cell: cell, scope: scope)
    let sampling = Outcome(try fields.common.sample.rule(standard: .once))
    let work = try draft.work()
    return NodeParts(
      work: .train(work), numerics: .portable, inputs: [work.dataset], sampling: try sampling.get(), metrics: metrics(work, scope.catalogue)
    )
  }
}

extension MetricRule<TrainWork>.Condition {
  fileprivate static let readsText = Self("`gpt`") { $0.readsText }
}

extension Numerics {
  /// What training and inference compute with.
  static let portable = Numerics("portable-f32/1", .bits)
}

/// The keys of a train workload.
struct TrainKeys: WorkloadKeys {
  static let noun = "a train workload"
  static let summary =
    "Training of a model to a quality target. Where `sample` says nothing: one sample, since a sample is a whole training."

  let train: TypedKey<ModelKind>
  let dataset: TypedKey<String>
  let with: TypedKey<ModelSettings>
  let stop: TypedKey<Fields<StopKeys>>
  let checkpoints: TypedKey<Int?>
  let numerics: TypedKey<KernelWork.Tier>
  let common: CommonKeys

  init(_ keys: inout TableBuilder) {
    train = keys.required(
      "train", .word,
      "The model: `mlp`, dense layers with ReLU between them; `cnn`, convolutions before them; `gpt`, a transformer over characters.")
    dataset = keys.required(
      "dataset", .name,
      "What it learns from: rows of features with a class, for `gpt` a text; in parts `train` and `test`, else it is tested on what it has learnt."
    )
    with = keys.required("with", .settings(of: train) { $0.settings }, "The model's and the optimiser's settings.")
    stop = keys.required("stop", .object(StopKeys.self), "When training ends.")
    checkpoints = keys.optional(
      "checkpoints", .integer(1...100_000), "Weights are kept after every so many epochs, not only the last ones.")
    numerics = keys.standard("numerics", .word([.portable]), "portable", "Training has the portable tier alone.")
    common = CommonKeys(&keys)
  }
}

/// When training ends.
struct StopKeys: KeyTable {
  static let noun = "a stop rule"
  static let summary = "When training ends."

  let when: TypedKey<WrittenText?>
  let epochs: TypedKey<Int?>
  let steps: TypedKey<Int?>

  init(_ keys: inout TableBuilder) {
    when = keys.optional(
      "when", .expression, "A condition over `accuracy` (test part), `loss` (mean of the epoch) and `epoch`, looked at after each epoch.")
    epochs = keys.optional("epochs", .integer(1...100_000), "The most epochs; this, `steps`, or both.")
    steps = keys.optional("steps", .integer(1...100_000_000), "The most steps, each a batch.")
  }
}

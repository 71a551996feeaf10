internal import Record
internal import Text

extension WorkloadPlanning {
  func train(_ workload: WorkloadCells, _ fields: Fields, _ limits: Limits?, _ built: inout BuiltWorkloads) -> NodeParts? {
    let model = fields.text("train").flatMap { modelEntry($0, fields) }
    let dataset = dataset(fields, format: model.map { $0.name == "gpt" ? "text" : "csv" }, &built)
    let sampling = sampling(fields, standard: StandardSampling.once)
    let isSplit = dataset.map { hasParts($0, fields) } ?? false
    guard let model, let settings = fields.object("with"), let rule = fields.object("stop") else { return nil }
    let stop = rule["when"].flatMap { ExpressionChecker.condition($0, scope: StopScope(problems: problems), problems: problems) }
    if rule.entries["when"] != nil, stop == nil { return nil }
    let isBounded = isBounded(rule, fields, workload)
    guard var work = training(model.name, settings, stop), let dataset, isSplit, isBounded else { return nil }
    work.dataset = dataset.plan.id
    work.epochs = rule.integer("epochs")
    work.steps = rule.integer("steps")
    work.checkpoints = fields.integer("checkpoints")
    if let problem = model.problem(work) {
      problems.error(
        .impossibleModel, "workload \(quoted(workload.name.text)) describes no possible \(model.name)",
        at: problem.setting.flatMap { settings[$0]?.span } ?? settings.span, problem.message, help: problem.help)
      return nil
    }
    guard fitsMemory(work, model, fields, workload, limits) else { return nil }
    if let problem = planning.context.problemOfData(work, dataset.plan, dataset.location) {
      problems.error(
        .unusableDataset, "workload \(quoted(workload.name.text)) cannot learn from \(quoted(dataset.plan.id))",
        at: fields["dataset"]?.span ?? fields.span, problem.message,
        also: declarations.datasetNames[dataset.plan.id].map { [Diagnostic.Label($0, "this dataset")] } ?? [], help: problem.help)
      return nil
    }
    work.revisions = revisions(model.trainingBlocks(work))
    return NodeParts(
      work: .train(work), numerics: Numerics("portable-f32/1", .bits), inputs: [dataset.plan.id], sampling: sampling,
      metrics: MetricCatalogue.train(work))
  }

  /// Reports a training that would take more memory than the workload allows.
  private func fitsMemory(_ work: TrainWork, _ model: ModelEntry, _ fields: Fields, _ workload: WorkloadCells, _ limits: Limits?) -> Bool {
    guard let limit = limits?.memory?.value, let needed = model.footprint(work), needed > limit,
      let span = fields.object("limits")?["memory"]?.span
    else { return true }
    problems.error(
      .impossibleModel, "workload \(quoted(workload.name.text)) has no memory for its \(model.name)", at: span,
      "training needs about \(needed) bytes",
      help: "allow more, or make the model or its batch smaller")
    return false
  }

  private func modelEntry(_ name: String, _ fields: Fields) -> ModelEntry? {
    let catalogue = planning.context.catalogue
    if let model = catalogue.model(name) { return model }
    problems.error(
      .kindNotAvailable, "training of a `\(name)` is not available in this version", at: fields["train"]?.span ?? fields.span,
      "known, but not carried out yet", help: "this version trains \(listed(catalogue.models.map(\.name)))")
    return nil
  }

  func revisions(_ names: [String]) -> [String: Int] {
    planning.context.catalogue.revisions.filter { names.contains($0.key) }
  }

  /// A training has to end.
  private func isBounded(_ rule: Fields, _ fields: Fields, _ workload: WorkloadCells) -> Bool {
    let bounds = ["epochs", "steps"]
    if bounds.contains(where: { rule.entries[$0] != nil }) { return true }
    // One that is there and wrong is reported already.
    guard rule.refused.isDisjoint(with: bounds) else { return false }
    problems.error(
      .missingKey, "the key `epochs` is missing in `stop` of workload \(quoted(workload.name.text))",
      at: fields.entries["stop"]?.key ?? workload.name.span, "a stop rule needs `epochs` or `steps`",
      help: "`epochs`: the most epochs; a condition alone may never hold")
    return false
  }

  /// What the settings say; `nil` after reporting what is wrong with them.
  private func training(_ model: String, _ settings: Fields, _ stop: Expression?) -> TrainWork? {
    let errors = problems.errors
    guard let optimizer = optimizer(settings), let batch = settings.integer("batch") else { return nil }
    let network: TrainWork.Model? =
      switch model {
      case "cnn": convolutional(settings).map(TrainWork.Model.cnn)
      case "gpt": transformer(settings).map(TrainWork.Model.gpt)
      default: layers(settings).map(TrainWork.Model.mlp)
      }
    let micro = microBatch(settings, batch)
    let schedule = schedule(settings)
    guard let network, problems.errors == errors else { return nil }
    return TrainWork(
      model: network, batch: batch, microBatch: micro, optimizer: optimizer, schedule: schedule ?? .constant,
      dropout: settings.number("dropout") ?? Rational(0), dataset: "", stop: stop, revisions: [:])
  }

  private func microBatch(_ settings: Fields, _ batch: Int) -> Int? {
    guard let micro = settings.integer("micro-batch"), let span = settings["micro-batch"]?.span else { return nil }
    guard micro <= batch else {
      problems.error(
        .outOfRange, "a micro-batch of \(micro) rows does not fit a batch of \(batch)", at: span, "larger than the batch",
        also: (settings.isWritten("batch") ? settings["batch"]?.span : nil).map { [Diagnostic.Label($0, "the batch")] } ?? [],
        help: "a batch is cut into micro-batches; the last may be smaller")
      return nil
    }
    return micro
  }

  private func schedule(_ settings: Fields) -> TrainWork.Schedule? {
    guard let (word, fields) = settings.variant("schedule") else { return nil }
    switch word {
    case "step":
      guard let every = fields.integer("every"), let factor = fields.number("factor") else { return nil }
      return .step(every: every, factor: factor)
    case "cosine":
      guard let steps = fields.integer("steps"), let warmup = fields.integer("warmup"), let final = fields.number("final") else {
        return nil
      }
      guard warmup <= steps else {
        problems.error(
          .outOfRange, "a warm-up of \(warmup) steps does not fit a schedule of \(steps)", at: fields["warmup"]?.span ?? fields.span,
          "longer than the schedule", help: "`steps` counts the warm-up too")
        return nil
      }
      return .cosine(steps: steps, warmup: warmup, final: final)
    default: return nil
    }
  }

  // MARK: - The models

  private func layers(_ settings: Fields) -> [Int]? {
    let layers = settings.list("layers").compactMap(\.integer)
    guard let span = settings["layers"]?.span else { return nil }
    guard (2...64).contains(layers.count), layers.last ?? 0 >= 2 else {
      problems.error(
        .outOfRange, "`layers` needs from 2 to 64 widths, the last at least 2", at: span,
        counted(layers.count, "width"),
        help: "the first is the number of features, the last the number of classes: `[64, 128, 10]`")
      return nil
    }
    return layers
  }

  private func convolutional(_ settings: Fields) -> TrainWork.Convolutional? {
    let image = settings.list("image").compactMap(\.integer)
    let dense = settings.list("dense").compactMap(\.integer)
    guard let place = settings["image"]?.span, let densePlace = settings["dense"]?.span, let convolutions = settings["convolutions"] else {
      return nil
    }
    guard image.count == 3 else {
      problems.error(
        .outOfRange, "`image` needs a height, a width and a number of channels", at: place,
        counted(image.count, "number"), help: "grey images of 28 by 28 pixels: `[28, 28, 1]`")
      return nil
    }
    guard (1...64).contains(dense.count), dense.last ?? 0 >= 2 else {
      problems.error(
        .outOfRange, "`dense` needs from 1 to 64 widths, the last at least 2", at: densePlace,
        counted(dense.count, "width"), help: "the last is the number of classes: `[64, 10]`")
      return nil
    }
    let blocks = settings.list("convolutions").compactMap { $0.object.flatMap(convolution) }
    guard !blocks.isEmpty else {
      problems.error(
        .outOfRange, "`convolutions` is empty", at: convolutions.span, "none",
        help: "a model without convolutions is an `mlp`")
      return nil
    }
    return TrainWork.Convolutional(image: image, convolutions: blocks, dense: dense)
  }

  private func convolution(_ fields: Fields) -> TrainWork.Convolutional.Convolution? {
    guard let channels = fields.integer("channels"), let kernel = fields.integer("kernel"), let stride = fields.integer("stride"),
      let padding = fields.integer("padding"), let pool = fields.integer("pool")
    else { return nil }
    guard padding < kernel else {
      problems.error(
        .outOfRange, "a padding of \(padding) does not fit a kernel of \(kernel)", at: fields["padding"]?.span ?? fields.span,
        "has to be below the kernel", also: fields["kernel"].map { [Diagnostic.Label($0.span, "the kernel")] } ?? [],
        help: "a kernel of 3 keeps the size of the image with a padding of 1")
      return nil
    }
    return .init(channels: channels, kernel: kernel, stride: stride, padding: padding, pool: pool)
  }

  private func transformer(_ settings: Fields) -> TrainWork.Transformer? {
    guard let layers = settings.integer("layers"), let width = settings.integer("width"), let heads = settings.integer("heads"),
      let context = settings.integer("context")
    else { return nil }
    return TrainWork.Transformer(layers: layers, width: width, heads: heads, context: context)
  }

  private func optimizer(_ settings: Fields) -> TrainWork.Optimizer? {
    guard let (word, fields) = settings.variant("optimizer"), let lr = fields.number("lr") else { return nil }
    if word == "sgd" { return fields.number("momentum").map { .sgd(.init(lr: lr, momentum: $0)) } }
    guard let beta1 = fields.number("beta1"), let beta2 = fields.number("beta2"), let epsilon = fields.number("epsilon"),
      let decay = fields.number("weight-decay")
    else { return nil }
    return .adamw(.init(lr: lr, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: decay))
  }

  /// A dataset that is split has to have the parts that models are trained on and judged by.
  private func hasParts(_ dataset: Declarations.Dataset, _ fields: Fields) -> Bool {
    let names = dataset.plan.split.map(\.name)
    if names.isEmpty {
      problems.warning(
        .testedOnTraining, "what is learnt from \(quoted(dataset.plan.id)) is tested on the same rows",
        at: fields["dataset"]?.span ?? fields.span,
        "not split", also: declarations.datasetNames[dataset.plan.id].map { [Diagnostic.Label($0, "this dataset")] } ?? [],
        help: "give the dataset `split: { train: 80%, test: 20% }`, so that accuracy says something about new rows")
    }
    guard !names.isEmpty, let missing = ["train", "test"].first(where: { !names.contains($0) }) else { return true }
    problems.error(
      .missingPart, "dataset \(quoted(dataset.plan.id)) has no part `\(missing)`", at: fields["dataset"]?.span ?? fields.span,
      "needs `train` and `test`",
      also: declarations.datasetNames[dataset.plan.id].map { [Diagnostic.Label($0, "this dataset")] } ?? [],
      help: "its parts are \(listed(names)); name them `train` and `test`")
    return false
  }
}

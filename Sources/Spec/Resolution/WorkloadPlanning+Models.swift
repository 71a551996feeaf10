internal import Record

extension WorkloadPlanning {
  func train(_ workload: WorkloadCells, _ fields: Fields, _ built: inout BuiltWorkloads) -> NodeParts? {
    let dataset = dataset(fields, format: "csv", &built)
    let sampling = sampling(fields, standard: StandardSampling.once)
    let isSplit = dataset.map { hasParts($0, fields) } ?? false
    guard let model = fields.text("train"), let settings = fields.object("with"), let rule = fields.object("stop") else { return nil }
    let stop = rule["when"].flatMap { ExpressionChecker.condition($0, scope: StopScope(problems: problems), problems: problems) }
    if rule.entries["when"] != nil, stop == nil { return nil }
    guard let optimizer = optimizer(settings), let layers = layers(settings), let batch = settings.integer("batch"),
      let epochs = rule.integer("epochs"), let dataset, isSplit
    else { return nil }
    let blocks = ["dense", "gemm", "random-uniform", "reduce-sum", "relu", "softmax-cross-entropy", optimizer.sgd == nil ? "adamw" : "sgd"]
    let work = TrainWork(
      model: model, layers: layers, batch: batch, optimizer: optimizer, dataset: dataset.plan.id, stop: stop, epochs: epochs,
      revisions: revisions(blocks))
    return NodeParts(
      work: .train(work), numerics: "portable-f32/1", inputs: [dataset.plan.id], sampling: sampling,
      metrics: MetricCatalogue.train(hasTarget: stop != nil))
  }

  private func revisions(_ names: [String]) -> [String: Int] {
    planning.context.catalogue.revisions.filter { names.contains($0.key) }
  }

  private func layers(_ settings: Fields) -> [Int]? {
    let layers = settings.list("layers").compactMap(\.integer)
    guard let span = settings["layers"]?.span else { return nil }
    guard (2...64).contains(layers.count), layers.last ?? 0 >= 2 else {
      problems.error(
        .outOfRange, "`layers` needs from 2 to 64 widths, the last at least 2", at: span,
        layers.count == 1 ? "1 width" : "\(layers.count) widths",
        help: "the first is the number of features, the last the number of classes: `[64, 128, 10]`")
      return nil
    }
    return layers
  }

  private func optimizer(_ settings: Fields) -> TrainWork.Optimizer? {
    guard let (word, fields) = settings.variant("optimizer"), let lr = fields.number("lr") else { return nil }
    if word == "sgd" { return fields.number("momentum").map { TrainWork.Optimizer(sgd: .init(lr: lr, momentum: $0)) } }
    guard let beta1 = fields.number("beta1"), let beta2 = fields.number("beta2"), let epsilon = fields.number("epsilon"),
      let decay = fields.number("weight-decay")
    else { return nil }
    return TrainWork.Optimizer(adamw: .init(lr: lr, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: decay))
  }

  /// A dataset that is split has to have the parts that models are trained on and judged by.
  private func hasParts(_ dataset: Declarations.Dataset, _ fields: Fields) -> Bool {
    let names = dataset.plan.split.map(\.name)
    guard !names.isEmpty, let missing = ["train", "test"].first(where: { !names.contains($0) }) else { return true }
    problems.error(
      .missingPart, "dataset \(quoted(dataset.plan.id)) has no part `\(missing)`", at: fields["dataset"]?.span ?? fields.span,
      "needs `train` and `test`",
      also: declarations.datasetNames[dataset.plan.id].map { [Diagnostic.Label($0, "this dataset")] } ?? [],
      help: "its parts are \(listed(names)); name them `train` and `test`")
    return false
  }

  // MARK: - Inference

  func infer(_ workload: WorkloadCells, _ cell: Cell, _ fields: Fields, _ built: inout BuiltWorkloads) -> NodeParts? {
    let model = model(cell, fields, built)
    guard let (word, settings) = fields.variant("scenario"), let queries = settings.integer("queries") else { return nil }
    let isStream = word == "single-stream"
    let sampling: Sampling?
    if isStream {
      let refused = refuseSampling(fields, except: ["warmup"], because: "a single-stream scenario takes one sample for each of its queries")
      let warmup = fields.object("sample")?.integer("warmup") ?? 10
      sampling = refused ? nil : Sampling(warmup: warmup, min: queries, max: queries)
    } else {
      sampling = self.sampling(fields, standard: StandardSampling.repeated)
    }
    guard let model, case .train(let training) = model.work else { return nil }
    let scenario = InferWork.Scenario(kind: isStream ? .singleStream : .offline, queries: queries, batch: settings.integer("batch") ?? 1)
    built.usedInputs.insert(training.dataset)
    return NodeParts(
      work: .infer(
        InferWork(model: model.id, dataset: training.dataset, scenario: scenario, revisions: revisions(["dense", "gemm", "relu"]))),
      numerics: "portable-f32/1", needs: [model.id], inputs: [training.dataset], sampling: sampling,
      metrics: isStream ? MetricCatalogue.singleStream : MetricCatalogue.offline(queries: queries))
  }

  /// The one trained cell whose model is served.
  private func model(_ cell: Cell, _ fields: Fields, _ built: BuiltWorkloads) -> Node? {
    guard let decoded = fields["infer"], let text = decoded.text else { return nil }
    let place = TextPlace(decoded.scalar, decoded.span)
    let reference: MetricSyntax
    do {
      reference = try ExpressionParser.parseCells(text)
    } catch {
      problems.error(error.id, error.headline, at: place.span(error.range), error.label, help: error.help)
      return nil
    }
    let name = place.span(reference.workload.range)
    guard let workload = built.workloads.first(where: { $0.name.text == reference.workload.text }) else {
      report(.unknownWorkload, "workload", reference.workload.text, name, built.workloads.map(\.name.text))
      return nil
    }
    guard workload.kind == "train" else {
      if workload.kind.isEmpty { return nil }
      problems.error(
        .notAModel, "workload \(quoted(workload.name.text)) produces no model", at: name, "has to be a `train` workload",
        also: [Diagnostic.Label(workload.name.span, "this is a `\(workload.kind)` workload")])
      return nil
    }
    guard SelectionCheck(workload: workload, place: place, problems: problems).passes(reference) else { return nil }
    return only(workload, reference, cell, place)
  }

  private func only(_ workload: WorkloadCells, _ reference: MetricSyntax, _ cell: Cell, _ place: TextPlace) -> Node? {
    var found = workload.cells(reference.selection)
    // Axes that both have in common keep cells together: the model trained on a target is served on it.
    if found.count > 1 {
      found = found.filter { index in
        workload.cells[index].coordinates.allSatisfy { theirs in
          cell.coordinates.allSatisfy { $0.axis != theirs.axis || $0.value == theirs.value }
        }
      }
    }
    if found.count == 1 { return workload.cells[found[0]].node }
    if workload.isBroken { return nil }
    problems.error(
      .severalCells, "\(quoted(workload.name.text)) has \(workload.cells.count) cells, and a model comes from exactly one",
      at: place.span(reference.workload.range),
      "which of them?", also: [Diagnostic.Label(workload.name.span, "this workload")],
      help: "select one, such as `\(workload.cells[0].id)`, or give this workload the same axes")
    return nil
  }
}

internal import Record
internal import Text

extension WorkloadPlanning {
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
    let scenario: Scenario =
      isStream ? .singleStream(queries: queries) : .offline(queries: queries, batch: settings.integer("batch") ?? 1)
    built.usedInputs.insert(training.dataset)
    guard !training.readsText, let entry = planning.context.catalogue.model(training.model.word) else {
      problems.error(
        .kindNotAvailable, "inference with a `\(training.model.word)` is not available in this version",
        at: fields["infer"]?.span ?? fields.span, "known, but not carried out yet", help: "this version serves `mlp` and `cnn`")
      return nil
    }
    return NodeParts(
      work: .infer(
        InferWork(
          model: model.id, dataset: training.dataset, scenario: scenario, revisions: revisions(entry.servingBlocks(training)))),
      numerics: Numerics("portable-f32/1", .bits), needs: [model.id], inputs: [training.dataset], sampling: sampling,
      metrics: MetricCatalogue.infer(scenario))
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

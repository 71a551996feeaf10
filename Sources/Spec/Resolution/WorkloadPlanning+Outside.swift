internal import Record

extension WorkloadPlanning {
  // MARK: - Evaluations

  func evaluate(_ workload: WorkloadCells, _ fields: Fields, _ built: inout BuiltWorkloads) -> NodeParts? {
    let dataset = dataset(fields, format: "jsonl", &built)
    let subject = subject(fields, &built)
    let isRefused = refuseSampling(fields, except: [], because: "each item of an evaluation is asked once")
    let prompt = prompt(fields)
    guard let dataset, let subject, !isRefused, let prompt, let (_, scorer) = fields.variant("scorer"),
      let generation = fields.object("generation"),
      let normalize = scorer.boolean("normalize"), let tokens = generation.integer("max-tokens"),
      let temperature = generation.number("temperature"),
      let concurrency = fields.integer("concurrency")
    else { return nil }
    var normalization = JSON.Object()
    normalization["normalize"] = .bool(normalize)
    let work = EvaluateWork(
      subject: subject, dataset: dataset.plan.id, prompt: prompt, system: fields.text("system"),
      scorer: .init(name: "exact-match", revision: 1, settings: Settings(values: normalization)),
      generation: .init(maxTokens: tokens, temperature: temperature),
      items: fields.integer("items"), concurrency: concurrency)
    return NodeParts(
      work: .evaluate(work), numerics: .transcripts, inputs: [dataset.plan.id], sampling: StandardSampling.once,
      metrics: MetricCatalogue.evaluate
    )
  }

  private func subject(_ fields: Fields, _ built: inout BuiltWorkloads) -> String? {
    guard let name = fields.text("evaluate"), let span = fields["evaluate"]?.span else { return nil }
    guard declarations.subjectNames[name] != nil else {
      report(.unknownSubject, "subject", name, span, Array(declarations.subjectNames.keys))
      return nil
    }
    built.usedSubjects.insert(name)
    return name
  }

  private func prompt(_ fields: Fields) -> String? {
    guard let prompt = fields.text("prompt"), let span = fields["prompt"]?.span else { return nil }
    if prompt.contains("{input}") { return prompt }
    problems.error(
      .promptWithoutInput, "the prompt does not contain `{input}`", at: span, "every item would be asked the same",
      help: "`{input}` stands for the item's question")
    return nil
  }

  // MARK: - Commands

  func command(_ workload: WorkloadCells, _ fields: Fields, _ built: inout BuiltWorkloads) -> NodeParts? {
    let sampling = sampling(fields, standard: StandardSampling.once)
    let inputs = inputs(fields, &built)
    guard let program = fields.object("command"), let path = program.text("file"), let place = program["file"]?.span,
      let digest = program.digest("sha256"), let pin = program["sha256"]?.span, let inputs
    else { return nil }
    let base = planning.file(of: place)
    planning.checkDigest(digest, at: pin, path: path, base)
    let id = input(workload.name.text, path, digest, program, base, &built)
    let readings = fields.map("readings").compactMap { key, value in value.object.flatMap { reading(key.text, $0) } }
    let work = CommandWork(
      program: id, arguments: fields.list("arguments").compactMap(\.text), environment: environment(fields), outputs: outputs(fields),
      readings: readings)
    return NodeParts(
      work: .command(work), numerics: .program, inputs: [id] + inputs, sampling: sampling, metrics: MetricCatalogue.command(readings))
  }

  /// The id of the program's file among the inputs; cells that differ in the program have inputs of their own.
  private func input(
    _ workload: String, _ path: String, _ digest: Digest, _ fields: Fields, _ base: SourceFile, _ built: inout BuiltWorkloads
  ) -> String {
    let mine = built.programs.filter { $0.plan.id.hasPrefix("\(workload).program") }
    if let known = mine.first(where: { $0.plan.sha256 == digest && $0.location.path == path }) { return known.plan.id }
    let id = mine.isEmpty ? "\(workload).program" : "\(workload).program-\(mine.count + 1)"
    built.programs.append(
      (
        InputPlan(id: id, kind: .program, sha256: digest, license: fields.text("license"), format: nil),
        InputLocation(id: id, path: path, base: base, sha256: digest, source: nil)
      ))
    return id
  }

  private func inputs(_ fields: Fields, _ built: inout BuiltWorkloads) -> [String]? {
    var names: [String] = []
    for decoded in fields.list("inputs") {
      guard let name = decoded.text else { continue }
      guard declarations.datasetNames[name] != nil else {
        report(.unknownDataset, "dataset", name, decoded.span, Array(declarations.datasetNames.keys))
        return nil
      }
      built.usedInputs.insert(name)
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  private func environment(_ fields: Fields) -> [String: String] {
    var variables: [String: String] = [:]
    for (key, value) in fields.map("environment") { variables[key.text] = value.text }
    return variables
  }

  private func outputs(_ fields: Fields) -> [CommandWork.Output] {
    fields.map("outputs").compactMap { key, value in
      guard let output = value.object, let file = output.text("file"), let isResult = output.boolean("result") else { return nil }
      return CommandWork.Output(name: key.text, file: file, isResult: isResult)
    }
  }

  private func reading(_ name: String, _ fields: Fields) -> CommandWork.Reading? {
    guard let after = fields.text("after"), let dimension = fields.text("dimension").flatMap(Dimension.init),
      let direction = fields.text("direction").flatMap(Direction.init), let origin = fields.text("origin").flatMap(MetricOrigin.init)
    else { return nil }
    return CommandWork.Reading(name: name, after: after, dimension: dimension, direction: direction, origin: origin)
  }
}

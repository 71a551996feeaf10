internal import Record

extension Evaluations {
  /// The version of the schema that it follows (`every_eval_ever/schemas/eval.schema.json` of the package `every-eval-ever`).
  private static let schema = "0.3.0"

  /// The results of one model by the schema of Every Eval Ever.
  func everyEvalEver() throws(ExportFault) -> [UInt8] {
    guard subjects.count == 1, let id = subjects.first else { throw .severalSubjects(subjects) }
    let subject = input.plan.subject(id)
    let model = subject?.name ?? id
    let time = "\(input.run.ended.seconds(since: Timestamp(secondsSince1970: 0)) ?? 0)"
    let document: JSON = [
      "schema_version": .string(Evaluations.schema),
      "evaluation_id": .string("\(input.plan.name)/\(model)/\(time)"),
      "evaluation_timestamp": .string(input.run.started.recordText),
      "retrieved_timestamp": .string(time),
      "source_metadata": source,
      "eval_library": library,
      "model_info": info(model, subject),
      "evaluation_results": .array(
        cells.flatMap { cell in
          metrics(of: cell.node).filter { $0.origin == .result && $0.estimate.value.isFinite }.map { result($0, cell.node, cell.work) }
        }),
    ]
    return Array((document.canonicalText + "\n").utf8)
  }

  private var source: JSON {
    var details: [(String, String?)] = [
      ("plan_sha256", input.run.plan.hex), ("bundle_root", input.root?.hex), ("signed_by_key", input.signer),
    ]
    details.append(("partial", input.run.partial.isEmpty ? nil : input.run.partial.joined(separator: "; ")))
    return [
      "source_name": "Etalon bundle", "source_type": "evaluation_run", "source_organization_name": "not stated",
      "evaluator_relationship": "other", "additional_details": Evaluations.texts(details),
    ]
  }

  private var library: JSON {
    let details = [("executable_sha256", input.run.tool.executable?.hex)]
    return [
      "name": .string(input.run.tool.name), "version": .string(input.run.tool.version), "additional_details": Evaluations.texts(details),
    ]
  }

  private func info(_ model: String, _ subject: SubjectPlan?) -> JSON {
    var details: [(String, String?)] = [("deployment_type", "unknown"), ("model_availability", "unknown")]
    details.append(("address", subject?.address))
    let node = cells.first?.node
    details.append(("endpoint_model", node.flatMap { told("endpoint-model", of: $0) }))
    details.append(("system_fingerprint", node.flatMap { told("endpoint-fingerprint", of: $0) }))
    return ["name": .string(model), "id": .string(model), "additional_details": Evaluations.texts(details)]
  }

  private func result(_ metric: MetricValue, _ node: Node, _ work: EvaluateWork) -> JSON {
    let data = input.plan.input(work.dataset)
    let details = [("sha256", data?.sha256.hex), ("license", data?.license)]
    return [
      "evaluation_result_id": .string("\(node.id).\(metric.title)"),
      "evaluation_name": .string(node.id),
      "source_data": [
        "dataset_name": .string(work.dataset), "source_type": "other", "additional_details": Evaluations.texts(details),
      ],
      "metric_config": configuration(metric, work),
      "score_details": score(metric),
      "generation_config": generation(work),
    ]
  }

  private func configuration(_ metric: MetricValue, _ work: EvaluateWork) -> JSON {
    let scorers = work.scorers.map { "\($0.name) revision \($0.revision)\(PageWords(.en).inParentheses($0.settings))" }.joined(
      separator: "; ")
    let rules = work.extraction.map { "\($0.name) revision \($0.revision)\(PageWords(.en).inParentheses($0.settings))" }.joined(
      separator: ", then ")
    var members: [(String, JSON)] = [
      ("metric_id", .string(metric.metric)), ("metric_name", .string(metric.metric)), ("metric_unit", .string(metric.unit)),
      ("lower_is_better", .bool(metric.direction == .lower)),
      ("additional_details", Evaluations.texts([("scorers", scorers), ("extraction", rules), ("category", metric.category)])),
    ]
    if metric.unit == "1", metric.population != nil, (0...1).contains(metric.estimate.value) {
      members += [("score_type", "continuous"), ("min_score", 0), ("max_score", 1)]
    }
    return .object(JSON.Object(members.map { JSON.Object.Member($0.0, $0.1) }))
  }

  private func score(_ metric: MetricValue) -> JSON {
    var uncertainty: [(String, JSON)] = [("num_samples", .number(Double(metric.count)))]
    if let population = metric.population {
      uncertainty.append(
        (
          "confidence_interval",
          [
            "lower": .number(population.low), "upper": .number(population.high), "confidence_level": 0.95,
            "method": .string(population.method.rawValue),
          ]
        ))
      if let error = population.error {
        uncertainty.append(("standard_error", ["value": .number(error), "method": .string(population.method.rawValue)]))
      }
    }
    return [
      "score": .number(metric.estimate.value), "details": Evaluations.texts([("exact", metric.exact?.recordText)]),
      "uncertainty": .object(JSON.Object(uncertainty.map { JSON.Object.Member($0.0, $0.1) })),
    ]
  }

  private func generation(_ work: EvaluateWork) -> JSON {
    var arguments: [(String, JSON)] = [
      ("temperature", .number(work.generation.temperature.real)), ("max_tokens", .number(Double(work.generation.maxTokens))),
      ("prompt_template", .string(work.prompt.turns.map(\.template).joined(separator: "\n\n"))),
    ]
    if let topP = work.generation.topP { arguments.append(("top_p", .number(topP.real))) }
    let shots = work.prompt.shots.map { "\($0.count) from \($0.from), \($0.choose.rawValue)" }
    let details = [
      ("system", work.prompt.system), ("prefill", work.prompt.prefill), ("shots", shots), ("choices_order", work.prompt.order.rawValue),
      ("stop", work.generation.stop.isEmpty ? nil : JSON.array(work.generation.stop.map { .string($0) }).canonicalText),
      ("seed", "\(input.plan.seed.root)"), ("errors", work.errors.treat.rawValue),
    ]
    return [
      "generation_args": .object(JSON.Object(arguments.map { JSON.Object.Member($0.0, $0.1) })),
      "additional_details": Evaluations.texts(details),
    ]
  }

  /// An object of texts, without those that are absent.
  private static func texts(_ members: [(String, String?)]) -> JSON {
    .object(JSON.Object(members.compactMap { name, text in text.map { JSON.Object.Member(name, .string($0)) } }))
  }
}

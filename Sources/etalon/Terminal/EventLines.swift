internal import Interpreter
internal import Record

/// Tells a program what happens in a run: a line of JSON on standard error for each event.
struct EventLines: Sendable {
  let terminal: Terminal

  func show(_ event: RunEvent) {
    guard let object = json(of: event) else { return }
    terminal.talk(object.canonicalText)
  }

  private func json(of event: RunEvent) -> JSON? {
    switch event {
    case .began(let trials, let finished):
      return ["event": "began", "trials": .number(Double(trials)), "finished": .number(Double(finished))]
    case .trialStarted(let place): return .object(object("trial-started", place))
    case .progressed(let place, .waiting(let milliseconds, let reason)):
      var object = object("waiting", place)
      (object["milliseconds"], object["reason"]) = (.number(Double(milliseconds)), .string(reason))
      return .object(object)
    case .trialEnded(let place, let summary):
      var object = object("trial-ended", place)
      object["status"] = .string(summary.status.rawValue)
      if let reason = summary.reason { object["reason"] = .string(reason) }
      if summary.cached { object["cached"] = .bool(true) }
      object["metrics"] = .array(summary.metrics.map(json))
      return .object(object)
    case .exporting: return ["event": "exporting"]
    case .progressed, .estimated: return nil
    }
  }

  private func object(_ event: String, _ place: TrialPlace) -> JSON.Object {
    JSON.Object([
      .init("event", .string(event)), .init("cell", .string(place.id.node)), .init("trial", .number(Double(place.id.index))),
      .init("position", .number(Double(place.position))), .init("total", .number(Double(place.total))),
    ])
  }

  private func json(of metric: MetricValue) -> JSON {
    [
      "metric": .string(metric.metric), "unit": .string(metric.unit), "value": .number(metric.estimate.value),
      "low": .number(metric.estimate.low), "high": .number(metric.estimate.high),
    ]
  }
}

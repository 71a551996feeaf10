public import Record
internal import Text

/// What makes it doubtful that evaluations asked the model that they name, each in a sentence.
///
/// Derived from plan and results alone, so whoever shows a run says the same. Complexity: linear in cells and trials.
public func subjectDoubts(_ plan: Plan, _ results: Results) -> [String] {
  var asking: [String: EvaluateWork] = [:]
  for node in plan.nodes { if case .evaluate(let work) = node.work { asking[node.id] = work } }
  return results.trials.flatMap { trial in
    guard let work = asking[trial.node] else { return [String]() }
    return servedDoubts(trial, asked: plan.subjects.first { $0.id.utf8.elementsEqual(work.subject.utf8) })
  }
}

private func servedDoubts(_ trial: TrialResult, asked: SubjectPlan?) -> [String] {
  func count(_ name: String) -> UInt64 { if case .count(let number)? = trial.value(name) { number.value } else { 0 } }
  func names(_ name: String) -> String { if case .text(let text)? = trial.value(name) { printable(text) } else { "" } }
  var doubts: [String] = []
  if count("endpoint-models") > 1 {
    doubts.append("\(quoted("\(trial.id)")) was answered by \(count("endpoint-models")) models: \(names("endpoint-model"))")
  } else if let wanted = asked?.access.settings.values["model"]?.text, count("endpoint-models") == 1,
    isAnother(names("endpoint-model"), wanted)
  {
    doubts.append("\(quoted("\(trial.id)")) asked \(quoted(wanted)), and \(quoted(names("endpoint-model"))) says that it answered")
  }
  if count("endpoint-fingerprints") > 1 {
    doubts.append(
      "\(quoted("\(trial.id)")) was answered by \(count("endpoint-fingerprints")) configurations: \(names("endpoint-fingerprint"))")
  }
  return doubts
}

/// Whether a name is another one: a server may add a date, a path or an extension to what it was asked for, and `default` asks for any.
private func isAnother(_ told: String, _ wanted: String) -> Bool {
  if wanted == "default" || told.isEmpty { return false }
  let (left, right) = (told.lowercased(), wanted.lowercased())
  return !left.contains(right) && !right.contains(left)
}

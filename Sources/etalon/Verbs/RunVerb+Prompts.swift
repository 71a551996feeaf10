internal import CommandTree
internal import Interpreter
internal import Record
internal import Spec
internal import Text

/// `etalon run SPEC --show-prompts N`: what would be sent, and nobody is asked.
func showPrompts(_ count: Int, _ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let spec = try plannedSpec(invocation, on: terminal) { planned, fence throws(Failure) in
    let look = InputLook(planned, folders: invocation.strings("inputs"), within: fence)
    if let absent = look.absent.first, look.diagnostics.isEmpty {
      throw Failure(.usage, absent.fault.code.rawValue, absent.fault.message, help: absent.fault.help)
    }
    return look.diagnostics
  }
  let search = InputLook.search(spec.planned, folders: invocation.strings("inputs"), within: spec.fence)
  let questions = try orFail(.usage) { () throws(RunFault) in
    try PromptPreview(spec.planned.plan, search: search).questions(items: count)
  }
  guard invocation.string("format") != "json" else {
    terminal.print(JSON.array(questions.map(json)).canonicalText)
    return .ok
  }
  if questions.isEmpty { terminal.talk("no cell of \(quoted(spec.source.name)) asks questions") }
  for question in questions { terminal.print(text(of: question, terminal.printStyle)) }
  return .ok
}

private func text(of question: PromptPreview.Question, _ style: Style) -> String {
  let id = question.id.map { " (\(printable($0)))" } ?? ""
  let variant = question.variant.map { ", \($0)" } ?? ""
  var lines = [style.bold("\(printable(question.node)): item \(question.item)\(id)\(variant)")]
  if let system = question.system { lines += said("system", system) }
  for (role, text) in question.turns { lines += said(role.rawValue, text) }
  var expected = question.answers.map { quoted($0) }.joined(separator: " or ")
  if let letter = question.letter { expected = "\(letter), \(expected)" }
  if !expected.isEmpty { lines += ["  expected   \(expected)"] }
  let settings = (question.request.object?.members ?? []).filter { $0.name != "messages" && $0.name != "prompt" }
  lines += ["  settings   " + settings.map { "\($0.name) \(printable($0.value.canonicalText))" }.joined(separator: ", "), ""]
  return lines.joined(separator: "\n")
}

/// A message with its role beside its first line; what is not printable is escaped.
private func said(_ role: String, _ text: String) -> [String] {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { printable($0) }
  let indented = lines.enumerated().map { index, line in
    index == 0 ? "  " + role + String(repeating: " ", count: max(1, 11 - role.utf8.count)) + line : "             " + line
  }
  return indented
}

private func json(of question: PromptPreview.Question) -> JSON {
  var object = JSON.Object([
    .init("cell", .string(question.node)), .init("item", .number(Double(question.item))), .init("request", question.request),
    .init("expected", .array(question.answers.map { .string($0) })),
  ])
  if let id = question.id { object["id"] = .string(id) }
  if let variant = question.variant { object["variant"] = .string(variant) }
  if let letter = question.letter { object["letter"] = .string(letter) }
  return .object(object)
}

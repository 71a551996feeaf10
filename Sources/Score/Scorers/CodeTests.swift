internal import Record

extension Scorer {
  /// `code-tests`, revision 1: the answer, put behind the item's beginning of a program, passes the item's tests.
  ///
  /// The program runs in the sandbox, by an interpreter that the plan names as a subject. With several samples the estimators of
  /// `pass-at-k`.
  static let codeTests = Scorer(
    name: "code-tests", revision: 1, noun: "a test of code",
    summary: "The answer's code passes the item's tests, run by an interpreter in the sandbox.",
    settings: [interpreter.entry, PassAtK.samples.entry, PassAtK.tries.entry, before.entry, tests.entry, entryPoint.entry],
    outputs: PassAtK.outputs, problem: { settings in codeProblem(settings) },
    fit: { item, settings in
      guard let name = try? settings.value(tests), testText(item, name) == nil else { return nil }
      return "the item has no tests: the field `\(name)` is neither a text nor a list of texts"
    }, asksAgain: true, asks: { settings in (try? settings.value(interpreter)).map { [$0] } ?? [] }
  ) { (answer, item, settings) throws(SettingFault) in
    let form = try ProgramForm(item, settings)
    let (subject, tries) = (try settings.value(interpreter), try settings.value(PassAtK.tries))
    let outcome = answer.plainOutcome
    return .needs([ScoringQuery](repeating: .again, count: max(0, try settings.value(PassAtK.samples) - 1))) { others in
      let codes = [outcome == .answer ? answer.text : ""] + others
      return .needs(codes.map { .ask(subject: subject, prompt: form.program(of: $0)) }) { verdicts in
        let right = zip(codes, verdicts).count { !Normalization.trimmed($0).isEmpty && $1 == ProgramVerdict.passed }
        let extracted = outcome == .answer ? ItemRecord.Extracted(whole: answer.text) : nil
        return .judged(
          Judgement(outcome, extracted: extracted, scores: PassAtK(samples: codes.count, right: right, tries: tries).scores))
      }
    }
  }

  private static let interpreter = Setting<String>.required("interpreter", .name, "The subject that runs programs.")
  fileprivate static let before = Setting<String>.standard(
    "before", .text, "prompt", "The field of an item that holds the beginning of the program; an item without it has none.")
  fileprivate static let tests = Setting<String>.standard(
    "tests", .text, "test", "The field of an item that holds the tests, a text or a list of lines.")
  fileprivate static let entryPoint = Setting<String>.standard(
    "entry", .text, "entry_point", "The field of an item that names what the tests check; an item without it has none.")

  private static func codeProblem(_ settings: Settings) -> String? {
    // A single sample has no other to be compared with, and needs none.
    let (count, tries) = (try? settings.value(PassAtK.samples), try? settings.value(PassAtK.tries))
    return count == 1 && tries == 1 ? nil : PassAtK.problem(settings)
  }

  fileprivate static func testText(_ item: Item, _ name: String) -> String? {
    guard let value = item.fields[name] else { return nil }
    return value.text ?? value.elements.map { $0.compactMap(\.text).joined(separator: "\n") }
  }
}

/// What subjects that run programs reply.
public enum ProgramVerdict {
  /// The program came to its end.
  public static let passed = "passed"
}

/// How an answer becomes a program: the item's beginning, the answer, the tests, and the call of `check` with the entry point.
private struct ProgramForm {
  private let before: String
  private let behind: String

  init(_ item: Item, _ settings: Settings) throws(SettingFault) {
    before = item.fields[try settings.value(Scorer.before)]?.text ?? ""
    let tests = Scorer.testText(item, try settings.value(Scorer.tests)) ?? ""
    let entry = item.fields[try settings.value(Scorer.entryPoint)]?.text.map { "check(\($0))\n" } ?? ""
    behind = "\n" + tests + "\n" + entry
  }

  func program(of answer: String) -> String { before + answer + behind }
}

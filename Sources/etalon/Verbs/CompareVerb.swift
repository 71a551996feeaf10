internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Report
internal import Score
internal import Sealing
internal import Text

/// `etalon compare`: which of several models is better, item by item.
let compareVerb = Verb(
  Command(
    "compare", "compare evaluations of the same items, pair by pair",
    discussion: """
      Says first what is not comparable: another dataset, prompt, extraction, scorer or generation, and that a bundle was not verified. Then, \
      for each pair and metric over the items that both answered: the difference with its 95 % interval for more items of the kind, McNemar's \
      test (mid-p) or a permutation of signs where items are clustered, repeated or more than right and wrong, the p-value after Holm over all \
      tests, and the least difference that this design finds with 80 % power. docs/scoring.md has the arithmetic.
      """,
    group: Group.verify,
    options: [
      Option("format", .value("FORMAT", .choice(["human", "json", "markdown"])), default: "human", help: "how to print"),
      Option(
        "bank", .value("FILE", .file([".json"])), help: "a bank whose releases the evaluations were asked: equate them (docs/releases.md)"),
      Option(
        "output", short: "o", .value("FILE", .file([".html", ".json"])),
        help: "write a page (.html) with the items on which they differ, or JSON (.json), to a file, too"),
      Shared.pageLanguage,
      Option("seed", .value("NUMBER", .text), default: "1", help: "of the permutations, where there are too many to go through"),
    ],
    operands: [Shared.bundles],
    examples: [
      Example("etalon compare results/questions/RUN1 results/questions/RUN2", "two models over the same questions"),
      Example("etalon compare RUN1 RUN2 -o compare.html --lang zh", "a page in Chinese, item by item"),
      Example("etalon compare RUN --format markdown", "the cells of one run over the same questions"),
    ],
    exitCodes: [
      ExitCode(0, "everything was compared as like with like"),
      ExitCode(3, "something is not comparable; it is said first"),
    ] + ExitStatus.meanings.filter { [1, 2].contains($0.code) }), run: compareBundles)

/// `etalon compare A B …`.
func compareBundles(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  guard let seed = UInt64(invocation.string("seed") ?? "1") else {
    throw Failure(.usage, "usage", "`--seed` is a whole number from 0 on")
  }
  var sheets: [(bundle: String, sheet: EvaluationSheet)] = []
  var sources: [ComparedEvaluation] = []
  var notes: [String] = []
  var last: Timestamp?
  for path in invocation.strings("bundle") {
    let bundle = try orFail { try IntactBundle(path) }
    notes.append(standing(of: bundle, path))
    let ended = bundle.records.run.ended
    if last.map({ $0.seconds(until: ended) > 0 }) ?? true { last = ended }
    var count = 0
    for node in bundle.records.plan.nodes {
      do throws(MissingEvaluation) {
        guard let sheet = try EvaluationSheet(node, of: bundle.records.raw, items: bundle.reading.folder.forEachItemLine) else { continue }
        sheets.append((path, sheet))
        sources.append(ComparedEvaluation(bundle: bundle, node: node.id, sheet: sheet))
      } catch {
        notes.append("\(quoted(path)), cell \(quoted(error.cell)): \(error.reason)")
      }
      count += 1
    }
    if count == 0 {
      throw Failure(.usage, "nothing-to-compare", "\(quoted(path)) has no evaluation", help: "compare runs of `evaluate` workloads")
    }
  }
  guard sheets.count > 1 else {
    throw Failure(.usage, "nothing-to-compare", "there is only one evaluation", help: "name a second bundle")
  }
  var comparison = EvaluationComparison(sheets, seed: seed)
  if let path = invocation.string("bank") {
    let releases = try orFail(.usage) { try asked(sheets.map(\.sheet), by: try BankFile(path).bank, until: last) }
    comparison.equate(sheets.map(\.sheet), by: releases, seed: seed)
  }
  if let path = invocation.path("output") {
    let bytes =
      path.isPage
      ? renderEvaluations(
        EvaluationComparisonInput(comparison, notes: notes, pairs: pairs(comparison, sources), language: pageLanguage(invocation)))
      : try orFail { try comparison.canonicalBytes() }
    try terminal.deliver(bytes, to: path)
  }
  switch invocation.string("format") {
  case "json": terminal.print(bytes: try orFail { try comparison.canonicalBytes() })
  case "markdown": terminal.print(comparison.markdown(notes: notes))
  default: terminal.print(comparison.text(notes: notes, style: terminal.printStyle))
  }
  return comparison.isClean ? .ok : .undecided
}

/// Which releases of a bank evaluations were asked; an item that was burned before the last of them ended links nothing.
private func asked(
  _ sheets: [EvaluationSheet], by bank: QuestionBank, until last: Timestamp?
) throws(Failure) -> EvaluationComparison.Releases {
  var names: [Int: String] = [:]
  for (place, sheet) in sheets.enumerated() { names[place] = bank.release(of: sheet.dataset)?.name }
  guard !names.isEmpty else {
    throw Failure(
      .usage, "bank-release", "none of the evaluations was asked a release of this bank",
      help: "`etalon dataset bank FILE` lists the sets of its releases")
  }
  let day = last.flatMap { QuestionBank.Day(of: $0) }
  return EvaluationComparison.Releases(names: names, order: bank.releases.map(\.name)) { first, second in
    guard let before = bank.releases.first(where: { $0.name == first }), let behind = bank.releases.first(where: { $0.name == second })
    else {
      return []
    }
    return bank.linking(before, behind, until: day)
  }
}

/// What is known of who stands behind a bundle: its integrity was checked on the way in, nothing else.
private func standing(of bundle: IntactBundle, _ path: String) -> String {
  let signers = bundle.reading.envelopes.count
  return "\(quoted(path)) is intact and \(signers == 0 ? "not signed" : "signed"); nobody verified it here (`etalon verify`)"
}

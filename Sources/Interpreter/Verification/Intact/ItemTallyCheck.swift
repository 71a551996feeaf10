internal import Attest
internal import Record
internal import Score
internal import Text

/// Whether the results of an evaluation follow from its item records, which needs neither dataset nor transcripts.
struct ItemTallyCheck {
  private(set) var findings: [Finding] = []

  init(_ line: TrialLine, _ work: EvaluateWork, _ recorded: TrialResult?, _ folder: BundleFolder) {
    let scorers = work.scorers.compactMap { entry in
      Scorer.named(entry.name, revision: entry.revision).map { (scorer: $0, settings: entry.settings) }
    }
    guard scorers.count == work.scorers.count else { return }
    var tally = ItemTally(work.outputs(of: scorers), of: scorers.map(\.scorer), errors: work.errors.treat)
    var variants = VariantTally(scorers.flatMap(\.scorer.outputs), variants: work.prompt.variants.map(\.name))
    let isWhole = folder.forEachItem(of: line) { record in
      tally.add(record)
      variants.add(record)
      return true
    }
    // Lines that are no records were reported where the bundle was read.
    guard isWhole else { return }
    for result in tally.results + variants.results where recorded?.value(result.name) != result.value {
      findings.append(
        Finding("items-differ", path: "\(line.id)", "the result \(quoted(result.name)) is not what its item records add up to"))
    }
  }
}

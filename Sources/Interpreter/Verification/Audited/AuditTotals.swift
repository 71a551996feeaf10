internal import Attest
internal import Record
internal import Score

/// Whether the totals of a sealed trial agree with the verdicts that were opened.
///
/// The beacon draws the opened items, so of a true total they are a sample without return. A total that no completion of the opened verdicts gives is refused,
/// and so is one under which what was opened comes less often than once in ten thousand draws.
struct AuditTotals {
  /// An honest run is refused at most so often, for each total.
  static let level = 0.0001

  /// A total with what was opened of it.
  struct Total: Equatable {
    var name: String
    /// Right ones and all, as the results of the run say.
    var right, all: Int
    /// Right ones and all among the opened items.
    var openedRight, opened: Int

    /// The chance of a sample as far off as this one, on either side; 0 where the total cannot be.
    var p: Double {
      guard openedRight <= right, opened - openedRight <= all - right else { return 0 }
      let tails = Hypergeometric.tails(openedRight, of: opened, marked: right, total: all)
      return min(1, 2 * min(tails.atMost, tails.atLeast))
    }

    var words: String { "`\(name)`: \(openedRight) of \(opened) opened are right, \(right) of \(all) in all" }
  }

  let totals: [Total]

  /// - Parameters:
  ///   - opened: The records of the opened items, as they are scored here.
  ///   - results: What the run says.
  init(_ opened: [ItemRecord], _ results: TrialResult?, _ work: EvaluateWork) {
    let scorers = work.scorers.compactMap { entry in
      Scorer.named(entry.name, revision: entry.revision).map { (scorer: $0, settings: entry.settings) }
    }
    let outputs = Dictionary(work.outputs(of: scorers).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let treatsWrong = work.errors.treat == .wrong
    let counted = opened.filter { $0.variant == nil && ($0.outcome.isScored || treatsWrong) }
    totals = (results?.values ?? []).compactMap { result in
      guard let output = outputs[result.name], case .share(let right, let all) = result.value, let right = Int(exactly: right.value),
        let all = Int(exactly: all.value)
      else {
        return nil
      }
      let scores = counted.map { $0.outcome.isScored ? $0.scores[result.name] : output.worst }
      guard !scores.isEmpty, scores.allSatisfy({ $0 == Rational(0) || $0 == Rational(1) }) else { return nil }
      return Total(name: result.name, right: right, all: all, openedRight: scores.count { $0 == Rational(1) }, opened: scores.count)
    }
  }

  /// What does not agree.
  func findings(at place: String) -> [Finding] {
    totals.filter { $0.p < AuditTotals.level }.map { total in
      Finding(
        "audit-total", path: place, "the total does not agree with the opened verdicts: \(total.words)",
        expected: "such a sample at least once in \(Int(1 / AuditTotals.level)) draws",
        found: "a chance of \(Format.number(total.p, significant: 2))")
    }
  }
}

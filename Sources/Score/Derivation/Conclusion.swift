public import Record

/// What trials and claims come to, the worst last.
public enum Conclusion: Int, Sendable, Hashable, Comparable {
  /// Everything came to its end, and every claim holds.
  case holds
  /// Something could not be decided, and nothing fails.
  case undecided
  /// Something fails.
  case fails

  /// The worst of several; `holds` where there is none.
  public init(worstOf conclusions: some Sequence<Conclusion>) { self = conclusions.max() ?? .holds }

  /// Whether the first is better.
  public static func < (left: Conclusion, right: Conclusion) -> Bool { left.rawValue < right.rawValue }
}

extension ClaimVerdict {
  /// What the claim comes to.
  public var conclusion: Conclusion {
    switch verdict {
    case .holds: .holds
    case .undecided, .unjudged: .undecided
    case .fails: .fails
    }
  }
}

extension Scores {
  /// What claims and score come to: a weighting without a score leaves something undecided.
  public var conclusion: Conclusion {
    Conclusion(worstOf: claims.map(\.conclusion) + (missingScore == nil ? [] : [.undecided]))
  }

  /// Why there is no score, in a clause: the first leaf without a ratio; `nil` where there is one, or no weighting.
  public var missingScore: String? {
    guard total == nil, !score.isEmpty else { return nil }
    guard let leaf = score.lazy.flatMap(\.leaves).first(where: { $0.estimate == nil }), let metric = leaf.metric else {
      return "the ratios have no such mean"
    }
    guard let measured = leaf.measured else { return "`\(metric)` has no value" }
    guard let reference = leaf.reference else { return "the reference has no value for `\(metric)`" }
    return "\(Format.number(measured.value)) and the reference \(Format.number(reference)) have no ratio (`\(metric)`)"
  }
}

extension ScoreValue {
  /// The leaves under it; itself where it is one.
  fileprivate var leaves: [ScoreValue] { metric == nil ? branches.flatMap(\.leaves) : [self] }
}

extension TrialStatus {
  /// What the trial comes to: one that was not executed says nothing against anybody.
  public var conclusion: Conclusion {
    switch self {
    case .ok: .holds
    case .refused, .skipped: .undecided
    case .failed, .cut: .fails
    }
  }
}

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

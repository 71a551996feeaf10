/// The ends of the family of rules that answers are found by: every score is also told under the strictest and the most lenient reading.
public enum ExtractionDegree: String, Sendable, Hashable, CaseIterable {
  /// Only replies count that have the demanded form and nothing else.
  case strict
  /// The last of several answers counts, and forms that are not in the rule.
  case lenient

  /// The name of a score at this degree, such as `accuracy-strict`.
  public func name(of output: String) -> String { "\(output)-\(rawValue)" }

  /// The result that says how many replies have the demanded form.
  public static let obedience = "format-obedience"
}

extension EvaluateWork {
  /// Whether the rules have degrees that can differ; the whole of a reply is the same at each.
  public var hasDegrees: Bool { !extraction.allSatisfy { $0.name.utf8.elementsEqual(Entry.whole.name.utf8) } }
}

public import Record

/// What extraction found in a reply: the part that is judged, under the declared rules and at both ends of their family.
public struct Extraction: Sendable, Hashable {
  /// `answer`, `several`, `none` or `refused`, under the declared rules.
  public var outcome: ItemOutcome
  /// The part that decided the outcome: of an answer itself, of several from the first to the first that contradicts it, of a refusal its
  /// words; absent where nothing was found.
  public var found: Found?
  /// What the strict form of the first rule finds, where it is exactly one answer; then it is also the answer of the declared rules.
  public var strict: Found?
  /// What the lenient forms of the rules find; where the declared rules find an answer, it is that one.
  public var lenient: Found?

  /// A part of a reply that a rule found.
  public struct Found: Sendable, Hashable {
    /// The name of the rule.
    public var rule: String
    /// The bytes of the part in the reply's UTF-8.
    public var bytes: Range<Int>
    /// What scorers are handed: the part itself, save where a rule reads it (an escaped text of JSON, the letter of a choice's text).
    public var value: String

    /// Makes a part from where it stands and what it means.
    public init(rule: String, bytes: Range<Int>, value: String) {
      self.rule = rule
      self.bytes = bytes
      self.value = value
    }
  }

  /// Makes an extraction from its parts.
  public init(_ outcome: ItemOutcome, found: Found? = nil, strict: Found? = nil, lenient: Found? = nil) {
    self.outcome = outcome
    self.found = found
    self.strict = strict
    self.lenient = lenient
  }
}

/// Why a rule cannot be carried out on a reply.
public struct ExtractionFault: Error, Sendable, Hashable {
  /// Such as "the pattern needs more than 20000000 steps".
  public let reason: String

  init(_ reason: String) { self.reason = reason }

  init(_ fault: SettingFault) { reason = fault.description }
}

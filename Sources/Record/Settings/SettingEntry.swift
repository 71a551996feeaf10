/// One setting that an entry of a catalogue takes, described once: a spec is checked, documented and completed by it.
public struct SettingEntry: Sendable, Hashable {
  /// The key, as a spec writes it.
  public let name: String
  /// What its value may be.
  public let domain: SettingDomain
  /// Whether a spec has to write it.
  public let presence: Presence
  /// One sentence.
  public let summary: String
  /// The version of the catalogue that brought it.
  public let since: Int

  /// What it means that a spec does not write the setting.
  public enum Presence: Sendable, Hashable {
    /// A spec has to write it.
    case required
    /// A spec may leave it out; a plan then lacks it.
    case optional
    /// It is as if this had been written.
    case standard(String)
  }

  /// A setting of an entry of the catalogue.
  public init(_ name: String, _ domain: SettingDomain, _ presence: Presence, _ summary: String, since: Int = 1) {
    self.name = name
    self.domain = domain
    self.presence = presence
    self.summary = summary
    self.since = since
  }
}

/// What a setting may be.
public enum SettingDomain: Sendable, Hashable {
  /// Any text.
  case text
  /// A name as the language has them: `[A-Za-z][A-Za-z0-9_-]*`.
  case name
  /// An `http` or `https` address.
  case url
  /// `true` or `false`.
  case boolean
  /// A whole number in a range.
  case integer(ClosedRange<Int>)
  /// An exact number; a share may be written in per cent.
  case number(NumberBounds)
  /// One of some words.
  case word([String])
  /// A `FieldPath`.
  case field
  /// A `FieldPath`, or a list of them.
  case fields
  /// A list of names.
  case names
  /// A name for each of some names.
  case renaming
}

/// The range of a number, with words for it.
public struct NumberBounds: Sendable, Hashable {
  /// The lower bound; `nil` where there is none.
  public let low: Rational?
  /// Whether the lower bound itself lies outside.
  public let isLowOpen: Bool
  /// The upper bound; `nil` where there is none.
  public let high: Rational?
  /// Whether the upper bound itself lies outside.
  public let isHighOpen: Bool

  /// A range from or above a number, to or below another; without one it is open on that side.
  public init(from low: Rational? = nil, above: Rational? = nil, to high: Rational? = nil, below: Rational? = nil) {
    self.low = low ?? above
    isLowOpen = above != nil
    self.high = high ?? below
    isHighOpen = below != nil
  }

  /// Above 0.
  public static let positive = NumberBounds(above: Rational(0))
  /// Above 0 and at most 1.
  public static let share = NumberBounds(above: Rational(0), to: Rational(1))

  /// Whether a number lies in the range.
  public func contains(_ value: Rational) -> Bool {
    if let low, value < low || (isLowOpen && value == low) { return false }
    if let high, high < value || (isHighOpen && value == high) { return false }
    return true
  }

  /// Such as "above 0 and at most 1".
  public var phrase: String {
    let parts = [
      low.map { (isLowOpen ? "above " : "at least ") + $0.description }, high.map { (isHighOpen ? "below " : "at most ") + $0.description },
    ]
    return parts.compactMap { $0 }.joined(separator: " and ")
  }
}

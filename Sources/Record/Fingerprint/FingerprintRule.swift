/// What is known about a field of fingerprints: how two values are compared, and what can come of a difference.
///
/// The table of all rules is data: the probe takes the effect of a field from it, the comparison its words, the page of the documents its
/// rows.
public struct FingerprintRule: Sendable, Hashable {
  /// The dotted name of the field, or the beginning of its names followed by `*`.
  public let name: String
  /// What a difference can cause; nothing for a field that only helps people to recognise a host.
  public let causes: [Cause]
  /// How two values are compared.
  public let comparison: Comparison
  /// What the field says, as a phrase.
  public let meaning: String
  /// What follows where the field differs, as a sentence without its full stop; empty where nothing does.
  public let consequence: String

  /// What a difference can cause, by the tier in which it can.
  public enum Cause: String, Sendable, Hashable, CaseIterable {
    /// Other bits in the portable tier, which promises that nothing does: only a numeric probe can show it.
    case portableBits = "bits of the portable tier"
    /// Other bits of a vendor's library.
    case vendorBits = "bits of the vendor tier"
    /// Other output of programs.
    case programBits = "output of programs"
    /// Another speed.
    case speed
  }

  /// How two values of a field are compared.
  public enum Comparison: Sendable, Hashable {
    /// They are the same, or not.
    case exact
    /// As sets: order means nothing, and only what one side lacks is shown.
    case set
    /// Numbers are the same within so many percent of the larger one.
    case within(percent: Int)
    /// A variable of the environment: a host that tells of its environment but not of this one has it not set.
    case variable

    /// How two values are compared, as a phrase.
    public var words: String {
      switch self {
      case .exact: "the same or not"
      case .set: "as sets"
      case .within(let percent): "within \(percent) %"
      case .variable: "not recorded means not set"
      }
    }
  }

  init(_ name: String, _ causes: [Cause], compared comparison: Comparison = .exact, _ meaning: String, _ consequence: String = "") {
    self.name = name
    self.causes = causes
    self.comparison = comparison
    self.meaning = meaning
    self.consequence = consequence
  }

  /// The class of the field: bits before speed before nothing.
  public var effect: FingerprintField.Effect {
    if causes.contains(where: { $0 != .speed }) { return .result }
    return causes.isEmpty ? .informational : .performance
  }

  /// Whether the rule is about a field of this name.
  public func covers(_ field: String) -> Bool {
    name.utf8.last == UInt8(ascii: "*") ? field.hasPrefix(name.dropLast()) : isSpelledAlike(name, field)
  }

  /// The rule for a field: the first of the table that covers it; `nil` for a name that this release does not know.
  ///
  /// Complexity: O(1) for a name that stands in the table, else linear in the number of rules for many fields.
  public static func rule(for field: String) -> FingerprintRule? { place(of: field).map { all[$0] } }

  /// Where the rule for a field stands: what comes first matters most.
  public static func place(of field: String) -> Int? {
    byName[field] ?? patterns.first { all[$0].covers(field) }
  }

  private static let byName = Dictionary(all.indices.map { (all[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
  private static let patterns = all.indices.filter { all[$0].name.hasSuffix("*") }
}

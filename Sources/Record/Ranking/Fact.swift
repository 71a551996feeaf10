/// Something that is known of a system beside its metrics.
public struct Fact: Sendable, Hashable, Codable {
  /// Its name: `price`, `memory`, `support-until`, `certificates`, `country`.
  public var name: String
  /// What is said.
  public var value: Value
  /// The digest of the paper that shows it, where somebody gave one.
  public var evidence: Digest?
  /// Where it comes from: `declared`, `recorded`.
  public var source: String

  /// A fact with its evidence.
  public init(_ name: String, _ value: Value, evidence: Digest? = nil, source: String = "declared") {
    self.name = name
    self.value = value
    self.evidence = evidence
    self.source = source
  }

  /// What a fact can say.
  public enum Value: Sendable, Hashable {
    /// An amount in the base unit of a dimension, or of a currency such as `EUR`.
    case amount(Rational, unit: String)
    /// A day as YYYY-MM-DD.
    case day(String)
    /// Words, such as the names of certificates.
    case words([String])
  }
}

extension Fact.Value: Codable {
  private enum CodingKeys: String, CodingKey { case amount, unit, day, words }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .amount(let amount, let unit):
      try container.encode(amount, forKey: .amount)
      try container.encode(unit, forKey: .unit)
    case .day(let day): try container.encode(day, forKey: .day)
    case .words(let words): try container.encode(words, forKey: .words)
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let amount = try container.decodeIfPresent(Rational.self, forKey: .amount) {
      self = .amount(amount, unit: try container.decode(String.self, forKey: .unit))
    } else if let day = try container.decodeIfPresent(String.self, forKey: .day) {
      self = .day(day)
    } else {
      self = .words(try container.decode([String].self, forKey: .words))
    }
  }
}

/// A token of an answer, or of a text that was given, with the probability that the subject gave it.
public struct TokenProbability: Sendable, Hashable {
  /// The token's text; a part of a character is written as the subject writes it.
  public var text: String
  /// The natural logarithm of its probability; `nil` where there is none, as for the first token of a text.
  public var logarithm: Double?
  /// The most likely tokens at its place, the most likely first.
  public var alternatives: [Alternative]

  /// A token that might have stood there.
  public struct Alternative: Sendable, Hashable {
    /// The token's text.
    public var text: String
    /// The natural logarithm of its probability.
    public var logarithm: Double

    /// Makes an alternative.
    public init(_ text: String, _ logarithm: Double) {
      self.text = text
      self.logarithm = logarithm
    }
  }

  /// Makes a token.
  public init(_ text: String, _ logarithm: Double?, alternatives: [Alternative] = []) {
    self.text = text
    self.logarithm = logarithm
    self.alternatives = alternatives
  }
}

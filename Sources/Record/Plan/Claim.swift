/// A statement registered before the run and judged after it.
public struct Claim: Sendable, Hashable, Codable {
  /// `claim-1`, `claim-2`, … in the spec's order.
  public var id: String
  /// As the spec wrote it.
  public var text: String
  /// What has to be true.
  public var expression: Expression

  /// A claim and the text that it was read from.
  public init(id: String, text: String, expression: Expression) {
    self.id = id
    self.text = text
    self.expression = expression
  }
}

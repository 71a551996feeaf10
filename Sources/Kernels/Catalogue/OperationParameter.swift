/// One integer that sizes an operation.
public struct OperationParameter: Sendable {
  /// The name, as a spec writes it.
  public let name: String
  /// What it is, in a few words.
  public let summary: String
  /// The values that are accepted.
  public let range: ClosedRange<Int>
  /// The value where a spec gives none.
  public let `default`: Int
  /// Whether it came after plans of the operation were published: these do not name it, so no plan does at its default.
  public let isLater: Bool

  init(_ name: String, _ summary: String, in range: ClosedRange<Int>, default value: Int, isLater: Bool = false) {
    self.name = name
    self.summary = summary
    self.range = range
    self.default = value
    self.isLater = isLater
  }
}

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
  /// The version of the catalogue that it came with; plans of earlier ones do not name it, and it has its default.
  public let since: Int

  init(_ name: String, _ summary: String, in range: ClosedRange<Int>, default value: Int, since: Int = 1) {
    self.name = name
    self.summary = summary
    self.range = range
    self.default = value
    self.since = since
  }
}

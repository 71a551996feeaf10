/// What is wrong with a template, and where.
public struct TemplateFault: Error, Sendable, Hashable {
  /// What is wrong, in a sentence that stands alone.
  public let message: String
  /// Where, in bytes of the template.
  public let range: Range<Int>
  /// What is wrong with it there.
  public let label: String
  /// What to do next.
  public let help: String?
  /// What would be right in that place, where one thing is likely.
  public let replacement: String?

  init(_ message: String, at range: Range<Int>, _ label: String, help: String? = nil, replacement: String? = nil) {
    (self.message, self.range, self.label, self.help, self.replacement) = (message, range, label, help, replacement)
  }
}

/// Why something about keys, envelopes or bundles could not be done: a stable code, a sentence, and the next step.
public struct AttestFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// A public id such as `key-permissions`; each has an `etalon explain` page.
  public let code: String
  /// What went wrong, in a sentence.
  public let message: String
  /// What to do next.
  public let help: String?

  /// A fault with its code, a sentence and the next step.
  public init(_ code: String, _ message: String, help: String? = nil) {
    self.code = code
    self.message = message
    self.help = help
  }

  /// The sentence, and the next step in a second line.
  public var description: String { help.map { "\(message)\nhint: \($0)" } ?? message }
}

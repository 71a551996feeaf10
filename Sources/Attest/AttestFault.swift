/// Why something about keys, envelopes or bundles could not be done: a stable code, a sentence, and the next step.
public struct AttestFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// A public id such as `key-permissions`; each has an `etalon explain` page.
  public let code: String
  public let message: String
  /// What to do next.
  public let help: String?

  public init(_ code: String, _ message: String, help: String? = nil) {
    self.code = code
    self.message = message
    self.help = help
  }

  public var description: String { help.map { "\(message)\nhint: \($0)" } ?? message }
}

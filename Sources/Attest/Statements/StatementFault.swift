/// Why a signed payload is not the statement that it should be.
public struct StatementFault: Error, Sendable, Hashable {
  /// A public id such as `predicate-type`; each has an `etalon explain` page.
  public let code: String
  /// What is wrong, in a phrase.
  public let message: String
  /// What the format demands, where that is one text.
  public let expected: String?
  /// What stands there instead.
  public let found: String?

  /// A fault with its code and a phrase.
  public init(_ code: String, _ message: String, expected: String? = nil, found: String? = nil) {
    self.code = code
    self.message = message
    self.expected = expected
    self.found = found
  }

  /// Demands that a field has exactly one text.
  static func demand(_ value: String?, _ expected: String, _ code: String, _ what: String) throws(StatementFault) {
    guard let value, value.utf8.elementsEqual(expected.utf8) else {
      throw StatementFault(code, "wrong \(what)", expected: expected, found: value ?? "nothing")
    }
  }
}

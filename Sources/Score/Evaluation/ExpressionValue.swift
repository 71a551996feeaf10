public import Record

/// A value of the expression language.
public enum ExpressionValue: Sendable, Hashable {
  /// An exact number, in the base unit of its dimension.
  case rational(Rational)
  /// A finite binary64 number.
  case real(Double)
  case text(String)
  case truth(Truth)
  /// A measured number that lies between two bounds.
  case interval(Interval)

  /// What kind of value it is, in words for a message.
  var noun: String {
    switch self {
    case .rational, .real, .interval: "a number"
    case .text: "a text"
    case .truth: "a truth value"
    }
  }
}

/// A statement's standing: measured values may leave it open.
public enum Truth: Sendable, Hashable {
  case holds, fails, undecided

  /// What is known for certain.
  public init(_ flag: Bool) { self = flag ? .holds : .fails }

  /// The negation (strong Kleene logic, as the other operations).
  var negated: Truth {
    switch self {
    case .holds: .fails
    case .fails: .holds
    case .undecided: .undecided
    }
  }

  func and(_ other: Truth) -> Truth {
    if self == .fails || other == .fails { return .fails }
    return self == .holds && other == .holds ? .holds : .undecided
  }

  func or(_ other: Truth) -> Truth { negated.and(other.negated).negated }
}

/// Why an expression has no value: a stable code and a sentence.
public struct EvaluationFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong; the raw values are stable.
  public enum Code: String, Sendable, Hashable {
    /// An exact result that does not fit into 128 bits.
    case overflow
    /// A division by zero.
    case divisionByZero = "division-by-zero"
    /// A real result that is infinite or not a number.
    case notFinite = "not-finite"
    /// An operation on values it does not take.
    case wrongType = "wrong-type"
    /// A name that the expression does not know.
    case unknownVariable = "unknown-variable"
    /// A metric that has no value.
    case missingMetric = "missing-metric"
    /// Nested too deeply, or a text grown too long.
    case tooLarge = "too-large"
  }

  /// What is wrong.
  public let code: Code
  /// The sentence.
  public let message: String

  /// Makes a fault.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The sentence.
  public var description: String { message }
}

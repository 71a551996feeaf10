/// An expression of the language, resolved: what `stop`, `claims` and derived metrics are made of.
///
/// Total and bounded.
public indirect enum Expression: Sendable, Hashable {
  /// An exact amount; a plain number has the dimension `number`.
  case quantity(Quantity)
  /// A text, such as a name to compare with.
  case text(String)
  /// A metric of cells of this plan.
  case metric(MetricReference)
  /// A value that the place of the expression defines, such as `accuracy` in a `stop` rule.
  case variable(String)
  /// An operator in front of a value.
  case unary(UnaryOperator, Expression)
  /// An operator between two values.
  case binary(BinaryOperator, Expression, Expression)
  /// One of two values, by a condition.
  case conditional(if: Expression, then: Expression, else: Expression)
  /// A function of values.
  case call(Function, [Expression])

  /// An operator in front of a value, by its sign.
  public enum UnaryOperator: String, Sendable, Hashable, Codable, CaseIterable { case negate = "-", not = "not" }

  /// An operator between two values, by its sign or word.
  public enum BinaryOperator: String, Sendable, Hashable, Codable, CaseIterable {
    /// Exact arithmetic.
    case add = "+", subtract = "-", multiply = "*", divide = "/"
    /// Comparisons of amounts of one dimension, or of texts.
    case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">=", equal = "==", notEqual = "!="
    /// The connectives of truth values.
    case and, or
  }

  /// A function, by its name.
  public enum Function: String, Sendable, Hashable, Codable, CaseIterable {
    /// Functions of numbers.
    case min, max, abs, round, floor, ceil
    /// The length of a text in Unicode scalars.
    case length
    /// A metric of items as a statement about these items alone, not about more of the kind.
    case these
  }
}

extension Expression: Codable {
  private enum CodingKeys: String, CodingKey {
    case quantity, text, metric, variable, `operator`, operands, call, `if`, then, `else`
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .quantity(let quantity): try container.encode(quantity, forKey: .quantity)
    case .text(let text): try container.encode(text, forKey: .text)
    case .metric(let reference): try container.encode(reference, forKey: .metric)
    case .variable(let name): try container.encode(name, forKey: .variable)
    case .unary(let sign, let operand):
      try container.encode(sign.rawValue, forKey: .operator)
      try container.encode([operand], forKey: .operands)
    case .binary(let sign, let left, let right):
      try container.encode(sign.rawValue, forKey: .operator)
      try container.encode([left, right], forKey: .operands)
    case .conditional(let condition, let then, let otherwise):
      try container.encode(condition, forKey: .if)
      try container.encode(then, forKey: .then)
      try container.encode(otherwise, forKey: .else)
    case .call(let function, let arguments):
      try container.encode(function, forKey: .call)
      try container.encode(arguments, forKey: .operands)
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func fault(_ message: String) -> DecodingError {
      DecodingError.dataCorrupted(DecodingError.Context(codingPath: decoder.codingPath, debugDescription: message))
    }
    if let quantity = try container.decodeIfPresent(Quantity.self, forKey: .quantity) {
      self = .quantity(quantity)
    } else if let text = try container.decodeIfPresent(String.self, forKey: .text) {
      self = .text(text)
    } else if let reference = try container.decodeIfPresent(MetricReference.self, forKey: .metric) {
      self = .metric(reference)
    } else if let name = try container.decodeIfPresent(String.self, forKey: .variable) {
      self = .variable(name)
    } else if let function = try container.decodeIfPresent(Function.self, forKey: .call) {
      self = .call(function, try container.decode([Expression].self, forKey: .operands))
    } else if let condition = try container.decodeIfPresent(Expression.self, forKey: .if) {
      self = .conditional(
        if: condition, then: try container.decode(Expression.self, forKey: .then),
        else: try container.decode(Expression.self, forKey: .else))
    } else {
      let sign = try container.decode(String.self, forKey: .operator)
      let operands = try container.decode([Expression].self, forKey: .operands)
      if operands.count == 1, let unary = UnaryOperator(rawValue: sign) {
        self = .unary(unary, operands[0])
      } else if operands.count == 2, let binary = BinaryOperator(rawValue: sign) {
        self = .binary(binary, operands[0], operands[1])
      } else {
        throw fault("no operator `\(sign)` with \(operands.count) operands")
      }
    }
  }
}

extension Plan {
  /// Every metric that claims and the score refer to.
  public var references: [MetricReference] {
    claims.flatMap(\.expression.metrics) + (weighting?.score.flatMap(\.metrics) ?? [])
  }
}

extension Expression {
  /// Every metric the expression refers to, in order of appearance.
  public var metrics: [MetricReference] {
    switch self {
    case .metric(let reference): [reference]
    case .quantity, .text, .variable: []
    case .unary(_, let operand): operand.metrics
    case .binary(_, let left, let right): left.metrics + right.metrics
    case .conditional(let condition, let then, let otherwise): condition.metrics + then.metrics + otherwise.metrics
    case .call(_, let arguments): arguments.flatMap(\.metrics)
    }
  }
}

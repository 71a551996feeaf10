internal import Record

/// An expression of a template as it is written, each part with its range of bytes in the text.
struct TemplateSyntax {
  let kind: Kind
  let range: Range<Int>
  let depth: Int

  indirect enum Kind {
    case number(Rational)
    case text(String)
    case truth(Bool)
    case name(String)
    case list([TemplateSyntax])
    case unary(TemplateOperator, TemplateSyntax)
    case binary(TemplateOperator, TemplateSyntax, TemplateSyntax)
    case conditional(TemplateSyntax, TemplateSyntax, TemplateSyntax)
    case call(String, Range<Int>, [TemplateSyntax])
    case index(TemplateSyntax, TemplateSyntax)
    case field(TemplateSyntax, String, Range<Int>)
    /// `[element for name in source if condition]`
    case comprehension(TemplateSyntax, String, TemplateSyntax, TemplateSyntax?)
  }

  init(_ kind: Kind, _ range: Range<Int>) {
    (self.kind, self.range) = (kind, range)
    depth = (kind.parts.map(\.depth).max() ?? 0) + 1
  }
}

extension TemplateSyntax.Kind {
  /// The expressions that it is made of.
  var parts: [TemplateSyntax] {
    switch self {
    case .number, .text, .truth, .name: []
    case .list(let elements): elements
    case .unary(_, let operand): [operand]
    case .binary(_, let left, let right), .index(let left, let right): [left, right]
    case .conditional(let first, let second, let third): [first, second, third]
    case .call(_, _, let arguments): arguments
    case .field(let whole, _, _): [whole]
    case .comprehension(let element, _, let source, let condition): [element, source] + (condition.map { [$0] } ?? [])
    }
  }
}

/// An operator of the expressions of templates.
enum TemplateOperator: String {
  case add = "+", subtract = "-", multiply = "*", divide = "/"
  case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">=", equal = "==", notEqual = "!="
  case and, or, not
  /// Whether an element is in a list, or a text in a text.
  case isIn = "in"
}

/// What is wrong with the text of an expression or with what it means.
struct TemplateSyntaxFault: Error {
  var id: TemplateProblem
  var headline: String
  var range: Range<Int>
  var label: String = ""
  var help: String?
}

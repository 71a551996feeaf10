internal import Record
internal import Text

/// The part of Jinja that most tasks of lm-evaluation-harness use: texts with `{{ … }}` of fields, indices and a few filters.
///
/// What lies outside is refused and named; nothing is guessed. A line feed at the end stays, as the harness sets Jinja up.
struct Jinja {
  private enum Part {
    case text(String)
    case value(Expression)
  }

  /// A field, the steps into it, and what it goes through.
  struct Expression {
    var steps: [String]
    var filters: [String]
  }

  private let parts: [Part]

  /// Why a template is not read.
  struct Refusal: Error {
    let reason: String
  }

  init(_ template: String) throws(Refusal) {
    var parts: [Part] = []
    var rest = template[...]
    if let word = ["{%", "{#"].first(where: { template.contains($0) }) {
      throw Refusal(reason: "statements of Jinja (`\(word)`) are not read")
    }
    while let open = rest.firstRange(of: "{{") {
      parts.append(.text(String(rest[..<open.lowerBound])))
      let inside = rest[open.upperBound...]
      guard let close = inside.firstRange(of: "}}") else { throw Refusal(reason: "`{{` without `}}`") }
      parts.append(.value(try Jinja.expression(inside[..<close.lowerBound])))
      rest = inside[close.upperBound...]
    }
    parts.append(.text(String(rest)))
    self.parts = parts
  }

  /// Whether it has no expression, so that it may be the name of a field.
  var isPlain: Bool { parts.allSatisfy { if case .text = $0 { true } else { false } } }

  /// The template filled from a record; `nil` names the field that is missing.
  func filled(_ record: JSON) throws(Refusal) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let plain): text += plain
      case .value(let expression): text += try Jinja.text(expression, record)
      }
    }
    return text
  }

  /// The value where the template is one expression and nothing else.
  func value(_ record: JSON) throws(Refusal) -> JSON? {
    let written = parts.filter { if case .text("") = $0 { false } else { true } }
    guard written.count == 1, case .value(let expression) = written[0], expression.filters.isEmpty else { return nil }
    return FieldPath(expression.steps).value(in: record)
  }

  private static func text(_ expression: Expression, _ record: JSON) throws(Refusal) -> String {
    let name = expression.steps.joined(separator: ".")
    guard let value = FieldPath(expression.steps).value(in: record) else { throw Refusal(reason: "there is no field `\(name)`") }
    guard case .string(var text) = value else {
      // Python writes other numbers and truth values in its own way.
      guard let number = value.number, let whole = Int(exactly: number), expression.filters.isEmpty else {
        throw Refusal(reason: "`\(name)` is \(value.kind), not a text")
      }
      return "\(whole)"
    }
    for filter in expression.filters {
      switch filter {
      case "trim", "strip()": text = trimmed(text)
      case "lower", "lower()": text = text.lowercased()
      case "upper", "upper()": text = text.uppercased()
      default: throw Refusal(reason: "the filter `\(filter)` is not read")
      }
    }
    return text
  }

  private static func expression(_ source: Substring) throws(Refusal) -> Expression {
    let pieces = source.split(separator: "|", omittingEmptySubsequences: false).map { trimmed(String($0)) }
    var expression = Expression(steps: [], filters: Array(pieces.dropFirst()))
    var head = pieces.first ?? ""
    for call in ["strip()", "lower()", "upper()"] where head.hasSuffix("." + call) {
      head.removeLast(call.count + 1)
      expression.filters.insert(call, at: 0)
    }
    expression.steps = try steps(head)
    return expression
  }

  /// `a.b`, `a[0]`, `a['b']`.
  private static func steps(_ head: String) throws(Refusal) -> [String] {
    var spelled = head
    for (bracket, dot) in [("['", "."), ("[\"", "."), ("[", "."), ("']", ""), ("\"]", ""), ("]", "")] {
      spelled = spelled.replacing(bracket, with: dot)
    }
    let steps = spelled.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let areNames = steps.allSatisfy {
      !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x5F }
    }
    guard areNames else { throw Refusal(reason: "the expression \(quoted(head, limit: 60)) is not read") }
    return steps
  }
}

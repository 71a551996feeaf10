internal import Record

/// An expression as it is written, each part with its range of bytes in the text.
struct Syntax {
  let kind: Kind
  let range: Range<Int>
  /// How many levels it has.
  let depth: Int

  indirect enum Kind {
    case quantity(Quantity)
    case text(String)
    case name(String)
    case metric(MetricSyntax)
    case unary(Expression.UnaryOperator, Syntax)
    case binary(Expression.BinaryOperator, Syntax, Syntax)
    case conditional(Syntax, Syntax, Syntax)
    case call(Expression.Function, [Syntax])
  }

  init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
    switch kind {
    case .quantity, .text, .name, .metric: depth = 1
    case .unary(_, let operand): depth = operand.depth + 1
    case .binary(_, let left, let right): depth = max(left.depth, right.depth) + 1
    case .conditional(let first, let second, let third): depth = max(first.depth, second.depth, third.depth) + 1
    case .call(_, let arguments): depth = (arguments.map(\.depth).max() ?? 0) + 1
    }
  }
}

/// `name[axis=value, …].metric[category=name]` as it is written.
struct MetricSyntax {
  var workload: Located
  var selection: [(axis: Located, value: Located)]
  var metric: Located
  /// The category of items that alone counts, with its place.
  var category: Located? = nil

  /// A word and where it stands.
  struct Located {
    var text: String
    var range: Range<Int>
  }

  /// The values that are selected on axes.
  var selected: [(axis: String, value: String)] { selection.map { ($0.axis.text, $0.value.text) } }

  /// The one spelling: axes sorted, no spaces.
  var canonical: String { cellSelection + "." + metric.text + (category.map { "[category=\(MetricSyntax.spelled($0.text))]" } ?? "") }

  /// A category as a reference writes it: in quotes where it is more than a word.
  private static func spelled(_ category: String) -> String {
    if !category.isEmpty, category.utf8.allSatisfy(isAxisByte) { return category }
    let quote = category.utf8.contains(UInt8(ascii: "'")) ? "\"" : "'"
    return quote + category + quote
  }

  var cellSelection: String {
    guard !selection.isEmpty else { return workload.text }
    let pairs = selection.map { "\($0.axis.text)=\($0.value.text)" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return "\(workload.text)[\(pairs.joined(separator: ","))]"
  }
}

/// What is wrong with the text of an expression.
struct SyntaxFault: Error {
  var id: DiagnosticID
  var headline: String
  var range: Range<Int>
  var label: String
  var help: String?
}

internal import Record

/// An expression of a template whose names stand for places of a `Machine`.
indirect enum Term: Sendable {
  case constant(ItemValue)
  /// A variable, a derived value or an element of a comprehension.
  case slot(Int)
  case list([Term])
  case negate(Term, Range<Int>)
  case not(Term, Range<Int>)
  case both(Term, Term, Range<Int>)
  case either(Term, Term, Range<Int>)
  case binary(TemplateOperator, Term, Term, Range<Int>)
  case conditional(Term, Term, Term, Range<Int>)
  case call(PureFunction, [Term], Range<Int>)
  case index(Term, Term, Range<Int>)
  case comprehension(element: Term, slot: Int, source: Term, condition: Term?, Range<Int>)
}

/// An expression with what it yields and where it stands in its template.
struct TypedTerm: Sendable {
  var term: Term
  var type: ItemType
  /// The variables and derived values that it reads.
  var reads: Set<Int>
  /// The number of its text among the texts of the document, for messages about its values.
  var text: Int
}

/// Why an expression has no value.
struct EvaluationFault: Error {
  var message: String
  var range: Range<Int>
  /// The text that the range counts in; set where an expression ends.
  var text = -1
  /// Whether it took too much, rather than being wrong.
  var isTooMuch = false
}

internal import Record

/// What a variable is drawn from, each of its values by the same number of choices.
indirect enum ItemDomain: Sendable {
  /// Whole numbers from a bound to a bound, by steps.
  case integers(from: TypedTerm, to: TypedTerm, step: TypedTerm?)
  /// A whole number over another one.
  case rationals(above: ItemDomain, below: ItemDomain)
  /// Days from a bound to a bound.
  case dates(from: TypedTerm, to: TypedTerm)
  /// One of some values.
  case oneOf([ItemValue])
  /// An element of a list that may depend on earlier variables.
  case element(TypedTerm)
  /// Several values of a domain.
  case list(ItemDomain, length: Lengths, isDistinct: Bool)
  /// A value of each of some domains.
  case tuple([ItemDomain])
  /// A list in any order.
  case permutation(TypedTerm)
  /// So many elements of a list, in the order in which they were drawn.
  case sample(TypedTerm, size: Lengths)
  /// A short program.
  case program(ProgramShape)

  /// How long a list may be.
  struct Lengths: Sendable {
    var low: TypedTerm
    var high: TypedTerm
  }

  /// What a short program is made of.
  struct ProgramShape: Sendable {
    var names: [String]
    var statements: Lengths
    var constants: (low: TypedTerm, high: TypedTerm)
    var kinds: [Kind]

    enum Kind: String, CaseIterable { case assignment = "assign", condition = "if", loop = "for" }
  }
}

/// Where choices come from: a stream of random numbers, or the enumeration of all of them.
protocol Chooser {
  /// Whether every sequence of choices comes, so that none is made again in the place of one that does not do.
  static var isExhaustive: Bool { get }
  /// A number below a bound that is above 0.
  mutating func choose(below bound: UInt64) -> UInt64
}

/// What keeps an attempt from becoming an instance.
struct DrawFault: Error {
  var problem: TemplateProblem
  var message: String
  /// The variable that is drawn, where it is one.
  var variable: Int?
  var evaluation: EvaluationFault?

  init(_ problem: TemplateProblem, _ message: String) { (self.problem, self.message) = (problem, message) }
  init(_ fault: EvaluationFault) {
    (problem, message, evaluation) = (fault.isTooMuch ? .tooMuch : .noValue, fault.message, fault)
  }
}

/// How well a network answers.
public struct Evaluation: Equatable, Sendable {
  /// The answers: one for each row of a table, one for each token of a text's windows.
  public var answers: Int
  /// How many answers are right: the first of the largest logits; a row of logits with a NaN is never right.
  public var correct: Int
  /// The mean of the answers' cross-entropies, added in order in double.
  public var meanLoss: Double
}

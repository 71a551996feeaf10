internal import Record
internal import Score

/// One item of a dataset: a question with the answers that count as right.
struct EvaluationItem: Hashable {
  /// The position in the dataset, from 0.
  var position: Int
  var id: String?
  /// What it is drawn together with, such as a passage.
  var cluster: String?
  /// The part of the dataset that it belongs to, such as a category.
  var stratum: String?
  var input: String
  var answers: [String]

  /// The item as a scorer sees it.
  var scored: Item { Item(input: input, answers: answers) }
}

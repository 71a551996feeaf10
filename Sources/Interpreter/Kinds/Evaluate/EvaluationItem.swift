internal import Record
internal import Score

/// One item of a dataset: a question with the answers that count as right, and everything else that its record holds.
struct EvaluationItem: Hashable {
  /// The position in the dataset, from 0.
  var position: Int
  var id: String?
  /// What it is drawn together with, such as a passage.
  var cluster: String?
  /// The part of the dataset that it belongs to, such as a category.
  var stratum: String?
  /// The question; of a chat, what its last message of a user says.
  var input: String
  /// The messages of a chat whose next message is wanted; empty where the question is a text.
  var messages: [Message] = []
  /// What counts as right: of choices, the texts of the right ones; none where the format declares no answer.
  var answers: [String]
  /// What can be chosen, in the order of the dataset.
  var choices: [String] = []
  /// The positions of the right choices, ascending.
  var correct: [Int] = []
  /// Every field of the record by its name, declared or not.
  var fields = JSON.Object()

  /// One message of a chat.
  struct Message: Hashable {
    var role: Role
    var text: String

    enum Role: String, CaseIterable { case system, user, assistant }
  }

  /// The item as a scorer sees it.
  var scored: Item { Item(input: input, answers: answers) }
}

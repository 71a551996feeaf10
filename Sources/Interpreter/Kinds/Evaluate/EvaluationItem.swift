internal import Record
internal import Score

/// One item of a dataset: a question with the answers that count as right, and everything else that its record holds.
struct EvaluationItem: Hashable {
  /// The place among all that is asked, from 0: the position in the dataset where nothing else is asked.
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
  /// What can be chosen, in the order in which it is offered.
  var choices: [String] = []
  /// The positions of the right choices, ascending.
  var correct: [Int] = []
  /// Every field of the record by its name, declared or not.
  var fields = JSON.Object()
  /// How it is asked.
  var asking = Asking()

  /// One message of a chat.
  struct Message: Hashable {
    var role: Role
    var text: String

    enum Role: String, CaseIterable { case system, user, assistant }
  }

  /// What a plan makes of an item beside what its record says.
  struct Asking: Hashable {
    /// The position in the dataset.
    var source = 0
    /// Which perturbation of the item it is; `nil` for the item itself.
    var variant: Int?
    /// The place in the record of each choice, as they are offered; empty where that is the order of the record.
    var order: [Int] = []
  }

  /// The item as a scorer sees it: as it was asked.
  var scored: Item {
    Item(input: input, answers: answers, choices: choices, correct: correct, order: asking.order, fields: fields)
  }

  /// The item with its choices in another order.
  ///
  /// - Parameter order: The place of each choice in the record.
  func offering(_ order: [Int]) -> EvaluationItem {
    var item = self
    item.choices = order.map { choices[$0] }
    item.correct = order.indices.filter { correct.contains(order[$0]) }
    item.asking.order = order
    return item
  }
}

internal import Record
internal import Spec

/// What a spec declares about the fields of items, the same for each format that holds them.
enum ItemSettings {
  /// The most items of a dataset.
  static let limit = 10_000_000

  static let id = Setting<FieldPath?>.optional("id", .field, "What names an item, a text or a number; without it, items are numbered.")
  static let input = Setting<FieldPath?>.optional(
    "input", .field, "The question: a text, or the messages of a chat, each with `role` and `content`.")
  static let answer = Setting<FieldPaths?>.optional(
    "answer", .fields, "What counts as right: a text, a number, a truth value, or a list of them; of several fields, any of them.")
  static let answerForm = Setting<String?>.optional(
    "answer-is", .word(AnswerForm.allCases.map(\.rawValue)),
    "How an answer names a choice: by its text, a letter from A, or its number from 0 or from 1. Without it, by its text.")
  static let choices = Setting<FieldPaths?>.optional("choices", .fields, "What can be chosen: a list, or several fields, in their order.")
  static let category = Setting<FieldPath?>.optional("category", .field, "What part of the dataset an item belongs to, such as a subject.")
  static let cluster = Setting<FieldPath?>.optional(
    "cluster", .field, "What an item is drawn together with, such as a passage, a template or a source.")

  /// For a format that may hold something else.
  static let entries = [
    id.entry, input.entry, answer.entry, answerForm.entry, choices.entry, category.entry, cluster.entry,
  ]

  /// For a format that holds nothing else.
  static let requiredEntries = entries.map { entry in
    entry.name == input.entry.name ? SettingEntry(entry.name, entry.domain, .required, entry.summary) : entry
  }
}

/// How an answer says which choice is right.
enum AnswerForm: String, CaseIterable {
  case text
  case letter
  case index
  case indexFromOne = "index-from-1"
}

internal import Record
internal import Spec

/// CSV: a table of numbers with a class.
enum CSVFormat {
  static let word = "csv"
  static let label = Setting<String>.required("label", .text, "The column that holds the class, a number from 0.")
  static let scale = Setting<Rational?>.optional("scale", .number(.positive), "Features are multiplied by this.")

  static let entry = FormatEntry(
    word: word, noun: "a CSV format", summary: "RFC 4180 with a header line; every column but the label is a feature.", content: .table,
    settings: [label.entry, scale.entry])
}

/// JSON Lines: a question with its answers on each line.
enum JSONLinesFormat {
  static let word = "jsonl"
  static let id = Setting<String?>.optional("id", .text, "The field that names an item; without it, items are numbered.")
  static let input = Setting<String>.required("input", .text, "The field that holds the question.")
  static let answer = Setting<String>.required("answer", .text, "The field that holds the expected answer.")

  static let entry = FormatEntry(
    word: word, noun: "a JSON Lines format", summary: "One JSON object a line.", content: .items,
    settings: [id.entry, input.entry, answer.entry])
}

/// Running text.
enum TextFormat {
  static let word = "text"
  static let tokens = Setting<String>.standard(
    "tokens", .word(["characters"]), "characters",
    "What a token is: `characters`, a Unicode scalar; the vocabulary holds those of the part `train`.")

  static let entry = FormatEntry(
    word: word, noun: "a text format", summary: "Running text in UTF-8.", content: .text, settings: [tokens.entry])
}

extension RunFault {
  /// A plan that no spec gives: a setting is missing or of another kind.
  init(_ fault: SettingFault) { self.init(.invalidPlan, "\(fault)") }
}

extension Settings {
  /// The value of a setting; a plan that lacks it loses only the trial.
  func read<Value: SettingValue>(_ setting: Setting<Value>) throws(RunFault) -> Value {
    do { return try value(setting) } catch { throw RunFault(error) }
  }
}

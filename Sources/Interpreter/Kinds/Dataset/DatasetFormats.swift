internal import Attest
internal import Record
internal import Spec

/// CSV: a table of numbers with a class, or questions with their answers.
enum CSVFormat {
  static let word = "csv"
  static let label = Setting<String?>.optional("label", .text, "The column that holds the class of a row to learn from.")
  static let labels = Setting<String?>.optional(
    "labels", .word(["numbers", "texts"]),
    "What the classes are: whole numbers from 0, or texts, numbered in the order of their bytes. Without it, numbers.")
  static let columns = Setting<FieldPaths?>.optional("columns", .fields, "The columns that are features; without it, all but the label.")
  static let scale = Setting<Rational?>.optional("scale", .number(.positive), "Features are multiplied by this.")

  static let entry = FormatEntry(
    word: word, noun: "a CSV format",
    summary: "RFC 4180 with a header line: rows to learn from where `label` is given, questions where `input` is. Paths name columns.",
    yields: [.init(.table, by: label.entry.name), .init(.items, by: ItemSettings.input.entry.name)],
    settings: [label.entry, labels.entry, columns.entry, scale.entry] + ItemSettings.entries)
}

/// JSON Lines: a question with its answers on each line.
enum JSONLinesFormat {
  static let word = "jsonl"

  static let entry = FormatEntry(
    word: word, noun: "a JSON Lines format", summary: "One JSON object a line; fields that are not named here are kept for prompts.",
    yields: [.init(.items)], settings: ItemSettings.requiredEntries)
}

/// Items that stand in the spec.
enum InlineFormat {
  static let word = "inline"

  static let entry = FormatEntry(
    word: word, noun: "an inline format",
    summary: "The `items` of the dataset itself; fields that are not named here are kept for prompts.",
    yields: [.init(.items)], settings: ItemSettings.requiredEntries, pin: { SHA256.digest(of: InputPlan.lines(of: $0)) })
}

/// Running text.
enum TextFormat {
  static let word = "text"
  static let tokens = Setting<String>.standard(
    "tokens", .word(["characters"]), "characters",
    "What a token is: `characters`, a Unicode scalar; the vocabulary holds those of the part `train`.")

  static let entry = FormatEntry(
    word: word, noun: "a text format", summary: "Running text in UTF-8.", yields: [.init(.text)], settings: [tokens.entry])
}

/// Bytes for programs.
enum BytesFormat {
  static let entry = FormatEntry(
    word: "bytes", noun: "a format of bytes", summary: "Bytes of any kind, handed to programs as they lie there.", yields: [.init(.bytes)],
    settings: [])
}

/// A folder for programs.
enum FolderFormat {
  static let word = "folder"

  static let entry = FormatEntry(
    word: word, noun: "a format of folders",
    summary: "A folder, laid out for programs as it is: its digest is that of its archive, which `etalon dataset add` prints.",
    yields: [.init(.bytes)], settings: [])
}

extension FormatEntry {
  /// Every format of this release.
  static let all = [
    CSVFormat.entry, JSONLinesFormat.entry, InlineFormat.entry, TemplateFormat.entry, TextFormat.entry, BytesFormat.entry,
    FolderFormat.entry,
  ]
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

internal import Record
internal import Text

/// What a value of the language may be: messages, JSON Schema and reference page follow from it.
///
/// A `Shape` is the same with the code that reads the value.
indirect enum Schema: Sendable {
  /// Any text.
  case text
  /// A text with places that the fields of an item fill.
  case template
  /// A name as the language has them: `[A-Za-z][A-Za-z0-9_-]*`.
  case name
  /// A path relative to the file it stands in, without control characters.
  case path
  /// 64 lower-case hexadecimal digits.
  case digest
  /// An `http` or `https` address.
  case url
  case boolean
  case integer(ClosedRange<Int>)
  /// An exact 64-bit integer.
  case seed
  /// An exact number; a share may be written in per cent.
  case number(NumberBounds)
  /// An amount with a unit.
  case quantity(Dimension)
  /// A lower bound: `>= 4 GiB`.
  case atLeast(Dimension)
  /// One of some words.
  case word([String])
  /// An integer, or a word in its place.
  case integerOr(ClosedRange<Int>, word: String)
  /// A condition, read by the expression parser.
  case expression
  /// Any scalar, taken as its text.
  case scalar
  /// Where a value of an item stands.
  case field
  /// The same, or a list of them.
  case fields
  /// A mapping with any keys, taken as JSON.
  case record
  case list(Schema)
  /// One thing or another, told apart by their form.
  case either(Schema, Schema)
  /// A value, or a list of such values.
  case oneOrMore(Schema)
  /// Entries whose names the spec chooses.
  case map(Schema, keys: MapKeys)
  /// A word, or a mapping with that word as its only key: `offline` or `{ offline: { batch: 64 } }`.
  case choice(Alternatives)
  /// A mapping whose keys depend on the word that another key of the same mapping has.
  case settings(of: String, Alternatives)
  case object(ObjectSchema)
  /// The score tree: branches of branches or of metrics.
  case score
  /// One of the kinds of workload, told apart by the key that names the kind.
  case workload

  /// What the keys of a mapping may be.
  enum MapKeys: Sendable { case names, anything }

  /// What may be chosen; some alternatives are entries of the catalogue.
  typealias Alternatives = @Sendable (Catalogue) -> [Alternative]
}

/// One alternative of a choice, with the keys it takes.
struct Alternative: Sendable {
  let word: String
  let keys: ObjectSchema
  /// What to say where the word is known and not offered yet.
  let unavailable: String?

  init(_ word: String, _ keys: ObjectSchema, unavailable: String? = nil) {
    self.word = word
    self.keys = keys
    self.unavailable = unavailable
  }
}

/// The keys of one kind of mapping.
struct ObjectSchema: Sendable {
  /// What it is, with its article: `a kernel workload`.
  let noun: String
  /// One sentence.
  let summary: String
  let keys: [KeySchema]

  /// The key of a name, or `nil`.
  func key(_ name: String) -> KeySchema? { keys.indices.first { keys[$0].name.isSpelled(name) }.map { keys[$0] } }
}

/// One key: its name, what it holds, and what its absence means.
final class KeySchema: Sendable {
  let name: String
  let value: Schema
  let presence: SettingEntry.Presence
  /// One sentence.
  let summary: String
  /// The version of the catalogue that brought it.
  let since: Int

  init(name: String, value: Schema, presence: SettingEntry.Presence, summary: String, since: Int) {
    (self.name, self.value, self.presence, self.summary, self.since) = (name, value, presence, summary, since)
  }
}

extension Schema {
  /// What it is, with its article, for messages.
  var noun: String {
    switch self {
    case .text, .scalar: "a text"
    case .template: "a template"
    case .name: "a name"
    case .path: "a path"
    case .digest: "a SHA-256 digest"
    case .url: "an address"
    case .field: "the path of a field"
    case .fields: "the path of a field or a list of them"
    case .boolean: "`true` or `false`"
    case .integer, .seed: "a whole number"
    case .integerOr(_, let word): "a whole number or `\(word)`"
    case .number: "a number"
    case .quantity(let dimension), .atLeast(let dimension): dimension.noun
    case .word(let words): listed(words, joining: "or")
    case .expression: "an expression"
    case .list: "a list"
    case .either(let one, let other): "\(one.noun) or \(other.noun)"
    case .oneOrMore(let element): "\(element.noun), or a list"
    case .map, .object, .settings, .score, .workload, .record: "a mapping"
    case .choice: "a choice"
    }
  }

  /// Whether one word or number can be its whole value.
  var isScalar: Bool {
    switch self {
    case .list, .map, .object, .settings, .score, .workload, .record: false
    default: true
    }
  }
}

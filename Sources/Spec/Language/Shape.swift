internal import Record

/// What a value of the language may be; decoder, schema and reference page are derived from it.
indirect enum Shape: Sendable {
  /// Any text.
  case text
  /// A name as the language has them: `[A-Za-z][A-Za-z0-9_-]*`.
  case name
  /// A path relative to the file it stands in, without `..` leading nowhere and without control characters.
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
  /// A condition or value of section 3.5.
  case expression
  /// Any scalar, taken as its text.
  case scalar
  case list(Shape)
  /// Entries whose names the spec chooses.
  case map(Shape, keys: MapKeys)
  /// A word, or a mapping with that word as its only key: `offline` or `{ offline: { batch: 64 } }`.
  case variant([Variant])
  case object(ObjectShape)
  /// A mapping whose keys depend on the word that another key of the same mapping has.
  case settings(of: String, [Variant])
  /// The score tree: branches of branches or of metrics.
  case score
  /// One of the kinds of workload, told apart by the key that names the kind.
  case workload

  enum MapKeys: Sendable { case names, anything }

  struct Variant: Sendable {
    let word: String
    let keys: ObjectShape
    /// What to say where the word is known and not offered yet.
    let unavailable: String?

    init(_ word: String, _ keys: ObjectShape, unavailable: String? = nil) {
      self.word = word
      self.keys = keys
      self.unavailable = unavailable
    }
  }
}

/// The keys of one kind of mapping.
struct ObjectShape: Sendable {
  /// What it is, with its article: `a kernel workload`.
  let noun: String
  /// One sentence.
  let summary: String
  let keys: [KeyShape]

  init(_ noun: String, _ summary: String, _ keys: [KeyShape]) {
    self.noun = noun
    self.summary = summary
    self.keys = keys
  }

  func key(_ name: String) -> KeyShape? { keys.first { $0.name == name } }
}

/// One key: its name, what it holds, and what its absence means.
struct KeyShape: Sendable {
  let name: String
  let shape: Shape
  let presence: Presence
  /// One sentence.
  let summary: String

  enum Presence: Sendable, Hashable {
    case required
    case optional
    /// Absent, it is as if this had been written.
    case standard(String)
  }

  init(_ name: String, _ shape: Shape, _ summary: String) { self.init(name, shape, .optional, summary) }

  init(_ name: String, _ shape: Shape, _ presence: Presence, _ summary: String) {
    self.name = name
    self.shape = shape
    self.presence = presence
    self.summary = summary
  }
}

internal import Record

/// What a value of the language may be, with the code that reads it.
struct Shape<Output>: Sendable {
  let schema: Schema
  let read: @Sendable (Occurrence) throws(Reported) -> Output

  /// The same with another value made of what was read.
  func map<Other>(_ make: @escaping @Sendable (Output) throws(Reported) -> Other) -> Shape<Other> {
    Shape<Other>(schema: schema) { occurrence throws(Reported) in try make(try read(occurrence)) }
  }

  /// The same together with where it stands.
  var located: Shape<Located<Output>> {
    Shape<Located<Output>>(schema: schema) { occurrence throws(Reported) in
      Located(value: try read(occurrence), span: occurrence.value.span)
    }
  }
}

/// A value and where it stands.
struct Located<Output> {
  let value: Output
  let span: Span
}

/// A text of an expression and where it stands.
struct WrittenText {
  let text: String
  let place: TextPlace
  /// Whether it stands in quotes, so that YAML's signs in it mean nothing.
  var isQuoted = false
}

/// A scalar as it was written, for a step that knows its type.
struct WrittenScalar {
  let scalar: Scalar
  let span: Span
}

/// Words that the language knows and this version does not carry out.
struct ComingWords: Sendable {
  let words: [String]
  /// What they stand for, in the plural: `accelerators`.
  let phrase: String

  init(_ words: [String], _ phrase: String) { (self.words, self.phrase) = (words, phrase) }
}

// MARK: - Scalars

extension Shape {
  /// One scalar; what stands in its place is reported.
  static func scalar(_ schema: Schema, _ read: @escaping @Sendable (ScalarReader) throws(Reported) -> Output) -> Shape {
    Shape(schema: schema) { occurrence throws(Reported) in try read(try ScalarReader(occurrence, schema)) }
  }
}

extension Shape where Output == String {
  static var text: Shape { .scalar(.text) { reader throws(Reported) in try reader.text() } }
  static var name: Shape { .scalar(.name) { reader throws(Reported) in try reader.name() } }
  static var path: Shape { .scalar(.path) { reader throws(Reported) in try reader.path() } }
  static var url: Shape { .scalar(.url) { reader throws(Reported) in try reader.url() } }
  /// Any scalar, taken as its text.
  static var scalar: Shape { .scalar(.scalar) { $0.scalar.text } }
  /// One of some words that no type stands for.
  static func words(_ words: [String]) -> Shape { .scalar(.word(words)) { reader throws(Reported) in try reader.word(words) } }
}

extension Shape where Output == WrittenText {
  static var expression: Shape { .scalar(.expression) { reader throws(Reported) in try reader.expression() } }
  /// A text with a grammar of its own.
  static var reference: Shape {
    .scalar(.text) { reader throws(Reported) in
      WrittenText(text: try reader.text(), place: TextPlace(reader.scalar, reader.span))
    }
  }
}

extension Shape where Output == WrittenScalar {
  static func written(_ schema: Schema) -> Shape { .scalar(schema) { WrittenScalar(scalar: $0.scalar, span: $0.span) } }
}

extension Shape where Output == Digest {
  static var digest: Shape { .scalar(.digest) { reader throws(Reported) in try reader.digest() } }
}

extension Shape where Output == Bool {
  static var boolean: Shape { .scalar(.boolean) { reader throws(Reported) in try reader.boolean() } }
}

extension Shape where Output == UInt64 {
  static var seed: Shape { .scalar(.seed) { reader throws(Reported) in try reader.seed() } }
}

extension Shape where Output == Int {
  static func integer(_ range: ClosedRange<Int>) -> Shape {
    .scalar(.integer(range)) { reader throws(Reported) in try reader.integer(range) }
  }
}

extension Shape where Output == Int? {
  /// An integer, or a word in its place, which gives `nil`.
  static func integer(_ range: ClosedRange<Int>, or word: String) -> Shape {
    .scalar(.integerOr(range, word: word)) { reader throws(Reported) in
      reader.scalar.text == word ? nil : try reader.integer(range, or: word)
    }
  }
}

extension Shape where Output == Rational {
  static func number(_ bounds: NumberBounds) -> Shape {
    .scalar(.number(bounds)) { reader throws(Reported) in try reader.number(bounds) }
  }
}

extension Shape where Output == U64 {
  /// A time that is a whole number of nanoseconds.
  static var nanoseconds: Shape {
    .scalar(.quantity(.time)) { reader throws(Reported) in
      try reader.whole(try reader.quantity(.time), "nanoseconds", to: 1_000_000_000)
    }
  }

  /// A time that is a whole number of nanoseconds, or none.
  static var nanosecondsOrNone: Shape {
    .scalar(.quantity(.time)) { reader throws(Reported) in
      try reader.whole(try reader.amount(.time), "nanoseconds", to: 1_000_000_000)
    }
  }

  /// An amount of memory that is a whole number of bytes.
  static var bytes: Shape {
    .scalar(.quantity(.information)) { reader throws(Reported) in try reader.whole(try reader.quantity(.information), "bytes") }
  }

  /// A lower bound of memory: `>= 4 GiB`.
  static var atLeastBytes: Shape {
    .scalar(.atLeast(.information)) { reader throws(Reported) in try reader.whole(try reader.atLeast(.information), "bytes") }
  }
}

extension Shape where Output: RawRepresentable & Sendable, Output.RawValue == String {
  /// A word for each of some values.
  static func word(_ values: [Output]) -> Shape {
    .scalar(.word(values.map(\.rawValue))) { reader throws(Reported) in
      let word = try reader.word(values.map(\.rawValue))
      guard let value = values.first(where: { $0.rawValue == word }) else { throw reader.fault }
      return value
    }
  }
}

extension Shape where Output: RawRepresentable & CaseIterable & Sendable, Output.RawValue == String {
  /// A word for each case.
  static var word: Shape { .word(Array(Output.allCases)) }

  /// A word for each case, beside words that the language knows and this version does not carry out.
  static func word(coming: ComingWords) -> Shape {
    let shape = Shape.word
    return Shape(schema: shape.schema) { occurrence throws(Reported) in
      try occurrence.refuse(coming, offering: Output.allCases.map(\.rawValue))
      return try shape.read(occurrence)
    }
  }
}

extension Shape where Output == JSON {
  /// A setting of an entry of the catalogue, as a plan holds it.
  init(_ domain: SettingDomain) {
    self =
      switch domain {
      case .text: Shape<String>.text.map { $0.json }
      case .name: Shape<String>.name.map { $0.json }
      case .url: Shape<String>.url.map { $0.json }
      case .field: Shape<FieldPath>.field.map { $0.setting ?? .null }
      case .fields: Shape<FieldPaths>.fields.map { $0.setting ?? .null }
      case .word(let words): Shape<String>.words(words).map { $0.json }
      case .boolean: Shape<Bool>.boolean.map { .bool($0) }
      case .integer(let range): Shape<Int>.integer(range).map { .number(Double($0)) }
      case .number(let bounds): Shape<Rational>.number(bounds).map { .string($0.recordText) }
      case .names: Shape<[String]>.list(Shape<String>.name).map { .array($0.map(\.json)) }
      case .renaming:
        Shape<[Named<String>]>.map(Shape<String>.name).map { entries throws(Reported) in
          var object = JSON.Object()
          for entry in entries { object[entry.key.text] = try entry.outcome.get().json }
          return .object(object)
        }
      }
  }
}

extension String {
  fileprivate var json: JSON { .string(self) }
}

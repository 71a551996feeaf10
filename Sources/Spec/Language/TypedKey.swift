internal import Record

/// One key of the language with the type of its values; the only way to read one.
///
/// A `TableBuilder` alone makes keys, so that every key stands in the table of its mapping.
struct TypedKey<Output>: Sendable {
  let schema: KeySchema
  /// Its position in the table.
  fileprivate let position: Int
  fileprivate let read: @Sendable (Occurrence) throws(Reported) -> Output
  /// What a catalogue has that is older than the key, and a spec that leaves out an optional key.
  fileprivate let nothing: (@Sendable () -> Output)?

  var name: String { schema.name }
}

/// The keys of one kind of mapping, declared once.
///
/// A conforming type has one stored property for each key and sets it by the builder:
/// ```swift
/// struct ExtendsKeys: KeyTable {
///   static let noun = "an `extends`"
///   static let summary = "The spec that this one inherits from."
///   let spec: TypedKey<String>
///
///   init(_ keys: inout TableBuilder) {
///     spec = keys.required("spec", .path, "The file, relative to this one.")
///   }
/// }
/// ```
protocol KeyTable: Sendable {
  /// What the mapping is, with its article: `a kernel workload`.
  static var noun: String { get }
  /// One sentence.
  static var summary: String { get }
  /// The version of the catalogue that brought the table.
  static var since: Int { get }
  init(_ keys: inout TableBuilder)
}

extension KeyTable {
  static var since: Int { 1 }
}

/// Keys that several tables have in common; a table holds them as one property.
protocol KeyGroup: Sendable {}

/// Makes the keys of a table, in the order of the reference page.
struct TableBuilder {
  fileprivate var keys: [any AnyKey] = []
  private let since: Int

  init(since: Int) { self.since = since }

  /// A key that a spec has to write.
  ///
  /// It is as old as its table, since no older spec could have it.
  mutating func required<Output>(_ name: String, _ shape: Shape<Output>, _ summary: String) -> TypedKey<Output> {
    add(name, shape.schema, .required, summary, since: since, nothing: nil, shape.read)
  }

  /// A key that may be absent.
  mutating func optional<Output>(_ name: String, _ shape: Shape<Output>, _ summary: String, since version: Int? = nil) -> TypedKey<Output?>
  {
    add(name, shape.schema, .optional, summary, since: version ?? since, nothing: { nil }) { occurrence throws(Reported) in
      try shape.read(occurrence)
    }
  }

  /// A key that is as if `standard` had been written where a spec does not write it.
  mutating func standard<Output>(_ name: String, _ shape: Shape<Output>, _ standard: String, _ summary: String) -> TypedKey<Output> {
    add(name, shape.schema, .standard(standard), summary, since: since, nothing: nil, shape.read)
  }

  /// The same for a key that came later than its table: `nil` in a plan of an older catalogue, whose bytes stay as they are.
  mutating func standard<Output>(
    _ name: String, _ shape: Shape<Output>, _ standard: String, _ summary: String, since version: Int
  ) -> TypedKey<Output?> {
    add(name, shape.schema, .standard(standard), summary, since: version, nothing: { nil }) { occurrence throws(Reported) in
      try shape.read(occurrence)
    }
  }

  /// A setting of an entry of the catalogue, with its value as a plan holds it; `nil` where it is absent.
  mutating func setting(_ entry: SettingEntry) -> TypedKey<JSON?> {
    let shape = Shape(entry.domain)
    return add(entry.name, shape.schema, entry.presence, entry.summary, since: entry.since, nothing: { nil }) {
      occurrence throws(Reported) in
      try shape.read(occurrence)
    }
  }

  private mutating func add<Output>(
    _ name: String, _ value: Schema, _ presence: SettingEntry.Presence, _ summary: String, since: Int,
    nothing: (@Sendable () -> Output)?, _ read: @escaping @Sendable (Occurrence) throws(Reported) -> Output
  ) -> TypedKey<Output> {
    let key = TypedKey(
      schema: KeySchema(name: name, value: value, presence: presence, summary: summary, since: since), position: keys.count, read: read,
      nothing: nothing)
    keys.append(key)
    return key
  }
}

/// A table with the list of its keys.
struct Table<Keys: Sendable>: Sendable {
  let keys: Keys
  let schema: ObjectSchema
  /// The keys in the order of the table.
  let list: [any AnyKey]

  init(noun: String, summary: String, since: Int, _ make: (inout TableBuilder) -> Keys) {
    var builder = TableBuilder(since: since)
    keys = make(&builder)
    list = builder.keys
    schema = ObjectSchema(noun: noun, summary: summary, keys: list.map(\.schema))
  }
}

extension Table where Keys: KeyTable {
  init(_ type: Keys.Type = Keys.self) { self.init(noun: type.noun, summary: type.summary, since: type.since, type.init) }
}

/// A key without its type, for the decoder, which reads all keys of a table in a row.
protocol AnyKey: Sendable {
  var schema: KeySchema { get }
  /// Reads the value that a spec wrote, or the one that stands for its absence.
  func outcome(of occurrence: Occurrence) -> any AnyOutcome
  /// What the key has where nothing can be read; `nil` where a value is needed.
  var absence: (any AnyOutcome)? { get }
  /// What the key has where an error says why it has nothing.
  func missing(_ reported: Reported) -> any AnyOutcome
}

/// An outcome without its type.
protocol AnyOutcome {}

extension Outcome: AnyOutcome {}

extension TypedKey: AnyKey {
  func outcome(of occurrence: Occurrence) -> any AnyOutcome { Outcome(try read(occurrence)) }
  var absence: (any AnyOutcome)? { nothing.map { Outcome.value($0()) } }
  func missing(_ reported: Reported) -> any AnyOutcome { Outcome<Output>.reported(reported) }
}

extension Mapping {
  /// What came of a key.
  ///
  /// A key is made together with its table and read by the same type, so the types agree; else it is a fault.
  func value<Output>(_ key: TypedKey<Output>) throws(Reported) -> Output {
    guard entries.indices.contains(key.position), let outcome = entries[key.position].outcome as? Outcome<Output> else {
      throw decoder.problems.fault("the key `\(key.schema.name)` was never read", at: span)
    }
    return try outcome.get()
  }

  /// Where a key stands, and whether a spec wrote it.
  func entry<Output>(_ key: TypedKey<Output>) -> Entry {
    entries.indices.contains(key.position) ? entries[key.position] : Entry(name: key.schema.name, key: span, value: span, outcome: nil)
  }
}

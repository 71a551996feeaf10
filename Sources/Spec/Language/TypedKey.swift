internal import Record

/// One key of the language with the type of its values; the only way to read one.
///
/// A `TableBuilder` alone makes keys, so that every key stands in the table of its mapping.
final class TypedKey<Output>: Sendable {
  let schema: KeySchema
  /// Its position in the table.
  fileprivate let position: Int
  fileprivate let read: @Sendable (Occurrence) throws(Reported) -> Output
  /// What a catalogue has that is older than the key, and a spec that leaves out an optional key.
  fileprivate let nothing: (@Sendable () -> Output)?

  fileprivate init(
    _ schema: KeySchema, at position: Int, nothing: (@Sendable () -> Output)?,
    _ read: @escaping @Sendable (Occurrence) throws(Reported) -> Output
  ) {
    (self.schema, self.position, self.nothing, self.read) = (schema, position, nothing, read)
  }

  var name: String { schema.name }
}

/// Makes the keys of a table, in the order of the reference page.
struct TableBuilder {
  private(set) var keys: [any AnyKey] = []
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
    let schema = KeySchema(name: name, value: value, presence: presence, summary: summary, since: since)
    let key = TypedKey(schema, at: keys.count, nothing: nothing, read)
    keys.append(key)
    return key
  }
}

/// A key without its type, for the decoder, which reads all keys of a table in a row.
protocol AnyKey: AnyObject, Sendable {
  var schema: KeySchema { get }
  /// Whether a mapping can do without a value of the key.
  var isDispensable: Bool { get }
  /// Reads the value that a spec wrote, or the one that stands for its absence.
  func outcome(of occurrence: Occurrence) -> KeyOutcome
  /// What the key has where an error says why it has nothing.
  func missing(_ reported: Reported) -> KeyOutcome
}

/// What came of a key, without its type.
class KeyOutcome {}

/// The same with its type.
private final class TypedOutcome<Output>: KeyOutcome {
  let outcome: Outcome<Output>

  init(_ outcome: Outcome<Output>) { self.outcome = outcome }
}

extension TypedKey: AnyKey {
  var isDispensable: Bool { nothing != nil }
  func outcome(of occurrence: Occurrence) -> KeyOutcome { TypedOutcome(Outcome(try read(occurrence))) }
  func missing(_ reported: Reported) -> KeyOutcome { TypedOutcome<Output>(.reported(reported)) }
}

extension Mapping {
  /// What came of a key.
  ///
  /// A key is made together with its table and read by the same type, so the types agree; else it is a fault.
  func value<Output>(_ key: TypedKey<Output>) throws(Reported) -> Output {
    guard entries.indices.contains(key.position) else { throw unread(key.name) }
    guard let outcome = entries[key.position].outcome else {
      guard let nothing = key.nothing else { throw unread(key.name) }
      return nothing()
    }
    guard let outcome = outcome as? TypedOutcome<Output> else { throw unread(key.name) }
    return try outcome.outcome.get()
  }

  private func unread(_ name: String) -> Reported { decoder.problems.fault("the key `\(name)` was never read", at: span) }

  /// Where a key stands, and whether a spec wrote it.
  func place<Output>(of key: TypedKey<Output>) -> KeyPlace {
    guard entries.indices.contains(key.position), let place = entries[key.position].place else {
      return KeyPlace(name: key.name, key: span, value: span, isWritten: false)
    }
    return KeyPlace(name: key.name, key: place.key, value: place.value, isWritten: true)
  }
}

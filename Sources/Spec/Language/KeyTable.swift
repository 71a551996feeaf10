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

/// The keys of a table, each with its type and all of them in their order.
struct Table<Keys: Sendable>: Sendable {
  let keys: Keys
  let list: KeyList
  var schema: ObjectSchema { list.schema }

  init(noun: String, summary: String, since: Int, _ make: (inout TableBuilder) -> Keys) {
    var builder = TableBuilder(since: since)
    keys = make(&builder)
    list = KeyList(noun: noun, summary: summary, builder.keys)
  }
}

extension Table where Keys: KeyTable {
  init(_ type: Keys.Type = Keys.self) { self.init(noun: type.noun, summary: type.summary, since: type.since, type.init) }
}

/// The keys of a table without their types, in the order of the table.
final class KeyList: Sendable {
  let schema: ObjectSchema
  let keys: [any AnyKey]

  init(noun: String, summary: String, _ keys: [any AnyKey]) {
    schema = ObjectSchema(noun: noun, summary: summary, keys: keys.map(\.schema))
    self.keys = keys
  }
}

/// The keys of one mapping, read.
struct Mapping {
  /// The whole mapping.
  let span: Span
  let decoder: Decoder
  /// One entry for each key of the table, in its order.
  var entries: [Entry] = []

  /// One key: where it stands and what came of it.
  struct Entry {
    let name: String
    /// Where the key stands; the whole mapping where the spec does not write it.
    let key: Span
    /// Where the value stands; the whole mapping where the spec does not write it.
    let value: Span
    /// Whether the spec wrote it, rather than the table's default.
    var isWritten = false
    let outcome: (any AnyOutcome)?
  }

  /// The place of a key by a name that comes from outside, such as the setting that another room refuses.
  func place(named name: String) -> Span? { entries.first { $0.name.utf8.elementsEqual(name.utf8) && $0.isWritten }?.value }
}

/// The keys of a mapping by the names of their table: `try fields.maxTokens`.
///
/// A key that the table lacks does not compile. Reading throws where the value is wrong, which is reported already; a key that is absent
/// has `nil` or its standard value, as its type says.
@dynamicMemberLookup
struct Fields<Keys> {
  let keys: Keys
  let mapping: Mapping

  /// The whole mapping.
  var span: Span { mapping.span }
  /// Where problems with the values are reported.
  var problems: Problems { mapping.decoder.problems }

  subscript<Output>(dynamicMember key: KeyPath<Keys, TypedKey<Output>>) -> Output {
    get throws(Reported) { try mapping.value(keys[keyPath: key]) }
  }

  /// The keys that the table has in common with others.
  subscript<Group: KeyGroup>(dynamicMember group: KeyPath<Keys, Group>) -> Fields<Group> {
    Fields<Group>(keys: keys[keyPath: group], mapping: mapping)
  }

  /// Where a key stands, and whether the spec writes it.
  func entry<Output>(_ key: KeyPath<Keys, TypedKey<Output>>) -> Mapping.Entry { mapping.entry(keys[keyPath: key]) }

  /// Where the value of a key stands; the whole mapping where the spec does not write it.
  func place<Output>(of key: KeyPath<Keys, TypedKey<Output>>) -> Span { entry(key).value }
}

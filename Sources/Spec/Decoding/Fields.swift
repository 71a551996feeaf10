/// The keys of one mapping, read.
final class Mapping {
  /// The mapping as it is written.
  let value: YAMLValue
  let decoder: Decoder
  /// One for each key of the table, in its order.
  var entries: [Entry] = []

  /// What came of one key.
  struct Entry {
    /// Where it stands; `nil` where the spec leaves it out.
    var place: (key: Span, value: Span)?
    /// `nil` where the key has no value, which it can do without.
    let outcome: KeyOutcome?
  }

  init(_ value: YAMLValue, _ decoder: Decoder) {
    self.value = value
    self.decoder = decoder
  }

  var span: Span { value.span }

  /// The place of a value by a key that comes from outside, such as the setting that another room refuses.
  func place(named name: String) -> Span? { value.entry(name)?.value.span }
}

/// Where a key and its value stand; the whole mapping where the spec does not write them.
struct KeyPlace {
  let name: String
  let key: Span
  let value: Span
  let isWritten: Bool
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
  func entry<Output>(_ key: KeyPath<Keys, TypedKey<Output>>) -> KeyPlace { mapping.place(of: keys[keyPath: key]) }

  /// Where the value of a key stands; the whole mapping where the spec does not write it.
  func place<Output>(of key: KeyPath<Keys, TypedKey<Output>>) -> Span { entry(key).value }
}

internal import Record

/// An entry of a mapping whose names the spec chooses.
struct Named<Output> {
  let key: Key
  /// The place of the value.
  let span: Span
  let outcome: Outcome<Output>

  fileprivate init(_ key: Key, _ occurrence: Occurrence, by shape: Shape<Output>) {
    self.key = key
    span = occurrence.value.span
    outcome = Outcome(try shape.read(occurrence))
  }
}

extension Shape {
  /// Elements of one shape; one that is wrong spoils the list.
  static func list<Element>(_ element: Shape<Element>) -> Shape where Output == [Element] {
    Shape(schema: .list(element.schema)) { occurrence throws(Reported) in
      try occurrence.elements().mapAll { inner throws(Reported) in try element.read(inner) }
    }
  }

  /// One element, or a list of elements.
  static func oneOrMore<Element>(_ element: Shape<Element>) -> Shape where Output == [Element] {
    let list = Shape.list(element)
    return Shape(schema: .oneOrMore(element.schema)) { occurrence throws(Reported) in
      occurrence.value.elements == nil ? [try element.read(occurrence)] : try list.read(occurrence)
    }
  }

  /// Entries whose names the spec chooses; each keeps what came of it.
  ///
  /// - Parameter noun: How messages call an entry: `dataset`.
  static func map<Element>(
    _ element: Shape<Element>, keys: Schema.MapKeys = .names, each noun: String? = nil
  ) -> Shape where Output == [Named<Element>] {
    Shape(schema: .map(element.schema, keys: keys)) { occurrence throws(Reported) in
      try occurrence.entries(keys, each: noun).map { Named($0, $1, by: element) }
    }
  }

  /// The keys of a table.
  static func object<Keys: KeyTable>(_ keys: Keys.Type) -> Shape where Output == Fields<Keys> {
    let table = Table(keys)
    return Shape(schema: .object(table.schema)) { occurrence throws(Reported) in try occurrence.fields(table) }
  }

  /// What the keys of a table make together.
  static func object<Keys: KeyTable>(
    _ keys: Keys.Type, _ make: @escaping @Sendable (Fields<Keys>) throws(Reported) -> Output
  ) -> Shape {
    Shape<Fields<Keys>>.object(keys).map(make)
  }
}

extension Shape where Output == YAMLValue {
  /// A workload, whose keys depend on its kind; left as it is written.
  static var workload: Shape { Shape(schema: .workload) { $0.value } }
  /// The score tree, left as it is written.
  static var score: Shape { Shape(schema: .score) { $0.value } }
}

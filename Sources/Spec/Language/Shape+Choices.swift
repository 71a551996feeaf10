internal import Record

/// One alternative of a choice with the code that reads its keys.
struct TypedAlternative<Output>: Sendable {
  let schema: Alternative
  let read: @Sendable (Occurrence) throws(Reported) -> Output

  /// What the keys of a table make together.
  init<Keys: KeyTable>(
    _ word: String, _ keys: Keys.Type, _ make: @escaping @Sendable (Fields<Keys>) throws(Reported) -> Output
  ) {
    let table = Table(keys)
    schema = Alternative(word, table.schema)
    read = { occurrence throws(Reported) in try make(try occurrence.fields(table)) }
  }

  /// A word that the language knows and this version does not carry out.
  init(coming word: String, _ phrase: String) {
    schema = Alternative(word, ObjectSchema(noun: phrase, summary: "", keys: []), unavailable: phrase)
    read = { occurrence throws(Reported) in
      throw occurrence.decoder.problems.fault("`\(word)` is not carried out", at: occurrence.value.span)
    }
  }
}

extension TypedAlternative {
  /// An entry of the catalogue with its settings.
  init<Entry: CatalogueEntry>(_ entry: Entry) where Output == Chosen<Entry> {
    let table = Table(noun: entry.noun, summary: entry.summary, since: entry.since) { keys in entry.settings.map { keys.setting($0) } }
    schema = Alternative(entry.word, table.schema)
    read = { occurrence throws(Reported) in
      let mapping = try occurrence.mapping(table)
      var settings = JSON.Object()
      for key in table.keys { settings[key.schema.name] = try mapping.value(key) }
      return Chosen(entry: entry, settings: Settings(values: settings))
    }
  }
}

/// What a spec may choose from a list of the catalogue.
protocol CatalogueEntry: Sendable {
  /// The word of the language.
  var word: String { get }
  /// The noun with its article.
  var noun: String { get }
  /// One sentence.
  var summary: String { get }
  var settings: [SettingEntry] { get }
  /// The version of the catalogue that brought it.
  var since: Int { get }
}

/// An entry of the catalogue with its settings, defaults written out.
struct Chosen<Entry: CatalogueEntry> {
  let entry: Entry
  let settings: Settings
}

extension Shape {
  /// A word, or a mapping with that word as its only key.
  static func choice(_ alternatives: [TypedAlternative<Output>]) -> Shape {
    .choice { _ in alternatives }
  }

  /// One of the entries that the catalogue has.
  ///
  /// - Parameter coming: Words that the language knows and this version does not carry out.
  static func choice<Entry>(
    of entries: @escaping @Sendable (Catalogue) -> [Entry], coming: [TypedAlternative<Output>] = []
  ) -> Shape where Output == Chosen<Entry> {
    .choice { catalogue in
      entries(catalogue).filter { $0.since <= catalogue.version }.map { TypedAlternative($0) } + coming
    }
  }

  private static func choice(_ alternatives: @escaping @Sendable (Catalogue) -> [TypedAlternative<Output>]) -> Shape {
    Shape(schema: .choice { alternatives($0).map(\.schema) }) { occurrence throws(Reported) in
      try occurrence.chosen(among: alternatives(occurrence.decoder.catalogue))
    }
  }

  /// The settings of what another key of the same mapping names.
  static func settings<Word: RawRepresentable & CaseIterable & Sendable>(
    of key: TypedKey<Word>, _ alternative: @escaping @Sendable (Word) -> TypedAlternative<Output>
  ) -> Shape where Word.RawValue == String {
    let alternatives = Word.allCases.map { alternative($0) }
    return Shape(schema: .settings(of: key.schema.name) { _ in alternatives.map(\.schema) }) { occurrence throws(Reported) in
      let word = try occurrence.sibling(key)
      guard let index = Word.allCases.map(\.rawValue).firstIndex(of: word.rawValue) else {
        throw occurrence.decoder.problems.fault("`\(word.rawValue)` has no settings", at: occurrence.value.span)
      }
      return try alternatives[index].read(occurrence)
    }
  }
}

internal import Record
public import Spec
internal import Text

extension TemplateDocument {
  /// The version of the form that documents of templates have.
  public static let version = 1

  private static let keys = ["etalon-templates", "name", "title", "license", "words", "tables", "templates"]

  /// Reads a document of templates; without errors there is one.
  ///
  /// Complexity: linear in the document, times the languages.
  public static func read(_ source: SourceFile) -> (TemplateDocument?, [Diagnostic]) {
    let (tree, problems) = readTree(from: source)
    guard let tree else { return (nil, problems) }
    let reader = TemplateReader()
    let document = read(tree, reader)
    return (reader.diagnostics.isEmpty ? document : nil, problems + reader.diagnostics)
  }

  private static func read(_ tree: WrittenTree, _ reader: TemplateReader) -> TemplateDocument? {
    guard let entries = reader.entries(tree, "a document of templates", keys: keys, required: ["etalon-templates", "name", "templates"])
    else { return nil }
    if let written = reader.text(entries["etalon-templates"], "`etalon-templates`"), written != String(version),
      let place = entries["etalon-templates"]
    {
      reader.report(
        .shape, "templates of version \(quoted(written)) are not known", at: place.span, "this release reads version \(version)")
    }
    let templates = reader.named(entries["templates"], "`templates`")
    if templates.isEmpty, let place = entries["templates"] { reader.report(.shape, "there is no template", at: place.span, "empty") }
    let languages = self.languages(templates, reader)
    var editions: [ItemLanguage: Edition] = [:]
    for language in languages {
      var lists = ListReader(reader, language)
      lists.readWords(entries["words"])
      lists.readTables(entries["tables"])
      let read = templates.compactMap { TemplateBuilder(reader, language, lists).template($0.key, $0.span, $0.value) }
      editions[language] = Edition(lists: lists.values, templates: read)
    }
    guard !languages.isEmpty else { return nil }
    return TemplateDocument(
      name: reader.text(entries["name"], "`name`") ?? "", title: reader.text(entries["title"], "`title`"),
      license: reader.text(entries["license"], "`license`"), languages: languages, editions: editions, places: reader.places)
  }

  /// The languages that the first template is worded in; every other one has to have the same.
  private static func languages(
    _ templates: [(key: String, span: Span, value: WrittenTree)], _ reader: TemplateReader
  ) -> [ItemLanguage] {
    var first: [ItemLanguage]?
    for template in templates {
      guard case .mapping(let entries) = template.value.content, let wording = entries.first(where: { $0.key == "wording" })?.value else {
        continue
      }
      let words = reader.named(wording, "`wording`")
      for entry in words where ItemLanguage(rawValue: entry.key) == nil {
        reader.report(.languages, "no language is called \(quoted(entry.key))", at: entry.span, "not a language", help: "`en` or `zh`")
      }
      let found = ItemLanguage.allCases.filter { language in words.contains { $0.key == language.rawValue } }
      if let first, first != found {
        reader.report(
          .languages, "template \(quoted(template.key)) is worded in other languages than the first one", at: wording.span,
          "\(listed(found.map(\.rawValue)))", help: "the templates of a document have the same languages: \(listed(first.map(\.rawValue)))")
      }
      first = first ?? found
    }
    return first ?? []
  }
}

/// Reads the lists that a document gives to all its templates: words and tables.
struct ListReader {
  private let reader: TemplateReader
  private let language: ItemLanguage
  private(set) var values: [ItemValue] = []
  private(set) var names: [String: (slot: Int, type: ItemType)] = [:]

  init(_ reader: TemplateReader, _ language: ItemLanguage) { (self.reader, self.language) = (reader, language) }

  private mutating func add(_ name: String, _ span: Span, _ value: [ItemValue], _ type: ItemType) {
    guard reader.isVariableName(name, span, taken: Set(names.keys)) else { return }
    names[name] = (values.count, .list(type))
    values.append(.list(value))
  }

  mutating func readWords(_ tree: WrittenTree?) {
    for entry in reader.named(tree, "`words`") {
      var texts = entry.value
      if case .mapping(let editions) = entry.value.content {
        let lengths = editions.map { edition in (edition, reader.elements(edition.value, "words").count) }
        for (edition, count) in lengths where count != lengths[0].1 {
          reader.report(
            .languages, "\(quoted(entry.key)) has \(lengths[0].1) words in one language and \(count) in another", at: edition.span,
            "has \(count)", help: "word by word, the languages say the same")
        }
        guard let edition = editions.first(where: { $0.key == language.rawValue }) else {
          reader.report(
            .languages, "\(quoted(entry.key)) has no words in `\(language.rawValue)`", at: entry.span, "templates are worded in it")
          continue
        }
        texts = edition.value
      }
      let words = reader.elements(texts, "words").compactMap { reader.text($0, "a word") }
      if words.isEmpty { reader.report(.emptyDomain, "\(quoted(entry.key)) has no words", at: entry.span, "empty") }
      add(entry.key, entry.span, words.map { .text($0) }, .text)
    }
  }

  mutating func readTables(_ tree: WrittenTree?) {
    for entry in reader.named(tree, "`tables`") {
      guard let keys = reader.entries(entry.value, "a table", keys: ["columns", "rows"], required: ["columns", "rows"]) else { continue }
      let columns = reader.elements(keys["columns"], "`columns`").compactMap { reader.text($0, "a column") }
      var types = [ItemType?](repeating: nil, count: columns.count)
      var rows: [ItemValue] = []
      for row in reader.elements(keys["rows"], "`rows`") {
        let cells = reader.elements(row, "a row").compactMap { cell($0) }
        guard cells.count == columns.count else {
          reader.report(.shape, "a row of \(counted(cells.count, "cell")) in a table of \(counted(columns.count, "column"))", at: row.span)
          continue
        }
        for (place, cell) in cells.enumerated() { types[place] = types[place]?.joined(cell.type) ?? cell.type }
        rows.append(.list(cells.map(\.value)))
      }
      if rows.isEmpty { reader.report(.emptyDomain, "the table \(quoted(entry.key)) has no rows", at: entry.span, "empty") }
      add(entry.key, entry.span, rows, .row(columns, types.map { $0 ?? .any }))
    }
  }

  /// A literal value: a number, a truth value, a text, or a text for each language.
  func cell(_ tree: WrittenTree) -> (value: ItemValue, type: ItemType)? {
    switch tree.content {
    case .scalar(let text, let isText):
      if !isText, let number = Rational(decimal: text) { return (ItemValue(number), .number) }
      if !isText, text == "true" || text == "false" { return (.truth(text == "true"), .truth) }
      if isText { return (.text(text), .text) }
      reader.report(.shape, "\(tree.noun) is no value", at: tree.span, "not an exact number", help: "quote it for a text")
    case .mapping(let entries):
      if let own = entries.first(where: { $0.key == language.rawValue }) {
        return reader.text(own.value, "a text").map { (.text($0), .text) }
      }
      reader.report(.languages, "a text without `\(language.rawValue)`", at: tree.span, "templates are worded in it")
    case .list(let elements):
      let cells = elements.compactMap { cell($0) }
      let type = cells.dropFirst().reduce(cells.first?.type ?? .any) { $0.joined($1.type) }
      return (.list(cells.map(\.value)), .list(type))
    }
    return nil
  }
}

internal import Record

/// The items of a browser as they come, and what can be chosen among them.
struct ItemList {
  /// How many items there are, carried or not.
  var count = 0
  /// How many the page carries.
  private(set) var shown = 0
  private var rows = ItemRows()
  /// The items, one after another.
  var markup: Markup { rows.markup }
  private var standing = ItemFilter("Judged", "s")
  private var outcome = ItemFilter("Outcome", "o")
  private var variant = ItemFilter("Variant", "v")
  private var category = ItemFilter("Category", "c")
  private var cell = ItemFilter("Cell", "m")

  /// The choices, in the order of the page.
  var filters: [ItemFilter] { [standing, outcome, category, variant, cell] }

  /// Takes in an item; returns its bytes on the page.
  mutating func add(_ item: AnsweredItem, of node: Node, cell name: String?) -> Int {
    let record = item.record
    let leading = node.leadingScore
    let stands = ItemStanding(leading.flatMap { record.scores[$0.name] }, leading?.direction ?? .higher)
    var classes = ["item", standing.add(stands.word), outcome.add(record.outcome.word), variant.add(record.variant ?? "as it is")]
    classes.append(category.add(record.stratum ?? "none"))
    if let name { classes.append(cell.add(name)) }
    let row = tag("details", .class(classes.joined(separator: " "))) {
      ItemMarkup.summary(item, stands)
      ItemMarkup.body(item)
    }
    rows.add(row)
    shown += 1
    return row.bytes.count
  }
}

/// One item on the page.
enum ItemMarkup {
  fileprivate static func summary(_ item: AnsweredItem, _ stands: ItemStanding) -> Markup {
    tag("summary") {
      tag("span", .class("stand \(stands.rawValue)"), text: stands.sign)
      tag("code", text: shortened(item.record.id ?? "\(item.record.position)", to: 60))
      tag("span", .class("gist"), text: shortened(gist(item), to: 90))
    }
  }

  /// The last line of the question, where the question itself mostly stands.
  private static func gist(_ item: AnsweredItem) -> String {
    let lines = (item.question ?? item.record.reason ?? "").split(whereSeparator: \.isNewline)
    return lines.first.map(String.init) ?? ""
  }

  fileprivate static func body(_ item: AnsweredItem) -> Markup {
    let record = item.record
    return tag("dl") {
      if let question = item.question { entry("Question") { lines(shortened(question, to: 1200)) } }
      if let expected = expected(item) { entry("Expected", expected) }
      reply(item)
      if let extracted = record.extracted, !isWhole(extracted) {
        entry("Extracted", "\(shortened(extracted.text, to: 200)) — by the rule \(extracted.rule)")
      } else if let extracted = record.extracted {
        entry("Extracted", "all of it — by the rule \(extracted.rule)")
      }
      entry("Outcome", record.outcome.word + (record.reason.map { ": \(shortened($0, to: 300))" } ?? ""))
      if !record.scores.isEmpty { entry("Scores", scores(record)) }
      if let note = circumstances(record) { entry("Asked", note) }
    }
  }

  private static func scores(_ record: ItemRecord) -> String {
    record.scores.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { "\($0.key) \($0.value)" }.joined(separator: " · ")
  }

  private static func expected(_ item: AnsweredItem) -> String? {
    let parts = item.letters + item.expected.prefix(8)
    return parts.isEmpty ? nil : shortened(parts.joined(separator: " | "), to: 300)
  }

  private static func circumstances(_ record: ItemRecord) -> String? {
    var words: [String] = []
    if let variant = record.variant { words.append("as \(variant)") }
    if let stratum = record.stratum { words.append("category \(shortened(stratum, to: 60))") }
    if let cluster = record.cluster { words.append("cluster \(shortened(cluster, to: 60))") }
    if let order = record.order { words.append("choices in the order \(order.map { "\($0)" }.joined(separator: ", "))") }
    return words.isEmpty ? nil : words.joined(separator: " · ")
  }

  private static func isWhole(_ extracted: ItemRecord.Extracted) -> Bool { extracted.rule.utf8.elementsEqual("whole".utf8) }

  /// What came back; the part that was judged is marked where it stands.
  @MarkupBuilder static func reply(_ item: AnsweredItem, named name: String = "Reply", failed: String = "Came back") -> Markup {
    if let reply = item.reply {
      if let extracted = item.record.extracted, !isWhole(extracted), let parts = split(reply, at: extracted) {
        entry(name) {
          lines(shortenedToEnd(parts.before, to: 600))
          tag("mark") { lines(shortened(parts.part, to: 300)) }
          lines(shortened(parts.behind, to: 600))
        }
      } else {
        entry(name) { lines(shortened(reply, to: 1200)) }
      }
    } else if let failure = item.failure {
      entry(failed, shortened(failure, to: 400))
    }
  }

  /// The reply around the part, provided that the part stands where its record says.
  private static func split(
    _ reply: String, at extracted: ItemRecord.Extracted
  ) -> (before: String, part: String, behind: String)? {
    let bytes = Array(reply.utf8)
    guard extracted.start >= 0, extracted.start <= extracted.end, extracted.end <= bytes.count,
      bytes[extracted.start..<extracted.end].elementsEqual(extracted.text.utf8)
    else { return nil }
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    return (text(0..<extracted.start), extracted.text, text(extracted.end..<bytes.count))
  }

  static func entry(_ name: String, _ text: String) -> Markup { entry(name) { text } }

  static func entry(_ name: String, @MarkupBuilder _ content: () -> Markup) -> Markup {
    MarkupBuilder.buildBlock(tag("dt", text: name), tag("dd", content: content))
  }
}

extension ItemStanding {
  /// A sign, so that colour never carries the meaning alone.
  fileprivate var sign: String {
    switch self {
    case .right: "✓ right"
    case .wrong: "✗ wrong"
    case .partly: "~ partly"
    case .unscored: "– no score"
    }
  }

  fileprivate var word: String { self == .unscored ? "no score" : rawValue }
}

extension ItemOutcome {
  /// What became of it, for readers.
  fileprivate var word: String {
    switch self {
    case .answer: "answer"
    case .several: "several answers"
    case .none: "no answer"
    case .refused: "refused"
    case .cut: "cut short"
    case .withheld: "withheld"
    case .error: "error"
    }
  }
}

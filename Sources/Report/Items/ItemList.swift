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
  private var standing: ItemFilter
  private var outcome: ItemFilter
  private var variant: ItemFilter
  private var category: ItemFilter
  private var cell: ItemFilter
  private let words: PageWords

  init(_ words: PageWords) {
    self.words = words
    standing = ItemFilter(words.judged, "s", words)
    outcome = ItemFilter(words.outcomeTitle, "o", words)
    variant = ItemFilter(words.variantTitle, "v", words)
    category = ItemFilter(words.category, "c", words)
    cell = ItemFilter(words.cell, "m", words)
  }

  /// The choices, in the order of the page.
  var filters: [ItemFilter] { [standing, outcome, category, variant, cell] }

  /// Takes in an item; returns its bytes on the page.
  mutating func add(_ item: AnsweredItem, of node: Node, cell name: String?) -> Int {
    let record = item.record
    let leading = node.leadingScore
    let stands = ItemStanding(leading.flatMap { record.scores[$0.name] }, leading?.direction ?? .higher)
    var classes = ["item", standing.add(words.word(stands)), outcome.add(words.outcome(record.outcome))]
    classes.append(variant.add(record.variant ?? words.asItIs))
    classes.append(category.add(record.stratum ?? words.none))
    if let name { classes.append(cell.add(name)) }
    let row = tag("details", .class(classes.joined(separator: " "))) {
      ItemMarkup(words: words).summary(item, stands)
      ItemMarkup(words: words).body(item)
    }
    rows.add(row)
    shown += 1
    return row.bytes.count
  }
}

/// One item on the page.
struct ItemMarkup {
  let words: PageWords

  fileprivate func summary(_ item: AnsweredItem, _ stands: ItemStanding) -> Markup {
    tag("summary") {
      tag("span", .class("stand \(stands.rawValue)"), text: words.sign(stands))
      tag("code", text: words.shortened(item.record.id ?? "\(item.record.position)", to: 60))
      tag("span", .class("gist"), text: words.shortened(gist(item), to: 90))
    }
  }

  /// The last line of the question, where the question itself mostly stands.
  private func gist(_ item: AnsweredItem) -> String {
    let lines = (item.question ?? item.record.reason ?? "").split(whereSeparator: \.isNewline)
    return lines.first.map(String.init) ?? ""
  }

  fileprivate func body(_ item: AnsweredItem) -> Markup {
    let record = item.record
    return tag("dl") {
      if let question = item.question { ItemMarkup.entry(words.question) { lines(words.shortened(question, to: 1200)) } }
      if let expected = expected(item) { ItemMarkup.entry(words.expected, expected) }
      reply(item, named: words.reply, failed: words.cameBack)
      if let extracted = record.extracted, !isWhole(extracted) {
        ItemMarkup.entry(words.extracted, words.byRule(words.shortened(extracted.text, to: 200), extracted.rule))
      } else if let extracted = record.extracted {
        ItemMarkup.entry(words.extracted, words.byRule(words.allOfIt, extracted.rule))
      }
      ItemMarkup.entry(words.outcomeTitle) {
        words.outcome(record.outcome)
        if let reason = record.reason {
          words.named("", "")
          words.told(words.shortened(reason, to: 300))
        }
      }
      if !record.scores.isEmpty { ItemMarkup.entry(words.scores, scores(record)) }
      if let note = circumstances(record) { ItemMarkup.entry(words.askedAs, note) }
    }
  }

  private func scores(_ record: ItemRecord) -> String {
    record.scores.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { "\($0.key) \($0.value)" }.joined(separator: " · ")
  }

  private func expected(_ item: AnsweredItem) -> String? {
    let parts = item.letters + item.expected.prefix(8)
    return parts.isEmpty ? nil : words.shortened(parts.joined(separator: " | "), to: 300)
  }

  private func circumstances(_ record: ItemRecord) -> String? {
    var parts: [String] = []
    if let variant = record.variant { parts.append(words.asVariant(variant)) }
    if let stratum = record.stratum { parts.append(words.ofCategory(words.shortened(stratum, to: 60))) }
    if let cluster = record.cluster { parts.append(words.ofCluster(words.shortened(cluster, to: 60))) }
    if let order = record.order { parts.append(words.inOrder(words.list(order.map { "\($0)" }))) }
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }

  private func isWhole(_ extracted: ItemRecord.Extracted) -> Bool { extracted.rule.utf8.elementsEqual("whole".utf8) }

  /// What came back; the part that was judged is marked where it stands.
  @MarkupBuilder func reply(_ item: AnsweredItem, named name: String, failed: String) -> Markup {
    if let reply = item.reply {
      if let extracted = item.record.extracted, !isWhole(extracted), let parts = split(reply, at: extracted) {
        ItemMarkup.entry(name) {
          lines(words.shortenedToEnd(parts.before, to: 600))
          tag("mark") { lines(words.shortened(parts.part, to: 300)) }
          lines(words.shortened(parts.behind, to: 600))
        }
      } else {
        ItemMarkup.entry(name) { lines(words.shortened(reply, to: 1200)) }
      }
    } else if let failure = item.failure {
      ItemMarkup.entry(failed, words.shortened(failure, to: 400))
    }
  }

  /// The reply around the part, provided that the part stands where its record says.
  private func split(
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

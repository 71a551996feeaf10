/// The rows of a browser in groups, of which a browser lays out those near what is seen alone.
///
/// So a page of 10,000 items opens, and a choice among them is made, in the time that the visible ones take.
struct ItemRows {
  private var done = Markup()
  private var group = Markup()
  private var count = 0

  /// How many rows a group holds; the style sheet estimates the height of so many.
  private static let size = 50

  /// Appends a row.
  mutating func add(_ row: Markup) {
    group.append(row)
    count += 1
    if count % ItemRows.size == 0 { close() }
  }

  /// All rows.
  var markup: Markup {
    var rows = self
    rows.close()
    return rows.done
  }

  private mutating func close() {
    guard !group.bytes.isEmpty else { return }
    done.append(tag("div", .class("item-group")) { group })
    group = Markup()
  }
}

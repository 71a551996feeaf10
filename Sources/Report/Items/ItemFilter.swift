internal import Record

/// A choice over the items of a browser: its options are numbered, and each item has the number of one of them.
///
/// Choosing works without a script: the page has a rule for each number that can be chosen, which hides the items of all others.
struct ItemFilter {
  /// What is chosen, such as `Outcome`.
  let name: String
  /// The letter of its class names.
  let letter: Character
  private let words: PageWords
  /// What can be chosen, in the order of first appearance, with how many items have it.
  private(set) var options: [(text: String, count: Int)] = []
  private var numbers: [String: Int] = [:]

  /// The most options; values behind them share the last one.
  static let most = 40
  /// The filters that there are, by the letters of their class names.
  static let letters: [Character] = ["s", "o", "v", "c", "m"]

  init(_ name: String, _ letter: Character, _ words: PageWords) { (self.name, self.letter, self.words) = (name, letter, words) }

  /// The class name of an item with a value.
  mutating func add(_ value: String) -> String {
    if let number = numbers[value] {
      options[number].count += 1
      return "\(letter)\(number)"
    }
    if options.count == ItemFilter.most - 1 { options.append((words.other, 0)) }
    let number = min(options.count, ItemFilter.most - 1)
    if number == options.count { options.append((value, 0)) }
    numbers[value] = number
    options[number].count += 1
    return "\(letter)\(number)"
  }

  /// The choice as a list to select from; nothing where there is nothing to choose.
  @MarkupBuilder var markup: Markup {
    if options.count > 1 {
      tag("label") {
        "\(name) "
        tag("select", Attribute("autocomplete", "off")) {
          tag("option", text: words.all)
          for (number, option) in options.enumerated() {
            tag(
              "option", .class("pick-\(letter)\(number)"),
              text: words.shortened(option.text, to: 60) + words.inParentheses(grouped(option.count)))
          }
        }
      }
    }
  }
}

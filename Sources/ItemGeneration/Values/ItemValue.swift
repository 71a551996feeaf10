internal import Record

/// A value of a template: a number, a text, a truth value, a date, or a list of values.
enum ItemValue: Sendable {
  /// A whole number of 64 bits; every whole number that fits is one.
  case integer(Int)
  /// Any other exact number.
  case rational(Rational)
  case text(String)
  case truth(Bool)
  /// Days since 1970-01-01 of the Gregorian calendar.
  case date(Int)
  case list([ItemValue])

  /// An exact number in its one form.
  init(_ number: Rational) {
    if number.denominator == 1, let whole = Int(exactly: number.numerator) { self = .integer(whole) } else { self = .rational(number) }
  }

  /// The exact number, or `nil`.
  var number: Rational? {
    switch self {
    case .integer(let whole): Rational(whole)
    case .rational(let number): number
    default: nil
    }
  }

  /// What it is, for a message.
  var noun: String {
    switch self {
    case .integer, .rational: "a number"
    case .text: "a text"
    case .truth: "a truth value"
    case .date: "a date"
    case .list: "a list"
    }
  }

  /// The text that a place of a wording shows.
  func text(in language: ItemLanguage) -> String {
    switch self {
    case .integer(let whole): String(whole)
    case .rational(let number): number.recordText
    case .text(let text): text
    case .truth(let flag): language.truth(flag)
    case .date(let days): CivilDate(days: days).text
    case .list(let elements): elements.map { $0.text(in: language) }.joined(separator: language.comma)
    }
  }
}

extension ItemValue: Hashable {
  // Texts are the same only byte by byte: what Unicode takes for the same may look the same and is written otherwise.
  static func == (left: ItemValue, right: ItemValue) -> Bool {
    switch (left, right) {
    case (.integer(let left), .integer(let right)): left == right
    case (.rational(let left), .rational(let right)): left == right
    case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
    case (.truth(let left), .truth(let right)): left == right
    case (.date(let left), .date(let right)): left == right
    case (.list(let left), .list(let right)): left == right
    default: false
    }
  }

  func hash(into hasher: inout Hasher) {
    switch self {
    case .integer(let whole): hasher.combine(whole)
    case .rational(let number): hasher.combine(number)
    case .text(let text): for byte in text.utf8 { hasher.combine(byte) }
    case .truth(let flag): hasher.combine(flag)
    case .date(let days): hasher.combine(days)
    case .list(let elements): hasher.combine(elements)
    }
  }
}

/// A language that questions are worded in.
public enum ItemLanguage: String, Sendable, Hashable, CaseIterable {
  /// English.
  case en
  /// Chinese, in simplified characters.
  case zh

  var comma: String { self == .en ? ", " : "、" }
  func truth(_ flag: Bool) -> String { self == .en ? (flag ? "yes" : "no") : (flag ? "是" : "否") }
}

/// What an expression of a template yields, as far as it is known before anything is drawn.
indirect enum ItemType: Hashable, Sendable {
  case number, text, truth, date
  case list(ItemType)
  /// A row of a table, with the names of its columns.
  case row([String], [ItemType])
  /// Anything.
  case any

  /// Whether a value of another type may stand where this one is wanted.
  func takes(_ other: ItemType) -> Bool {
    switch (self, other) {
    case (.any, _), (_, .any): true
    case (.list(let mine), .list(let theirs)): mine.takes(theirs)
    case (.list(let mine), .row(_, let columns)): columns.allSatisfy(mine.takes)
    default: self == other
    }
  }

  /// The type of either of two values.
  func joined(_ other: ItemType) -> ItemType {
    if self == other { return self }
    if case .list(let mine) = self, case .list(let theirs) = other { return .list(mine.joined(theirs)) }
    return .any
  }

  var noun: String {
    switch self {
    case .number: "a number"
    case .text: "a text"
    case .truth: "a truth value"
    case .date: "a date"
    case .list(.any): "a list"
    case .list(let element): "a list of \(element.plural)"
    case .row: "a row of a table"
    case .any: "anything"
    }
  }

  private var plural: String {
    switch self {
    case .number: "numbers"
    case .text: "texts"
    case .truth: "truth values"
    case .date: "dates"
    case .list, .row: "lists"
    case .any: "anything"
    }
  }
}

extension ReplyText {
  /// Whether a scalar is part of a word in Latin letters or a number.
  func isWord(_ index: Int) -> Bool {
    let value = self[index]
    switch value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0xC0...0x24F: return true
    default: return false
    }
  }

  func isLetter(_ index: Int) -> Bool { isWord(index) && !isDigit(index) && self[index] != 0x5F }

  func isDigit(_ index: Int) -> Bool { (0x30...0x39).contains(self[index]) }

  func isHan(_ index: Int) -> Bool { (0x4E00...0x9FFF).contains(self[index]) || (0x3400...0x4DBF).contains(self[index]) }

  /// Whether a scalar is one of some, which are given as text.
  func has(_ characters: StaticScalars, _ index: Int) -> Bool { index >= 0 && index < count && characters.contains(scalars[index]) }

  /// The place behind spaces within the line.
  func behindSpaces(_ index: Int) -> Int {
    var index = index
    while self[index] == 0x20 { index += 1 }
    return index
  }

  /// The place behind spaces and line ends.
  func behindBlank(_ index: Int) -> Int {
    var index = index
    while self[index] == 0x20 || self[index] == 0x0A { index += 1 }
    return index
  }

  /// The place behind a text that stands here, whatever the case of its ASCII letters; `nil` where it does not.
  func behind(_ literal: Literal, _ index: Int) -> Int? {
    let length = literal.scalars.count
    guard index >= 0, index + length <= count else { return nil }
    for offset in 0..<length where ReplyText.lower(scalars[index + offset]) != literal.scalars[offset] { return nil }
    let end = index + length
    return literal.isWord && isWord(end) ? nil : end
  }

  /// The place behind the first of some texts, none of them empty, that stands here.
  func behind(any literals: [Literal], _ index: Int) -> Int? {
    guard index >= 0, index < count else { return nil }
    let first = ReplyText.lower(scalars[index])
    for place in literals.indices where literals[place].first == first {
      if let end = behind(literals[place], index) { return end }
    }
    return nil
  }

  /// The most scalars of a word; no word of the grammar is as long.
  private static let longestWord = 64

  /// The word of Latin letters that ends before a place, in lower case, and where it begins; spaces before the place are passed over.
  func word(before index: Int) -> (text: String, start: Int)? {
    var end = index
    while self[end - 1] == 0x20 || Decoration.emphasis.contains(self[end - 1]) { end -= 1 }
    var start = end
    while end - start < ReplyText.longestWord, isWord(start - 1) || (self[start - 1] == 0x27 && isWord(start - 2)) { start -= 1 }
    return start < end ? (folded(start..<end), start) : nil
  }

  /// The word of Latin letters that begins at a place, in lower case.
  func word(at index: Int) -> (text: String, end: Int)? {
    var end = index
    while end - index < ReplyText.longestWord, isWord(end) || (end > index && self[end] == 0x27 && isWord(end + 1)) { end += 1 }
    return index < end ? (folded(index..<end), end) : nil
  }

  /// Whether the sentence that a place stands in is a question.
  func isQuestion(from index: Int) -> Bool {
    if index < sentence.start || index > sentence.end { (sentence.start, sentence.end) = (index, sentenceEnd(from: index)) }
    return self[sentence.end] == 0x3F
  }

  private func sentenceEnd(from start: Int) -> Int {
    var index = start
    while index < count {
      switch scalars[index] {
      case 0x3F, 0x0A, 0x21, 0x3002: return index
      case 0x2E where !isWord(index + 1): return index
      default: index += 1
      }
    }
    return index
  }

  /// The lines that are not blank, without spaces at their ends.
  var lines: [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for index in 0...count where index == count || scalars[index] == 0x0A {
      let line = trimmed(start..<index)
      if !line.isEmpty { lines.append(line) }
      start = index + 1
    }
    return lines
  }

  /// A range without spaces and line ends at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> { trimmed(range) { $0 == 0x20 || $0 == 0x0A } }

  func trimmed(_ range: Range<Int>, of isOuter: (UInt32) -> Bool) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, isOuter(scalars[low]) { low += 1 }
    while low < high, isOuter(scalars[high - 1]) { high -= 1 }
    return low..<high
  }

  /// All of it without blank ends.
  var body: Range<Int> { trimmed(0..<count) }
}

/// A text to look for, in plain form and lower case.
struct Literal: ExpressibleByStringLiteral {
  let scalars: [UInt32]
  /// The first of them, by which most texts are told apart; 0 where there is none.
  let first: UInt32
  /// Whether it ends with a Latin letter, so that no other may follow.
  let isWord: Bool

  init(stringLiteral text: String) { self.init(text) }

  init(_ text: String) {
    scalars = text.unicodeScalars.compactMap { ReplyText.plain($0.value).map(ReplyText.lower) }
    first = scalars.first ?? 0
    isWord = scalars.last.map { (0x61...0x7A).contains($0) } ?? false
  }
}

/// A small set of scalars, looked for in the text of the program itself, so that one in the middle of a function takes no memory.
struct StaticScalars: ExpressibleByStringLiteral {
  private let text: StaticString

  init(stringLiteral text: StaticString) { self.text = text }

  func contains(_ value: UInt32) -> Bool {
    // A literal of one scalar has no bytes to point to.
    guard text.hasPointerRepresentation else { return text.unicodeScalar.value == value }
    let bytes = unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard value >= 0x80 else { return unsafe bytes.contains { $0 == value } }
    guard let sought = Unicode.Scalar(value).map({ UTF8.encode($0) }) ?? nil else { return false }
    let last = text.utf8CodeUnitCount - sought.count
    guard last >= 0 else { return false }
    // No encoding begins inside another one, so that whatever matches is the scalar.
    for start in 0...last where unsafe bytes[start...].starts(with: sought) { return true }
    return false
  }
}

/// What may stand around an answer without meaning anything.
enum Decoration {
  static let emphasis: StaticScalars = "*_`~"
  static let line: StaticScalars = "*_`~#>- •$"
  static let quotes: StaticScalars = "\"'"
  static let stops: StaticScalars = ".。,;:!、"
}

extension ResultValue.Content: Hashable {
  /// Whether two results are the same: numbers by their bits, so that a zero with another sign is another result, texts by their bytes.
  public static func == (left: ResultValue.Content, right: ResultValue.Content) -> Bool {
    switch (left, right) {
    case (.digest(let mine), .digest(let other)): mine == other
    case (.count(let mine), .count(let other)): mine == other
    case (.share(let part, let total), .share(let otherPart, let otherTotal)): part == otherPart && total == otherTotal
    case (.number(let mine), .number(let other)): mine.bitPattern == other.bitPattern
    case (.series(let mine), .series(let other)): mine.lazy.map(\.bitPattern).elementsEqual(other.lazy.map(\.bitPattern))
    case (.text(let mine), .text(let other)): isSpelledAlike(mine, other)
    case (.flag(let mine), .flag(let other)): mine == other
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .digest(let digest): hasher.combine(digest)
    case .count(let count): hasher.combine(count)
    case .share(let part, let total): hasher.combine([part, total])
    case .number(let number): hasher.combine(number.bitPattern)
    case .series(let numbers): hasher.combine(numbers.map(\.bitPattern))
    case .text(let text): hasher.combineBytes(of: text)
    case .flag(let flag): hasher.combine(flag)
    }
  }
}

extension Hasher {
  /// Takes in a text by its bytes, as texts of records are compared, and in time that grows with them alone.
  mutating func combineBytes(of text: String) {
    var text = text
    text.withUTF8 { unsafe combine(bytes: UnsafeRawBufferPointer($0)) }
    combine(0xFF as UInt8)
  }
}

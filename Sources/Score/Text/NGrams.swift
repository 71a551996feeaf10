/// Numbers for tokens, so that n-grams of several texts are compared as numbers.
struct Vocabulary<Token: Hashable> {
  private var numbers: [Token: UInt32] = [:]

  /// The number of each token, new ones in the order of their first appearance.
  mutating func numbers(of tokens: some Sequence<Token>) -> [UInt32] {
    tokens.map { token in
      if let number = numbers[token] { return number }
      let number = UInt32(truncatingIfNeeded: numbers.count)
      numbers[token] = number
      return number
    }
  }
}

/// Numbers for n-grams of growing order over several texts: an n-gram is that of its first n − 1 tokens and its last token.
///
/// Complexity: linear in the tokens, for each order.
struct NGramCounts {
  /// The counts of n-grams of each text, by the number of the n-gram.
  private(set) var counts: [[UInt32: Int]]
  private let texts: [[UInt32]]
  /// For each text the numbers of the n-grams that begin at each place.
  private var grams: [[UInt32]]
  private(set) var order = 1

  /// The tokens themselves, order 1.
  init(_ texts: [[UInt32]]) {
    (self.texts, grams) = (texts, texts)
    counts = texts.map(NGramCounts.counted)
  }

  /// Goes on to the next order.
  mutating func advance() {
    var numbers: [UInt64: UInt32] = [:]
    for index in texts.indices {
      let (text, old) = (texts[index], grams[index])
      let length = max(0, text.count - order)
      grams[index] = (0..<length).map { start in
        let key = UInt64(old[start]) << 32 | UInt64(text[start + order])
        if let number = numbers[key] { return number }
        let number = UInt32(truncatingIfNeeded: numbers.count)
        numbers[key] = number
        return number
      }
    }
    order += 1
    counts = grams.map(NGramCounts.counted)
  }

  private static func counted(_ grams: [UInt32]) -> [UInt32: Int] {
    var counts: [UInt32: Int] = [:]
    for gram in grams { counts[gram, default: 0] += 1 }
    return counts
  }

  /// How many n-grams a text has.
  func total(_ text: Int) -> Int { grams[text].count }

  /// How many n-grams two texts share, each as often as it stands in both.
  func shared(_ left: Int, _ right: Int) -> Int { NGramCounts.shared(counts[left], counts[right]) }

  /// How many n-grams two tables share, each as often as it stands in both.
  static func shared(_ left: [UInt32: Int], _ right: [UInt32: Int]) -> Int {
    let (small, large) = left.count < right.count ? (left, right) : (right, left)
    return small.reduce(0) { $0 + min($1.value, large[$1.key] ?? 0) }
  }
}

/// The length of the longest common subsequence of two texts.
///
/// Bit-parallel over the shorter text (Hyyrö, "Bit-parallel LCS-length computation revisited", 2004).
/// Complexity: O(m ⌈n/64⌉), n the shorter.
func longestCommonSubsequence(_ left: [UInt32], _ right: [UInt32]) -> Int {
  let (short, long) = left.count < right.count ? (left, right) : (right, left)
  guard !short.isEmpty else { return 0 }
  let words = (short.count + 63) / 64
  var places: [UInt32: [Int]] = [:]
  for (index, token) in short.enumerated() { places[token, default: []].append(index) }
  var row = [UInt64](repeating: .max, count: words)
  var match = [UInt64](repeating: 0, count: words)
  for token in long {
    guard let found = places[token] else { continue }
    for place in found { match[place / 64] |= 1 << UInt64(place % 64) }
    var carry: UInt64 = 0
    for word in 0..<words {
      let (first, one) = row[word].addingReportingOverflow(row[word] & match[word])
      let (sum, two) = first.addingReportingOverflow(carry)
      carry = one || two ? 1 : 0
      row[word] = sum | (row[word] & ~match[word])
    }
    for place in found { match[place / 64] = 0 }
  }
  return (0..<short.count).reduce(0) { $0 + (row[$1 / 64] >> UInt64($1 % 64) & 1 == 0 ? 1 : 0) }
}

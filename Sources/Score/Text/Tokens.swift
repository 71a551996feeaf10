/// How texts are cut into tokens, by the definitions of the programs whose scores are matched.
///
/// Complexity: each is linear in the text.
enum Tokens {
  /// The words of SQuAD's official evaluation: lower case, without the marks of ASCII, without articles.
  ///
  /// Lower case goes by Unicode's full mapping of each scalar, without context.
  static func squad(_ text: String) -> [String] {
    let kept = lowercased(text).filter { !ScalarKind.isASCIIPunctuation($0) }
    return TextStep.articles(kept).split(whereSeparator: ScalarKind.isSplit).map { Scalars($0).text }
  }

  /// The tokens of ROUGE as `rouge-score` has them: runs of a to z and 0 to 9 after lower case.
  ///
  /// - Parameter ideographs: Whether each ideograph is a token too, which Chinese needs.
  static func rouge(_ text: String, ideographs: Bool) -> [String] {
    var tokens: [String] = []
    var word = Scalars()
    func isPart(_ scalar: Unicode.Scalar) -> Bool { ScalarKind.isDigit(scalar) || (0x61...0x7A).contains(scalar.value) }
    for scalar in lowercased(text) {
      if isPart(scalar) {
        word.append(scalar)
        continue
      }
      if !word.isEmpty { tokens.append(word.text) }
      word.removeAll(keepingCapacity: true)
      if ideographs, ScalarKind.isIdeograph(scalar) { tokens.append(String(scalar)) }
    }
    return word.isEmpty ? tokens : tokens + [word.text]
  }

  /// Words between white space, and each ideograph by itself: what a token is where no other definition is asked for.
  static func words(_ text: Scalars) -> [String] {
    var spaced = Scalars()
    spaced.reserveCapacity(text.count)
    for scalar in text { spaced += ScalarKind.isIdeograph(scalar) ? [" ", scalar, " "] : [scalar] }
    return spaced.split(whereSeparator: ScalarKind.isSplit).map { Scalars($0).text }
  }

  /// A text in lower case, scalar by scalar.
  static func lowercased(_ text: String) -> Scalars {
    var result = Scalars()
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.append((0x41...0x5A).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
      } else {
        result += scalar.properties.lowercaseMapping.unicodeScalars
      }
    }
    return result
  }
}

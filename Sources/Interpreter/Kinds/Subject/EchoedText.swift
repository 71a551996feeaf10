internal import Record
internal import Score

/// A text that a subject told the probabilities of, token by token, as the reply to a request with `echo` has it.
struct EchoedText {
  /// Where each token begins in the text's UTF-8, and its logarithm.
  private let tokens: [(start: Int, token: TokenProbability)]

  /// Finds the tokens of a text among those of a reply; what was generated behind the text is let go.
  ///
  /// - Throws: `Unusable` where the reply does not echo the text.
  init(_ tokens: [TokenProbability], of text: String) throws(Unusable) {
    var told = tokens
    guard !told.isEmpty else { throw Unusable("the subject tells no log-probabilities of a given text") }
    let wanted = Array(text.utf8)
    // A mark of the beginning that is not part of the text.
    if let first = told.first, first.logarithm == nil, !wanted.starts(with: first.text.utf8) { told.removeFirst() }
    var found: [(start: Int, token: TokenProbability)] = []
    var at = 0
    for token in told where at < wanted.count {
      guard wanted[at...].starts(with: token.text.utf8), !token.text.isEmpty else {
        throw Unusable("the subject does not repeat the text that it was given, but what follows byte \(at)")
      }
      found.append((at, token))
      at += token.text.utf8.count
    }
    guard at == wanted.count else { throw Unusable("the subject repeats only \(at) of the \(wanted.count) bytes that it was given") }
    self.tokens = found
  }

  /// The tokens from a byte on; the one that the byte stands in is the first of them.
  ///
  /// - Throws: `Unusable` where one of them has no probability.
  func logarithms(from start: Int) throws(Unusable) -> [Double] {
    var logarithms: [Double] = []
    for (place, token) in tokens where place + token.text.utf8.count > start {
      guard let logarithm = token.logarithm else { throw Unusable("the token at byte \(place) of the text has no probability") }
      logarithms.append(logarithm)
    }
    return logarithms
  }

  /// How far apart two engines of one model may be, in nats; what differs by more is another number.
  static let tolerance = 0.1

  /// Whether the probabilities behind a byte are those that the same subject told when it made these tokens.
  func agrees(with generated: [TokenProbability], from start: Int) -> Bool {
    let echoed = tokens.filter { $0.start >= start }.map(\.token)
    guard !generated.isEmpty, echoed.count == generated.count else { return false }
    return zip(echoed, generated).allSatisfy { left, right in
      guard left.text.utf8.elementsEqual(right.text.utf8), let mine = left.logarithm, let other = right.logarithm else { return false }
      return (mine - other).magnitude <= EchoedText.tolerance
    }
  }
}

/// A text as numbers of tokens, checked once so that kernels need not.
///
/// It is read in windows that follow one another without overlap: window w predicts tokens `w * context + 1 ... (w + 1) * context`,
/// each from those before it in the window. Tokens that fill no window are not used.
public struct TextData: Sendable {
  /// The tokens in order.
  public let tokens: [UInt32]
  /// The number of different tokens.
  public let vocabulary: Int
  /// The tokens of a window.
  public let context: Int

  /// The number of whole windows.
  public var windows: Int { max(0, tokens.count - 1) / context }

  /// Creates a text.
  ///
  /// - Throws: `KernelError` if a token is not below `vocabulary`, or the text fills no window.
  public init(tokens: [UInt32], vocabulary: Int, context: Int) throws(KernelError) {
    guard (1...Architecture.limits.width).contains(vocabulary), (1...1 << 16).contains(context) else {
      throw KernelError(
        .parameterOutOfRange, "a text of \(vocabulary) tokens in windows of \(context)",
        hint: "the vocabulary has 1 to \(Architecture.limits.width) tokens, a window 1 to 65536")
    }
    if let place = tokens.firstIndex(where: { $0 >= vocabulary }) {
      throw KernelError(
        .invalidData, "token \(place) of the text is \(tokens[place])", hint: "with \(vocabulary) tokens, ids are below \(vocabulary)")
    }
    guard tokens.count > context else {
      throw KernelError(
        .invalidData, "a text of \(tokens.count) tokens fills no window of \(context) and its next token",
        hint: "use a longer text or a shorter context")
    }
    self.tokens = tokens
    self.vocabulary = vocabulary
    self.context = context
  }

  /// Creates a text of bytes: token i is byte i, of a vocabulary of 256.
  ///
  /// - Throws: `KernelError` if the text fills no window.
  public init(bytes: [UInt8], context: Int) throws(KernelError) {
    try self.init(tokens: bytes.map { UInt32($0) }, vocabulary: 256, context: context)
  }
}

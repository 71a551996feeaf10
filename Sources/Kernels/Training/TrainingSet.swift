/// What a network learns from, or is judged by.
public enum TrainingSet: Sendable {
  /// Rows of features with a class each; for a CNN the features of a row are an image, channels last.
  case table(TrainingData)
  /// A text of tokens, cut into windows.
  case text(TextData)

  /// The number of rows: of the table, or windows of the text.
  public var rows: Int {
    switch self {
    case .table(let data): data.rows
    case .text(let data): data.windows
    }
  }

  /// Checks that a network can take the data.
  func check(fits architecture: Architecture) throws(KernelError) {
    switch (self, architecture) {
    case (.table(let data), .mlp), (.table(let data), .cnn):
      guard architecture.inputs == data.columns, architecture.outputs == data.classes else {
        throw KernelError(
          .shapeMismatch,
          "a network of \(architecture.inputs) inputs and \(architecture.outputs) outputs does not fit \(data.columns) features "
            + "and \(data.classes) classes",
          hint: "the network has one input a feature, and one output a class")
      }
    case (.text(let data), .gpt(let shape)):
      guard shape.vocabulary >= data.vocabulary, shape.context == data.context else {
        throw KernelError(
          .shapeMismatch,
          "a network of \(shape.vocabulary) tokens and windows of \(shape.context) does not fit a text of \(data.vocabulary) tokens "
            + "and windows of \(data.context)",
          hint: "use the text's vocabulary and context")
      }
    case (.table, .gpt), (.text, .mlp), (.text, .cnn):
      throw KernelError(
        .shapeMismatch, "the data does not suit an \(architecture.kind)", hint: "a gpt learns from text, the others from tables")
    }
    guard (1...Int(UInt32.max)).contains(rows) else {
      throw KernelError(.parameterOutOfRange, "cannot use data of \(rows) rows", hint: "there must be at least one")
    }
  }
}

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

/// A decoder of text in the style of GPT-2: token and position embeddings; blocks of layer norm, causal attention and
/// a residual, layer norm, a GELU layer of four times the width and a residual; a last layer norm and an untied head.
///
/// A row of data is a window of `context` tokens.
public struct GPTShape: Sendable, Equatable {
  /// The number of different tokens.
  public var vocabulary: Int
  /// The number of blocks.
  public var layers: Int
  /// The values that stand for one token.
  public var width: Int
  /// The heads of an attention; they divide the width.
  public var heads: Int
  /// The tokens of a window.
  public var context: Int

  /// What layer norm adds to a variance.
  static let epsilon: Float = 1e-5

  /// Creates a shape.
  public init(vocabulary: Int, layers: Int, width: Int, heads: Int, context: Int) {
    self.vocabulary = vocabulary
    self.layers = layers
    self.width = width
    self.heads = heads
    self.context = context
  }

  func checked() throws(KernelError) {
    try Architecture.check("a vocabulary's size", vocabulary, 1...Architecture.limits.width)
    try Architecture.check("the number of layers", layers, 1...Architecture.limits.depth)
    try Architecture.check("the width", width, 1...1 << 16)
    try Architecture.check("the number of heads", heads, 1...1 << 16)
    try Architecture.check("the context", context, 1...1 << 16)
    guard width % heads == 0 else {
      throw KernelError(
        .shapeMismatch, "\(heads) heads do not divide a width of \(width)", hint: "make the width a multiple of the heads", setting: "heads"
      )
    }
  }
}

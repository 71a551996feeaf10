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

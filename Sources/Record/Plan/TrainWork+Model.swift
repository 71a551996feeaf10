extension TrainWork {
  /// The network that is trained.
  public enum Model: Sendable, Hashable {
    /// Dense layers with ReLU between them, softmax cross-entropy; widths from input to output.
    case mlp(layers: [Int])
    /// Convolutions, then dense layers.
    case cnn(Convolutional)
    /// A transformer over characters.
    case gpt(Transformer)

    /// The word of the language.
    public var word: String {
      switch self {
      case .mlp: "mlp"
      case .cnn: "cnn"
      case .gpt: "gpt"
      }
    }
  }

  /// Convolutions with ReLU and pooling, then dense layers with ReLU between them.
  public struct Convolutional: Sendable, Hashable, Codable {
    /// Height, width and channels of an image.
    public var image: [Int]
    /// The convolutions, from input to output.
    public var convolutions: [Convolution]
    /// Widths of the dense layers up to the number of classes.
    public var dense: [Int]

    /// A network of convolutions and dense layers.
    public init(image: [Int], convolutions: [Convolution], dense: [Int]) {
      self.image = image
      self.convolutions = convolutions
      self.dense = dense
    }

    /// A convolution with bias, ReLU and max pooling.
    public struct Convolution: Sendable, Hashable, Codable {
      /// The channels that it puts out.
      public var channels: Int
      /// The edge of the square kernel.
      public var kernel: Int
      /// The step between the places of the kernel.
      public var stride: Int
      /// The zeros on each side of the image.
      public var padding: Int
      /// The edge of the squares whose largest value is kept; 1: no pooling.
      public var pool: Int

      /// A convolution and its pooling.
      public init(channels: Int, kernel: Int, stride: Int = 1, padding: Int = 0, pool: Int = 1) {
        self.channels = channels
        self.kernel = kernel
        self.stride = stride
        self.padding = padding
        self.pool = pool
      }
    }
  }

  /// A decoder-only transformer over characters.
  public struct Transformer: Sendable, Hashable, Codable {
    /// Blocks of attention and a perceptron.
    public var layers: Int
    /// The numbers that stand for a character between the blocks.
    public var width: Int
    /// The heads of attention; they divide the width.
    public var heads: Int
    /// Characters that it sees.
    public var context: Int

    /// A transformer of equal blocks.
    public init(layers: Int, width: Int, heads: Int, context: Int) {
      self.layers = layers
      self.width = width
      self.heads = heads
      self.context = context
    }
  }
}

extension TrainWork.Model: Codable {
  private struct Perceptron: Codable { var layers: [Int] }

  public init(from decoder: any Decoder) throws {
    let choice = try Choice(from: decoder)
    switch choice.word {
    case "mlp": self = .mlp(layers: try choice.value(Perceptron.self).layers)
    case "cnn": self = .cnn(try choice.value())
    case "gpt": self = .gpt(try choice.value())
    default: throw choice.unknown("model")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .mlp(let layers): try Choice.encode(word, Perceptron(layers: layers), to: encoder)
    case .cnn(let network): try Choice.encode(word, network, to: encoder)
    case .gpt(let network): try Choice.encode(word, network, to: encoder)
    }
  }
}

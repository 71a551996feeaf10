/// Training of a model to a quality target.
///
/// Results of `mlp`: `weights` (digest of the safetensors artefact), `accuracy` (ratio on the test part), `loss` (series, one mean an
/// epoch), `epochs` (count), `reached` (whether the stop rule held).
/// Other models, and whoever uses a key that came later, have more: `docs/bundle-format.md` lists them.
/// Measurement series: `time` (whole training of one sample, to the quality target).
public struct TrainWork: Sendable, Hashable, Codable {
  /// `mlp`: dense layers with ReLU between them, softmax cross-entropy; `cnn`: convolutions before them; `gpt`: a transformer over text.
  public var model: String
  /// `mlp`: widths from input to output.
  public var layers: [Int]?
  public var cnn: Convolutional?
  public var gpt: Transformer?
  public var batch: Int
  /// Rows (texts: windows) whose gradients are computed together; the unit that data-parallel work is cut by.
  public var microBatch: Int?
  public var optimizer: Optimizer
  /// How the learning rate changes; absent: not at all.
  public var schedule: Schedule?
  /// The share of activations that is dropped; absent: none.
  public var dropout: Rational?
  /// Input id.
  public var dataset: String
  /// Over `accuracy` (test part, after each epoch), `loss` (mean of the epoch) and `epoch` (from 1).
  public var stop: Expression?
  /// The most epochs that are run; absent where `steps` alone bounds it.
  public var epochs: Int?
  /// The most steps that are run.
  public var steps: Int?
  /// Weights are kept after every so many epochs; absent: the last ones alone.
  public var checkpoints: Int?
  /// Revisions of the building blocks by name.
  public var revisions: [String: Int]

  public init(
    model: String, layers: [Int]? = nil, cnn: Convolutional? = nil, gpt: Transformer? = nil, batch: Int, microBatch: Int? = nil,
    optimizer: Optimizer, schedule: Schedule? = nil, dropout: Rational? = nil, dataset: String, stop: Expression?, epochs: Int? = nil,
    steps: Int? = nil, checkpoints: Int? = nil, revisions: [String: Int]
  ) {
    self.model = model
    self.layers = layers
    self.cnn = cnn
    self.gpt = gpt
    self.batch = batch
    self.microBatch = microBatch
    self.optimizer = optimizer
    self.schedule = schedule
    self.dropout = dropout
    self.dataset = dataset
    self.stop = stop
    self.epochs = epochs
    self.steps = steps
    self.checkpoints = checkpoints
    self.revisions = revisions
  }

  /// Whether it says nothing but what the first version of the language had, whose plans and results stay as they were.
  public var isPlain: Bool {
    layers != nil && microBatch == nil && schedule == nil && dropout == nil && steps == nil && checkpoints == nil
  }

  /// Convolutions with ReLU and pooling, then dense layers with ReLU between them.
  public struct Convolutional: Sendable, Hashable, Codable {
    /// Height, width and channels of an image.
    public var image: [Int]
    public var convolutions: [Convolution]
    /// Widths of the dense layers up to the number of classes.
    public var dense: [Int]

    public init(image: [Int], convolutions: [Convolution], dense: [Int]) {
      self.image = image
      self.convolutions = convolutions
      self.dense = dense
    }

    public struct Convolution: Sendable, Hashable, Codable {
      public var channels: Int
      /// The edge of the square kernel.
      public var kernel: Int
      /// The step between the places of the kernel.
      public var stride: Int
      /// The zeros on each side of the image.
      public var padding: Int
      /// The edge of the squares whose largest value is kept; 1: no pooling.
      public var pool: Int

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
    public var width: Int
    public var heads: Int
    /// Characters that it sees.
    public var context: Int

    public init(layers: Int, width: Int, heads: Int, context: Int) {
      self.layers = layers
      self.width = width
      self.heads = heads
      self.context = context
    }
  }

  /// Exactly one field is set.
  public struct Schedule: Sendable, Hashable, Codable {
    public var step: Step?
    public var cosine: Cosine?

    public init(step: Step) { self.step = step }
    public init(cosine: Cosine) { self.cosine = cosine }

    /// The learning rate times `factor` after every so many steps.
    public struct Step: Sendable, Hashable, Codable {
      public var every: Int
      public var factor: Rational

      public init(every: Int, factor: Rational) {
        self.every = every
        self.factor = factor
      }
    }

    /// A linear rise over `warmup` steps, then half a cosine down to `final` times the learning rate at step `steps`.
    public struct Cosine: Sendable, Hashable, Codable {
      public var steps: Int
      public var warmup: Int
      public var final: Rational

      public init(steps: Int, warmup: Int, final: Rational) {
        self.steps = steps
        self.warmup = warmup
        self.final = final
      }
    }
  }

  /// Exactly one field is set.
  public struct Optimizer: Sendable, Hashable, Codable {
    public var sgd: SGD?
    public var adamw: AdamW?

    public init(sgd: SGD) { self.sgd = sgd }
    public init(adamw: AdamW) { self.adamw = adamw }

    public struct SGD: Sendable, Hashable, Codable {
      public var lr: Rational
      public var momentum: Rational

      public init(lr: Rational, momentum: Rational) {
        self.lr = lr
        self.momentum = momentum
      }
    }

    /// Decoupled weight decay (Loshchilov and Hutter, arXiv:1711.05101).
    public struct AdamW: Sendable, Hashable, Codable {
      public var lr: Rational
      public var beta1: Rational
      public var beta2: Rational
      public var epsilon: Rational
      public var weightDecay: Rational

      public init(lr: Rational, beta1: Rational, beta2: Rational, epsilon: Rational, weightDecay: Rational) {
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.weightDecay = weightDecay
      }
    }
  }
}

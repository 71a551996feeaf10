/// A network over images: blocks of convolution, bias, ReLU and max pooling, then dense layers with ReLU between them.
///
/// A row of data is an image, channels last: height by width by channels.
public struct CNNShape: Sendable, Equatable {
  /// One block: a convolution with bias, ReLU, and a max pooling if `pool` is above 1.
  public struct Block: Sendable, Equatable {
    /// The channels that the convolution gives.
    public var channels: Int
    /// The height and width of the convolution's kernel.
    public var kernel: Int
    /// The step between the places of the kernel.
    public var stride: Int
    /// The zeros on each side of the image.
    public var padding: Int
    /// The height, width and step of the pooling's windows; 1 for none.
    public var pool: Int

    /// Creates a block.
    public init(channels: Int, kernel: Int, stride: Int = 1, padding: Int = 0, pool: Int = 1) {
      self.channels = channels
      self.kernel = kernel
      self.stride = stride
      self.padding = padding
      self.pool = pool
    }
  }

  /// The rows of an image.
  public var height: Int
  /// The columns of an image.
  public var width: Int
  /// The channels of an image.
  public var channels: Int
  /// The blocks, in order.
  public var blocks: [Block]
  /// The widths of the dense layers behind the blocks; the last one is the number of classes.
  public var dense: [Int]

  /// Creates a shape.
  public init(height: Int, width: Int, channels: Int, blocks: [Block], dense: [Int]) {
    self.height = height
    self.width = width
    self.channels = channels
    self.blocks = blocks
    self.dense = dense
  }

  /// The sizes of an image.
  struct Image {
    var height: Int
    var width: Int
    var channels: Int

    var area: Int { height * width }
    var count: Int { area * channels }
  }

  /// The sizes that one block meets.
  struct Stage {
    var input: Image
    /// Behind the convolution.
    var convolved: Image
    /// Behind the pooling.
    var output: Image
    var block: Block
  }

  /// The sizes of each block; a size is 0 where a kernel or window does not fit.
  func stages() -> [Stage] {
    var image = Image(height: height, width: width, channels: channels)
    return blocks.map { block in
      let size = { (size: Int) -> Int in
        let room = size + 2 * block.padding - block.kernel
        return room < 0 ? 0 : room / block.stride + 1
      }
      let convolved = Image(height: size(image.height), width: size(image.width), channels: block.channels)
      let output = Image(
        height: convolved.height / block.pool, width: convolved.width / block.pool, channels: block.channels)
      let stage = Stage(input: image, convolved: convolved, output: output, block: block)
      image = output
      return stage
    }
  }

  /// The image that the dense layers get.
  var lastImage: Image { stages().last?.output ?? Image(height: height, width: width, channels: channels) }

  /// The dense layers' sizes, the flattened image first.
  var denseLayers: [Int] { [lastImage.count] + dense }

  func checked() throws(KernelError) {
    try Architecture.check("an image's height", height, 1...4096)
    try Architecture.check("an image's width", width, 1...4096)
    try Architecture.check("the number of channels", channels, 1...4096)
    try Architecture.check("the number of blocks", blocks.count, 1...Architecture.limits.depth)
    for block in blocks {
      try Architecture.check("the number of channels", block.channels, 1...4096)
      try Architecture.check("a kernel's size", block.kernel, 1...64)
      try Architecture.check("a stride", block.stride, 1...64)
      try Architecture.check("a padding", block.padding, 0...block.kernel - 1)
      try Architecture.check("a pooling window", block.pool, 1...16)
    }
    for (index, stage) in stages().enumerated() where stage.output.height < 1 || stage.output.width < 1 {
      throw KernelError(
        .shapeMismatch,
        "convolution \(index + 1) finds an image of \(stage.input.height) by \(stage.input.width), too small for its kernel and pooling",
        hint: "use fewer convolutions, smaller windows or more padding", setting: "convolutions")
    }
    try Architecture.check(dense: denseLayers)
  }
}

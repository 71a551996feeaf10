/// Which values one training step drops.
///
/// Each value has its own word of a stream, by its place in the batch, whatever the micro-batches. The words of a step are those of its
/// first site, row after row, then of the next site.
struct DropoutMasks {
  private let probability: Double
  private let key: StreamKey
  /// The first word of each site.
  private let starts: [UInt64]
  /// The values of a row at each site.
  private let widths: [Int]

  /// Takes the words of a step from a stream.
  init(_ probability: Double, widths: [Int], rows: Int, stream: inout RandomStream) {
    self.probability = probability
    key = stream.key
    self.widths = widths
    var starts: [UInt64] = []
    for width in widths {
      starts.append(stream.drawn)
      stream.skip(rows * width)
    }
    self.starts = starts
  }

  /// Drops values of `rows` rows, the first of which is row `first` of the batch; the same for values and for gradients.
  func apply(site: Int, to x: Buffer<Float>, first: Int, rows: Int, engine: Engine) {
    apply(site: site, from: x, to: x, first: first, rows: rows, engine: engine)
  }

  /// The same from one place to another.
  func apply(site: Int, from x: Buffer<Float>, to y: Buffer<Float>, first: Int, rows: Int, engine: Engine) {
    let words = RandomStream(key, drawn: starts[site] + UInt64(first * widths[site]))
    engine.dropout(x, probability: probability, stream: words, into: y, count: rows * widths[site])
  }
}

extension Architecture {
  /// The values of a row at each place where values are dropped.
  var dropoutWidths: [Int] {
    switch self {
    case .mlp(let layers): Array(layers.dropFirst().dropLast())
    case .cnn(let shape): Array(shape.dense.dropLast())
    case .gpt(let shape): [Int](repeating: shape.context * shape.width, count: 1 + 2 * shape.layers)
    }
  }
}

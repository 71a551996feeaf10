internal import Record

/// The models that a train workload may name.
enum ModelKind: String, Sendable, CaseIterable {
  case mlp, cnn, gpt

  /// The settings in `with`.
  var settings: TypedAlternative<ModelSettings> {
    switch self {
    case .mlp: TypedAlternative(rawValue, PerceptronKeys.self) { ModelSettings($0, $0.training, TrainWork.Model.init) }
    case .cnn: TypedAlternative(rawValue, ConvolutionalKeys.self) { ModelSettings($0, $0.training, TrainWork.Model.init) }
    case .gpt: TypedAlternative(rawValue, TransformerKeys.self) { ModelSettings($0, $0.training, TrainWork.Model.init) }
    }
  }

  /// What it learns from.
  var content: FormatEntry.Content {
    switch self {
    case .mlp, .cnn: .table
    case .gpt: .text
    }
  }
}

/// The settings of a train workload: a network, and how it is trained.
struct ModelSettings {
  let mapping: Mapping
  let network: Outcome<TrainWork.Model>
  let training: Outcome<Training>

  fileprivate init<Keys>(
    _ fields: Fields<Keys>, _ training: Fields<TrainingKeys>, _ network: (Fields<Keys>) throws(Reported) -> TrainWork.Model
  ) {
    mapping = fields.mapping
    self.network = Outcome(try network(fields))
    self.training = Outcome(try Training(training))
  }
}

// MARK: - A perceptron

struct PerceptronKeys: KeyTable {
  static let noun = "settings of an `mlp`"
  static let summary = "A perceptron: dense layers with ReLU between them, softmax cross-entropy."

  let layers: TypedKey<[Int]>
  let training: TrainingKeys

  init(_ keys: inout TableBuilder) {
    layers = keys.required("layers", .list(.integer(1...65_536)), "Widths from the number of features to the number of classes.")
    training = TrainingKeys(&keys)
  }
}

extension TrainWork.Model {
  fileprivate init(_ fields: Fields<PerceptronKeys>) throws(Reported) {
    let widths = try fields.layers
    guard (2...64).contains(widths.count), widths.last ?? 0 >= 2 else {
      throw fields.problems.error(
        .outOfRange, "`layers` needs from 2 to 64 widths, the last at least 2", at: fields.place(of: \.layers),
        widths.count == 1 ? "1 width" : "\(widths.count) widths",
        help: "the first is the number of features, the last the number of classes: `[64, 128, 10]`")
    }
    self = .mlp(layers: widths)
  }
}

// MARK: - A network of convolutions

struct ConvolutionalKeys: KeyTable {
  static let noun = "settings of a `cnn`"
  static let summary = "Convolutions with ReLU and pooling, then dense layers with ReLU between them, softmax cross-entropy."

  let image: TypedKey<[Int]>
  let convolutions: TypedKey<[TrainWork.Convolutional.Convolution]>
  let dense: TypedKey<[Int]>
  let training: TrainingKeys

  init(_ keys: inout TableBuilder) {
    image = keys.required(
      "image", .list(.integer(1...4096)),
      "Height, width and channels; the features of a row are its pixels, row by row, the channels of a pixel together.")
    convolutions = keys.required(
      "convolutions", .list(.object(ConvolutionKeys.self) { fields throws(Reported) in try .init(fields) }), "From the image on.")
    dense = keys.required("dense", .list(.integer(1...65_536)), "Widths of the dense layers, the last the number of classes.")
    training = TrainingKeys(&keys)
  }
}

extension TrainWork.Model {
  fileprivate init(_ fields: Fields<ConvolutionalKeys>) throws(Reported) {
    let image = Outcome(try TrainWork.Model.image(fields))
    let convolutions = Outcome(try TrainWork.Model.convolutions(fields))
    let dense = Outcome(try TrainWork.Model.dense(fields))
    self = .cnn(.init(image: try image.get(), convolutions: try convolutions.get(), dense: try dense.get()))
  }

  private static func image(_ fields: Fields<ConvolutionalKeys>) throws(Reported) -> [Int] {
    let image = try fields.image
    if image.count == 3 { return image }
    throw fields.problems.error(
      .outOfRange, "`image` needs a height, a width and a number of channels", at: fields.place(of: \.image),
      image.count == 1 ? "1 number" : "\(image.count) numbers", help: "grey images of 28 by 28 pixels: `[28, 28, 1]`")
  }

  private static func convolutions(_ fields: Fields<ConvolutionalKeys>) throws(Reported) -> [TrainWork.Convolutional.Convolution] {
    let convolutions = try fields.convolutions
    guard convolutions.isEmpty else { return convolutions }
    throw fields.problems.error(
      .outOfRange, "`convolutions` is empty", at: fields.place(of: \.convolutions), "none", help: "a model without convolutions is an `mlp`"
    )
  }

  private static func dense(_ fields: Fields<ConvolutionalKeys>) throws(Reported) -> [Int] {
    let widths = try fields.dense
    if (1...64).contains(widths.count), widths.last ?? 0 >= 2 { return widths }
    throw fields.problems.error(
      .outOfRange, "`dense` needs from 1 to 64 widths, the last at least 2", at: fields.place(of: \.dense),
      widths.count == 1 ? "1 width" : "\(widths.count) widths", help: "the last is the number of classes: `[64, 10]`")
  }
}

struct ConvolutionKeys: KeyTable {
  static let noun = "a convolution"
  static let summary = "A convolution with bias, ReLU, and max pooling."

  let channels: TypedKey<Int>
  let kernel: TypedKey<Int>
  let stride: TypedKey<Int>
  let padding: TypedKey<Int>
  let pool: TypedKey<Int>

  init(_ keys: inout TableBuilder) {
    channels = keys.required("channels", .integer(1...4096), "Its output channels.")
    kernel = keys.standard("kernel", .integer(1...64), "3", "The edge of its square kernel.")
    stride = keys.standard("stride", .integer(1...64), "1", "The step between the places of its kernel.")
    padding = keys.standard("padding", .integer(0...63), "0", "Zeros on each side of the image, fewer than the kernel's edge.")
    pool = keys.standard("pool", .integer(1...16), "1", "The largest of each square of this edge is kept; 1 keeps all.")
  }
}

extension TrainWork.Convolutional.Convolution {
  fileprivate init(_ fields: Fields<ConvolutionKeys>) throws(Reported) {
    let (kernel, padding) = (try fields.kernel, try fields.padding)
    guard padding < kernel else {
      throw fields.problems.error(
        .outOfRange, "a padding of \(padding) does not fit a kernel of \(kernel)", at: fields.place(of: \.padding),
        "has to be below the kernel", also: [Diagnostic.Label(fields.place(of: \.kernel), "the kernel")],
        help: "a kernel of 3 keeps the size of the image with a padding of 1")
    }
    self.init(channels: try fields.channels, kernel: kernel, stride: try fields.stride, padding: padding, pool: try fields.pool)
  }
}

// MARK: - A transformer

struct TransformerKeys: KeyTable {
  static let noun = "settings of a `gpt`"
  static let summary = "A decoder-only transformer that learns which character follows."

  let layers: TypedKey<Int>
  let width: TypedKey<Int>
  let heads: TypedKey<Int>
  let context: TypedKey<Int>
  let training: TrainingKeys

  init(_ keys: inout TableBuilder) {
    layers = keys.required("layers", .integer(1...64), "Blocks of attention and a perceptron.")
    width = keys.required("width", .integer(1...65_536), "Numbers that stand for a character.")
    heads = keys.required("heads", .integer(1...1024), "Heads of the attention; they divide the width.")
    context = keys.required("context", .integer(1...65_536), "Characters that it sees.")
    training = TrainingKeys(&keys)
  }
}

extension TrainWork.Model {
  fileprivate init(_ fields: Fields<TransformerKeys>) throws(Reported) {
    self = .gpt(
      .init(layers: try fields.layers, width: try fields.width, heads: try fields.heads, context: try fields.context))
  }
}

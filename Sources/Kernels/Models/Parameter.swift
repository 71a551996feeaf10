/// One parameter tensor of a network: its name and shape in PyTorch, how it begins, and how it lies in memory.
struct Parameter {
  /// How elements lie in memory, where that differs from PyTorch's order.
  enum Layout: Equatable {
    case plain
    /// A dense layer's weights, one row an input: what forward products read without a transpose.
    case dense(outputs: Int, inputs: Int)
    /// The same behind a flattened image, whose channels come last in memory and first in PyTorch.
    case denseBehindImage(outputs: Int, channels: Int, area: Int)
    /// A convolution's weights: kernel rows and columns, inputs, outputs.
    case convolution(outputs: Int, inputs: Int, area: Int)
  }

  /// The elements at the beginning.
  enum Start: Equatable {
    case zero
    case one
    /// Weights that gather `inputs` values into each of `outputs`.
    case weights(inputs: Int, outputs: Int)
    /// Weights of a transformer's residual branch, of which there are `branches`.
    case residual(branches: Int)
    case embedding
  }

  let name: String
  let shape: [Int]
  let start: Start
  let layout: Layout

  /// The number of elements; an architecture that was checked keeps it small.
  var count: Int { shape.reduce(1, *) }

  init(_ name: String, _ shape: [Int], _ start: Start, _ layout: Layout = .plain) {
    self.name = name
    self.shape = shape
    self.start = start
    self.layout = layout
  }
}

extension Architecture {
  /// The parameters in order: the order of initial draws, of memory, and of files before sorting.
  func parameters() -> [Parameter] {
    switch self {
    case .mlp(let layers): Architecture.denseParameters(layers)
    case .cnn(let shape): shape.parameters()
    case .gpt(let shape): shape.parameters()
    }
  }

  /// The parameters of dense layers; the first one may stand behind an image.
  static func denseParameters(_ layers: [Int], behind image: (channels: Int, area: Int)? = nil) -> [Parameter] {
    zip(layers, layers.dropFirst()).enumerated().flatMap { index, sizes in
      let (inputs, outputs) = sizes
      var layout = Parameter.Layout.dense(outputs: outputs, inputs: inputs)
      if index == 0, let image {
        layout = .denseBehindImage(outputs: outputs, channels: image.channels, area: image.area)
      }
      return [
        Parameter("layers.\(index).weight", [outputs, inputs], .weights(inputs: inputs, outputs: outputs), layout),
        Parameter("layers.\(index).bias", [outputs], .zero),
      ]
    }
  }
}

extension CNNShape {
  fileprivate func parameters() -> [Parameter] {
    let stages = stages()
    let convolutions = stages.enumerated().flatMap { index, stage in
      let (outputs, inputs, kernel) = (stage.block.channels, stage.input.channels, stage.block.kernel)
      let area = kernel * kernel
      return [
        Parameter(
          "convolutions.\(index).weight", [outputs, inputs, kernel, kernel],
          .weights(inputs: inputs * area, outputs: outputs * area),
          .convolution(outputs: outputs, inputs: inputs, area: area)),
        Parameter("convolutions.\(index).bias", [outputs], .zero),
      ]
    }
    let image = lastImage
    return convolutions + Architecture.denseParameters(denseLayers, behind: (image.channels, image.area))
  }
}

extension GPTShape {
  fileprivate func parameters() -> [Parameter] {
    [
      Parameter("tokens.weight", [vocabulary, width], .embedding),
      Parameter("positions.weight", [context, width], .embedding),
    ] + (0..<layers).flatMap(block) + norm("norm") + [
      Parameter(
        "head.weight", [vocabulary, width], .weights(inputs: width, outputs: vocabulary),
        .dense(outputs: vocabulary, inputs: width))
    ]
  }

  private func block(_ index: Int) -> [Parameter] {
    let name = "blocks.\(index)"
    return norm("\(name).norm1") + dense("\(name).qkv", width, 3 * width)
      + dense("\(name).projection", width, width, residual: true) + norm("\(name).norm2")
      + dense("\(name).up", width, 4 * width) + dense("\(name).down", 4 * width, width, residual: true)
  }

  private func norm(_ name: String) -> [Parameter] {
    [Parameter("\(name).weight", [width], .one), Parameter("\(name).bias", [width], .zero)]
  }

  private func dense(_ name: String, _ inputs: Int, _ outputs: Int, residual: Bool = false) -> [Parameter] {
    [
      Parameter(
        "\(name).weight", [outputs, inputs],
        residual ? .residual(branches: 2 * layers) : .weights(inputs: inputs, outputs: outputs),
        .dense(outputs: outputs, inputs: inputs)),
      Parameter("\(name).bias", [outputs], .zero),
    ]
  }
}

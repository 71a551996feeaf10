internal import Record

extension KindCard {
  /// The card of a training.
  static func train(_ work: TrainWork) -> KindCard {
    let bounds = [work.epochs.map { counted($0, "epoch") }, work.steps.map { counted($0, "step") }].compactMap { $0 }
    let bound = bounds.isEmpty ? "" : ", at most \(bounds.joined(separator: " or "))"
    return KindCard(
      title: "Training",
      sentence:
        "Training of the model \(work.model.word) with \(layers(of: work.model)) on \(work.dataset), batches of \(work.batch)\(bound).",
      figures: [.distributions, .curves { series in series == "step-loss" ? "step" : "epoch" }])
  }

  /// The shape of a model in a few words.
  private static func layers(of model: TrainWork.Model) -> String {
    switch model {
    case .mlp(let layers): return "layers \(widths(layers))"
    case .cnn(let network):
      let convolutions = network.convolutions.map { "\($0.kernel)×\($0.kernel) to \($0.channels)" }.joined(separator: ", ")
      return "images of \(network.image.map(String.init).joined(separator: "×")), convolutions \(convolutions), "
        + "layers \(widths(network.dense))"
    case .gpt(let network):
      return "\(counted(network.layers, "layer")) of width \(network.width), \(counted(network.heads, "head")), context \(network.context)"
    }
  }

  private static func widths(_ list: [Int]) -> String { list.map(String.init).joined(separator: "–") }
}

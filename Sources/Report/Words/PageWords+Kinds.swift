internal import Record

/// What cells compute, kind by kind.
extension PageWords {
  var aProgram: String { say("A program", "程序") }
  func program(_ name: String) -> String {
    say("The program \(name), pinned by digest and run in a sandbox.", "程序 \(name)，以摘要固定，在沙箱中运行。")
  }

  var anEvaluation: String { say("An evaluation of answers", "回答评测") }
  func evaluation(_ work: EvaluateWork) -> String {
    let items = work.items.map { say("the first \(counted($0, "item"))", "的前 \(grouped($0)) 道题") } ?? say("the items", "的题目")
    let scorers = list(work.scorers.map { say("\($0.name) (revision \($0.revision))", "\($0.name)（修订 \($0.revision)）") })
    return say(
      "The subject \(work.subject) answers \(items) of \(work.dataset), and \(scorers) judges the answers.",
      "被测对象 \(work.subject) 回答 \(work.dataset) \(items)，由 \(scorers) 评判。")
  }

  var inference: String { say("Inference", "推理") }
  func inference(_ work: InferWork) -> String {
    let scenario = work.scenario.word + inParentheses(work.scenario.settings)
    let summary =
      switch work.scenario {
      case .singleStream: "每次查询一行，逐个进行。"
      case .offline: "所有行一次性处理。"
      }
    return say(
      "Inference with the model of \(work.model) on \(work.dataset), scenario \(scenario). \(work.scenario.entry.summary)",
      "用 \(work.model) 的模型在 \(work.dataset) 上推理，场景 \(scenario)。\(summary)")
  }

  func kernelTitle(_ operation: String) -> String { say("The kernel \(operation)", "算子 \(operation)") }
  func kernel(_ work: KernelWork) -> String {
    let sizes = work.parameters.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { "\($0.key) \(grouped($0.value))" }
    let size = sizes.isEmpty ? "" : say(" with \(list(sizes))", "，\(list(sizes))")
    return say(
      "The kernel \(work.operation)\(size), \(work.tier.rawValue) tier, revision \(work.revision).",
      "算子 \(work.operation)\(size)，数值档 \(work.tier.rawValue)，修订 \(work.revision)。")
  }

  var training: String { say("Training", "训练") }
  func training(_ work: TrainWork) -> String {
    let bounds = [
      work.epochs.map { say(counted($0, "epoch"), "\(grouped($0)) 轮") }, work.steps.map { say(counted($0, "step"), "\(grouped($0)) 步") },
    ].compactMap { $0 }
    let bound = bounds.isEmpty ? "" : say(", at most \(bounds.joined(separator: " or "))", "，最多 \(bounds.joined(separator: "或 "))")
    return say(
      "Training of the model \(work.model.word) with \(layers(of: work.model)) on \(work.dataset), batches of \(work.batch)\(bound).",
      "在 \(work.dataset) 上训练模型 \(work.model.word)（\(layers(of: work.model))），每批 \(work.batch) 个\(bound)。")
  }

  /// The shape of a model in a few words.
  private func layers(of model: TrainWork.Model) -> String {
    func widths(_ list: [Int]) -> String { list.map(String.init).joined(separator: "–") }
    switch model {
    case .mlp(let layers): return say("layers \(widths(layers))", "各层宽度 \(widths(layers))")
    case .cnn(let network):
      let convolutions = list(
        network.convolutions.map { say("\($0.kernel)×\($0.kernel) to \($0.channels)", "\($0.kernel)×\($0.kernel) 至 \($0.channels) 通道") })
      let image = network.image.map(String.init).joined(separator: "×")
      return say(
        "images of \(image), convolutions \(convolutions), layers \(widths(network.dense))",
        "图像 \(image)，卷积 \(convolutions)，全连接层 \(widths(network.dense))")
    case .gpt(let network):
      return say(
        "\(counted(network.layers, "layer")) of width \(network.width), \(counted(network.heads, "head")), context \(network.context)",
        "\(grouped(network.layers)) 层，宽度 \(network.width)，\(grouped(network.heads)) 个注意力头，上下文 \(network.context)")
    }
  }
}

internal import Kernels
public import Record
public import Spec

/// What a training learns from and is judged by.
struct TrainingMaterial {
  let architecture: Architecture
  let train: TrainingSet
  let test: TrainingSet
  /// Of a text, its tokens in order.
  let vocabulary: [Unicode.Scalar]?

  /// Reads a dataset as a model takes it.
  ///
  /// - Parameter seed: The plan's, which the cut into parts is drawn from.
  init(_ work: TrainWork, _ input: InputPlan, _ bytes: [UInt8], seed: Seed) throws(RunFault) {
    guard case .gpt(let gpt) = work.model else {
      architecture = try work.architecture(vocabulary: 0)
      let classes = architecture.outputs
      let split = try LabelledSplit(csv: bytes, input: input, seed: seed, classes: classes)
      guard split.train.columns == architecture.inputs else {
        throw RunFault(
          .shapeMismatch, "`\(input.id)` has \(split.train.columns) features, and the model takes \(architecture.inputs)",
          help: work.model.word == "mlp"
            ? "the first of `layers` is the number of features"
            : "`image` is height, width and channels: their product is the number of features")
      }
      train = .table(try split.train.trainingData(classes: classes))
      test = .table(try split.test.trainingData(classes: classes))
      vocabulary = nil
      return
    }
    let text = try CharacterText(bytes: bytes, input: input)
    architecture = try work.architecture(vocabulary: text.vocabulary.count)
    func windows(_ tokens: [UInt32], _ part: String) throws(RunFault) -> TrainingSet {
      guard tokens.count > gpt.context else {
        throw RunFault(
          .invalidDataset,
          "the part `\(part)` of `\(input.id)` has \(tokens.count) characters, and a context of \(gpt.context) takes more",
          help: "use a longer text, a larger share, or a shorter `context`")
      }
      return .text(
        try orFault { () throws(KernelError) in
          try TextData(tokens: tokens, vocabulary: text.vocabulary.count, context: gpt.context)
        })
    }
    train = try windows(text.train, "train")
    test = try windows(text.test, "test")
    vocabulary = text.vocabulary
  }
}

/// Why a training cannot learn from the bytes of its dataset; `nil` where it can.
public func problem(of work: TrainWork, learningFrom bytes: [UInt8], as input: InputPlan) -> SizeProblem? {
  do throws(RunFault) {
    // Which rows a part has, and so the seed, decides about none of the problems.
    _ = try TrainingMaterial(work, input, bytes, seed: Seed(root: U64(0)))
    return nil
  } catch {
    return SizeProblem(error.message, help: error.help ?? "`docs/language.md` says how a dataset has to be")
  }
}

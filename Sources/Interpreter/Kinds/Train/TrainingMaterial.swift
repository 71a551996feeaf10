internal import Kernels
internal import Record
internal import Text

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
    var faults = DataFaults()
    let material = try TrainingMaterial.reading(work, input, bytes, seed: seed, &faults)
    try faults.throwFirst(in: input.id)
    guard let material else { throw RunFault(.invalidDataset, "`\(input.id)` cannot be read") }
    self = material
  }

  /// The same with everything that is wrong with the dataset.
  static func reading(
    _ work: TrainWork, _ input: InputPlan, _ bytes: [UInt8], seed: Seed, _ faults: inout DataFaults
  ) throws(RunFault) -> TrainingMaterial? {
    if case .gpt(let gpt) = work.model { return try text(work, gpt, try CharacterText(bytes: bytes, input: input), input) }
    guard let format = input.format, format.word == CSVFormat.word else {
      throw RunFault(.invalidDataset, "`\(input.id)` is not declared as CSV", help: "give it `format: { csv: { label: … } }`")
    }
    let architecture = try work.architecture(vocabulary: 0)
    let table = try LabelledTable.reading(csv: bytes, format: format, classes: architecture.outputs, &faults)
    guard let table else { return nil }
    if table.columns != architecture.inputs { faults.add(work.mismatch(table.columns, architecture.inputs)) }
    guard faults.isEmpty else { return nil }
    let split = try LabelledSplit(table, input, seed: seed)
    return TrainingMaterial(
      architecture: architecture, train: .table(try split.train.trainingData(classes: architecture.outputs)),
      test: .table(try split.test.trainingData(classes: architecture.outputs)), vocabulary: nil)
  }

  private static func text(
    _ work: TrainWork, _ gpt: TrainWork.Transformer, _ text: CharacterText, _ input: InputPlan
  ) throws(RunFault) -> TrainingMaterial {
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
    return TrainingMaterial(
      architecture: try work.architecture(vocabulary: text.vocabulary.count), train: try windows(text.train, "train"),
      test: try windows(text.test, "test"), vocabulary: text.vocabulary)
  }

  private init(architecture: Architecture, train: TrainingSet, test: TrainingSet, vocabulary: [Unicode.Scalar]?) {
    (self.architecture, self.train, self.test, self.vocabulary) = (architecture, train, test, vocabulary)
  }
}

extension TrainWork {
  /// A table that has not as many features as the model takes.
  fileprivate func mismatch(_ columns: Int, _ inputs: Int) -> DataFault {
    DataFault(
      .shapeMismatch, "the dataset has \(counted(columns, "feature")), and the model takes \(inputs)",
      help: model.word == "mlp"
        ? "the first of `layers` is the number of features"
        : "`image` is height, width and channels: their product is the number of features")
  }

  /// What is wrong with the dataset that it learns from.
  func faults(of bytes: [UInt8], as input: InputPlan, seed: Seed) -> DataFaults {
    var faults = DataFaults()
    do throws(RunFault) {
      _ = try TrainingMaterial.reading(self, input, bytes, seed: seed, &faults)
    } catch {
      faults.add(DataFault(error))
    }
    return faults
  }
}

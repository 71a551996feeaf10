internal import Attest
internal import Kernels
internal import Prompts
internal import Record

/// What an evaluation asks, one after another: each item of the dataset with its choices in order, and behind it its variants.
struct ItemSequence {
  private var cursor: ItemReader.Cursor
  private var left: Int
  private let arrangement: ItemArrangement
  private var original: EvaluationItem?
  private var variant = 0

  init(_ cursor: ItemReader.Cursor, count: Int, _ arrangement: ItemArrangement) {
    (self.cursor, left, self.arrangement) = (cursor, count, arrangement)
  }

  /// The next item, or `nil` behind the last.
  mutating func next() throws(RunFault) -> EvaluationItem? {
    if let original, variant < arrangement.variants.count {
      defer { variant += 1 }
      return try arrangement.variant(variant, of: original)
    }
    guard left > 0, let item = try cursor.next() else { return nil }
    left -= 1
    variant = 0
    let original = try arrangement.original(item)
    self.original = original
    return original
  }
}

/// Where the items of a dataset stand among all that is asked, and in which order each offers its choices.
struct ItemArrangement {
  let order: PromptPlan.Order
  let variants: [PromptPlan.Variant]
  let streams: PromptStreams

  /// How many questions an item becomes.
  var width: Int { variants.count + 1 }

  /// An item of the dataset as it is asked itself.
  func original(_ item: EvaluationItem) throws(RunFault) -> EvaluationItem {
    let source = item.position
    var item = try ordered(item)
    item.position = source * width
    item.asking.source = source
    return item
  }

  /// An item of a dataset with its choices as they are offered, and nothing else changed.
  func ordered(_ item: EvaluationItem) throws(RunFault) -> EvaluationItem {
    guard order == .shuffled, !item.choices.isEmpty else { return item }
    var stream = try streams.stream("order", item.position)
    return item.offering(ChoiceOrder.shuffled(item.choices.count, by: &stream))
  }

  /// A variant of an item that is asked itself.
  func variant(_ number: Int, of original: EvaluationItem) throws(RunFault) -> EvaluationItem {
    var item = original
    if case .choiceOrder = variants[number].change, !original.choices.isEmpty {
      let order = original.asking.order.isEmpty ? ChoiceOrder.given(original.choices.count) : original.asking.order
      var stream = try streams.stream(variants[number].name, original.asking.source)
      item = original.restored.offering(ChoiceOrder.shuffled(order, differingBy: &stream))
    }
    item.position = original.position + 1 + number
    item.asking.variant = number
    return item
  }
}

extension EvaluationItem {
  /// The item with its choices in the order of its record.
  fileprivate var restored: EvaluationItem {
    guard !asking.order.isEmpty else { return self }
    var item = self
    for (place, source) in asking.order.enumerated() { item.choices[source] = choices[place] }
    item.correct = correct.map { asking.order[$0] }.sorted()
    return item
  }
}

/// The streams of what is drawn for the items of one dataset, the same for every cell that asks it.
struct PromptStreams {
  let seed: Seed
  /// The dataset: an input id.
  let dataset: String
  let trial: Int

  /// The stream of a purpose for the item at a position.
  func stream(_ purpose: String, _ position: Int) throws(RunFault) -> RandomStream {
    let key = seed.streamKey(node: dataset, trial: trial, purpose: "\(purpose)/\(position)")
    return try orFault { () throws(KernelError) in RandomStream(try StreamKey(digest: key.bytes)) }
  }
}

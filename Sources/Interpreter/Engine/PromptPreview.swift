internal import Attest
public import Record

/// What the evaluations of a plan would send, without anybody being asked.
public struct PromptPreview {
  private let plan: Plan
  private let inputs: InputReader

  /// A preview of a plan whose inputs are searched for as a run does it.
  public init(_ plan: Plan, search: InputSearch) {
    self.plan = plan
    inputs = InputReader(plan: plan, search: search)
  }

  /// One question as it would be put.
  public struct Question: Sendable {
    /// The cell that asks it.
    public var node: String
    /// The position of its item in the dataset.
    public var item: Int
    /// The item's own name.
    public var id: String?
    /// The perturbation that it is; absent for the item itself.
    public var variant: String?
    /// The system message.
    public var system: String?
    /// What is said, by whom; the last turn is the assistant's where the answer is begun for it.
    public var turns: [(role: PromptPlan.Role, text: String)]
    /// The letter of the right choice as the choices are offered.
    public var letter: String?
    /// What counts as right.
    public var answers: [String]
    /// The request, as its transcript would record it.
    public var request: JSON
  }

  /// The first items of each evaluation, each with its variants behind it, as the first trial asks them.
  public func questions(items: Int) throws(RunFault) -> [Question] {
    var questions: [Question] = []
    for node in plan.nodes { questions += try self.questions(of: node, items: items) }
    return questions
  }

  private func questions(of node: Node, items count: Int) throws(RunFault) -> [Question] {
    guard case .evaluate = node.work else { return [] }
    let evaluation = try Evaluation(
      plan: plan, node: node, trial: 0, data: { id throws(RunFault) in try inputs.bytes(id) },
      streamKey: { plan.seed.streamKey(node: node.id, trial: 0, purpose: $0) })
    var questions: [Question] = []
    var items = evaluation.items()
    while let item = try items.next(), item.asking.source < count {
      let prompt = try evaluation.prompt(item)
      questions.append(
        Question(
          node: node.id, item: item.asking.source, id: item.id,
          variant: item.asking.variant.map { evaluation.arrangement.variants[$0].name },
          system: prompt.system, turns: prompt.turns.map { ($0.role, $0.text) },
          letter: ItemFields(item: item, mapping: evaluation.reader.mapping).value(FieldPath(["letter"]))?.text, answers: item.answers,
          request: evaluation.subject.request(prompt)))
    }
    return questions
  }
}

internal import Attest
public import Record
internal import Score
internal import Text

/// What asking the items of an evaluation will take, before anything is asked.
public struct EvaluationCost: Sendable, Hashable {
  /// The cell.
  public let node: String
  /// How many of the requests are probes.
  public let probes: Int
  /// Requests of all trials, probes included; what a scorer asks about answers is not known before.
  public let requests: Int
  /// About how many tokens the requests have: four bytes of text a token.
  public let promptTokens: Int
  /// The most tokens that the answers may have.
  public let completionTokens: Int
  /// What all of it costs at most, where the user's prices tell, with its currency: `1.2 USD`.
  public let cost: String?

  /// The items of a long dataset that are looked at; the others are taken to be like them.
  private static let sample = 10_000

  /// The costs of a plan's evaluations whose datasets are at hand, in the order of the plan.
  ///
  /// Complexity: linear in the bytes of the datasets.
  public static func all(of plan: Plan, search: InputSearch, prices: Prices) -> [EvaluationCost] {
    let inputs = InputReader(plan: plan, search: search)
    return plan.nodes.compactMap { node in
      guard case .evaluate = node.work else { return nil }
      return try? EvaluationCost(node, plan, inputs, prices)
    }
  }

  private init(_ node: Node, _ plan: Plan, _ inputs: InputReader, _ prices: Prices) throws(RunFault) {
    let evaluation = try Evaluation(plan: plan, node: node, trial: 0, data: { id throws(RunFault) in try inputs.bytes(id) }) { purpose in
      plan.seed.streamKey(node: node.id, trial: 0, purpose: purpose)
    }
    var (prompt, completion, looked) = (0, 0, 0)
    var items = evaluation.items()
    while looked < EvaluationCost.sample, let item = try items.next() {
      guard case .request(let request) = try evaluation.query(item).content else { continue }
      let estimate = TokenEstimate(request)
      (prompt, completion, looked) = (prompt + estimate.prompt, completion + estimate.completion, looked + 1)
    }
    let factor = looked == 0 ? 0 : Double(evaluation.count) / Double(looked) * Double(node.trials)
    self.node = node.id
    probes = SubjectProbe(evaluation: evaluation).all.count
    requests = evaluation.count * node.trials + probes
    let (asked, answered) = (Int((Double(prompt) * factor).rounded()), Int((Double(completion) * factor).rounded()))
    (promptTokens, completionTokens) = (asked, answered)
    let price = (evaluation.subject as? EndpointSubject).flatMap { prices.price(of: $0) }
    cost = price.map { "\(Format.number($0.cost(prompt: asked, completion: answered), significant: 3)) \($0.currency)" }
  }

  /// The same in a sentence.
  public var sentence: String {
    "`\(node)` sends \(counted(requests, "request"))" + (probes > 0 ? " (\(probes) of them probes)" : "")
      + " with about \(counted(promptTokens, "token")), and gets at most \(counted(completionTokens, "token")) back"
      + (cost.map { ": at most \($0)" } ?? "")
  }
}

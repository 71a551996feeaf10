internal import Record

/// What a run has spent on endpoints so far, over all of its trials.
final class Spending {
  let budget: Budget?
  /// What a subject's tokens cost, where the user told.
  let price: (SubjectPlan) -> TokenPrice?
  private(set) var requests = 0
  private(set) var tokens = 0
  private(set) var money: [String: Double] = [:]

  init(budget: Budget? = nil, price: @escaping (SubjectPlan) -> TokenPrice? = { _ in nil }) { (self.budget, self.price) = (budget, price) }

  /// Whether anybody wants to know what is spent.
  var isWatched: Bool { budget != nil }

  /// Takes down requests and the tokens that they took.
  func add(requests count: Int, prompt: Int, completion: Int, at price: TokenPrice?) {
    requests += count
    tokens += prompt + completion
    if let price { money[price.currency, default: 0] += price.cost(prompt: prompt, completion: completion) }
  }

  /// Whether the budget has no room for a further request of so many tokens, beside those under way, which are taken to be like it.
  func isExhausted(beside open: Int, prompt: Int, completion: Int, at price: TokenPrice?) -> Bool {
    guard let budget else { return false }
    let more = Double(open + 1)
    switch budget.unit {
    case .requests: return Double(requests) + more > budget.limit
    case .tokens: return Double(tokens) + more * Double(prompt + completion) > budget.limit
    case .money(let currency):
      guard let price, price.currency == currency else { return false }
      return money[currency, default: 0] + more * price.cost(prompt: prompt, completion: completion) > budget.limit
    }
  }

  /// Why nothing more is asked.
  var reason: String {
    "the budget of \(budget?.description ?? "none") leaves no room for a further request, after \(requests) requests and \(tokens) tokens"
  }
}

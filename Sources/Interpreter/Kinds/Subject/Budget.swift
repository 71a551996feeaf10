internal import Score

/// The most that a run may spend on endpoints: money, tokens or requests.
public struct Budget: Sendable, Hashable, CustomStringConvertible {
  let limit: Double
  let unit: Unit

  enum Unit: Hashable {
    case money(String)
    case tokens
    case requests
  }

  /// Reads `2 USD`, `100000 tokens` or `500 requests`; `nil` for anything else.
  public init?(_ text: String) {
    if let money = Money(text) {
      (limit, unit) = (money.amount, .money(money.currency))
      return
    }
    let parts = text.split(separator: " ")
    guard parts.count == 2, let count = Int(parts[0]), count >= 0 else { return nil }
    switch parts[1] {
    case "tokens", "token": unit = .tokens
    case "requests", "request": unit = .requests
    default: return nil
    }
    limit = Double(count)
  }

  public var description: String { Budget.text(of: limit, in: unit) }

  static func text(of amount: Double, in unit: Unit) -> String {
    switch unit {
    case .money(let currency): "\(Format.number(amount, significant: 3)) \(currency)"
    case .tokens: "\(Int(amount)) tokens"
    case .requests: "\(Int(amount)) requests"
    }
  }
}

/// What a run has spent on endpoints so far, over all of its trials.
final class Spending {
  let budget: Budget?
  let prices: Prices
  private(set) var requests = 0
  private(set) var tokens = 0
  private(set) var money: [String: Double] = [:]

  init(budget: Budget? = nil, prices: Prices = Prices()) { (self.budget, self.prices) = (budget, prices) }

  /// Whether anybody wants to know what is spent.
  var isWatched: Bool { budget != nil }

  /// Takes down a reply: what it says that it took, else what was estimated; and the tries of it.
  func add(_ reply: Reply, estimated: TokenEstimate, price: TokenPrice?) {
    requests += 1 + reply.retries + reply.resends
    let isPaid = if case .response(let response) = reply.content { response.fault == nil } else { false }
    let prompt = reply.usage?.prompt ?? (isPaid ? estimated.prompt : 0)
    let completion = reply.usage?.completion ?? (isPaid ? estimated.completion : 0)
    tokens += prompt + completion
    if let price { money[price.currency, default: 0] += price.cost(prompt: prompt, completion: completion) }
  }

  /// Whether the budget has no room for a further request of so many tokens, beside those under way.
  func isExhausted(beside open: Int, of estimated: TokenEstimate, price: TokenPrice?) -> Bool {
    guard let budget else { return false }
    let more = Double(open + 1)
    switch budget.unit {
    case .requests: return Double(requests) + more > budget.limit
    case .tokens: return Double(tokens) + more * Double(estimated.total) > budget.limit
    case .money(let currency):
      guard let price, price.currency == currency else { return false }
      let each = price.cost(prompt: estimated.prompt, completion: estimated.completion)
      return money[currency, default: 0] + more * each > budget.limit
    }
  }

  /// Why nothing more is asked.
  var reason: String {
    "the budget of \(budget?.description ?? "none") leaves no room for a further request, after \(requests) requests and \(tokens) tokens"
  }
}

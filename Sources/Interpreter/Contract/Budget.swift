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

/// What a million tokens cost.
struct TokenPrice: Hashable {
  var prompt: Double
  var completion: Double
  var currency: String

  /// What so many tokens cost.
  func cost(prompt tokens: Int, completion answered: Int) -> Double {
    (Double(tokens) * prompt + Double(answered) * completion) / 1e6
  }
}

/// An amount of a currency: `2 USD`.
struct Money: Hashable, Sendable {
  var amount: Double
  var currency: String

  init(amount: Double, currency: String) { (self.amount, self.currency) = (amount, currency) }

  /// Reads a decimal number of at least 0 and a currency of three capital letters.
  init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, parts[0].allSatisfy({ "0123456789.".contains($0) }), let amount = Double(parts[0]), amount.isFinite,
      parts[1].utf8.count == 3, parts[1].utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
    else { return nil }
    (self.amount, currency) = (amount, String(parts[1]))
  }
}

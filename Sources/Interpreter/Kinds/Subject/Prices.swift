internal import Attest

/// What tokens cost, by the user's own configuration; no spec and no bundle has a say in it.
///
/// The file has one block for each model: its name and a colon, then indented lines: `host:`, and `prompt:` and `completion:` with an amount
/// a million tokens and a currency.
public struct Prices: Sendable, Hashable {
  private var entries: [Entry] = []

  /// The price of one model at one host.
  struct Entry: Sendable, Hashable {
    var model: String
    var host = ""
    var prompt: Double?
    var completion: Double?
    var currency: String?
  }

  /// No prices.
  public init() {}

  init(_ entries: [Entry]) { self.entries = entries }

  /// The price of an endpoint's model, where the user named one.
  func price(of endpoint: EndpointSubject) -> TokenPrice? {
    guard let address = try? EndpointAddress(endpoint.url) else { return nil }
    let entry = entries.first { entry in
      entry.model.utf8.elementsEqual(endpoint.model.utf8) && address.isAllowed(by: Permissions(network: [entry.host]))
    }
    return entry.flatMap { entry in
      entry.currency.map { TokenPrice(prompt: entry.prompt ?? 0, completion: entry.completion ?? 0, currency: $0) }
    }
  }

  /// Reads a file such as `~/.config/etalon/prices.yaml`; no prices where there is none.
  ///
  /// - Throws: `bad-prices` with the line that is none.
  public static func load(_ path: String) throws(RunFault) -> Prices {
    guard Files.exists(path) else { return Prices() }
    do { try requireOwnFile(path) } catch { throw RunFault(error) }
    return try parse(String(decoding: try Files.read(path, limit: 1 << 20), as: UTF8.self), path: path)
  }

  static func parse(_ text: String, path: String) throws(RunFault) -> Prices {
    var entries: [Entry] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let content = trimmed(String(line.split(separator: " #", omittingEmptySubsequences: false).first ?? ""))
      if content.isEmpty || content.hasPrefix("#") { continue }
      func fault(_ what: String) -> RunFault {
        RunFault(
          .badPrices, "\(path):\(index + 1): \(what)",
          help: "write a model's name and a colon, then indented `host: NAME`, `prompt: 0.15 USD` and `completion: 0.6 USD`")
      }
      guard let colon = content.lastIndex(of: ":").map({ line.hasPrefix(" ") ? content.firstIndex(of: ":") ?? $0 : $0 }) else {
        throw fault("expected a name and a colon")
      }
      let (key, value) = (trimmed(content[..<colon]), trimmed(content[content.index(after: colon)...]))
      if !line.hasPrefix(" ") {
        guard value.isEmpty, !key.isEmpty else { throw fault("expected a model's name alone on its line") }
        entries.append(Entry(model: unquoted(key)))
      } else if !entries.isEmpty {
        guard entries[entries.count - 1].set(key, to: unquoted(value)) else { throw fault("the value of `\(key)` is none") }
      } else {
        throw fault("expected a model's name first")
      }
    }
    if let open = entries.first(where: { $0.host.isEmpty || $0.currency == nil }) {
      throw RunFault(.badPrices, "\(path): `\(open.model)` lacks its host or its price", help: "add the missing line")
    }
    return Prices(entries)
  }

  private static func unquoted(_ text: String) -> String {
    guard let quote = text.first, text.count >= 2, quote == "\"" || quote == "'", text.last == quote else { return text }
    return String(text.dropFirst().dropLast())
  }
}

extension Prices.Entry {
  /// Takes in a line; `false` where it is none.
  fileprivate mutating func set(_ key: String, to value: String) -> Bool {
    if key == "host" {
      host = value
      return EndpointAddress.authority(value) != nil
    }
    guard let amount = Money(value), currency == nil || currency == amount.currency else { return false }
    switch key {
    case "prompt" where prompt == nil: prompt = amount.amount
    case "completion" where completion == nil: completion = amount.amount
    default: return false
    }
    currency = amount.currency
    return true
  }
}

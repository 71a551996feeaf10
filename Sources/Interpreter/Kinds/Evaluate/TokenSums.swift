internal import Record

/// How many tokens the replies to items say that they took, all together.
struct TokenSums {
  private var sums: [String: Int] = [:]
  private var counted = 0

  /// Takes in what a reply tells; a sum stays exact for any number of items that a dataset may have.
  mutating func add(_ usage: TokenUsage?) {
    guard let usage, usage.total != nil else { return }
    counted += 1
    let told = [
      ("prompt-tokens", usage.prompt), ("completion-tokens", usage.completion), ("reasoning-tokens", usage.reasoning),
      ("cached-tokens", usage.cached),
    ]
    for case (let name, let count?) in told { sums[name, default: 0] += count }
  }

  /// The sums that any reply told something of, and how many items were counted.
  var results: [ResultValue] {
    guard counted > 0 else { return [] }
    let names = ["prompt-tokens", "completion-tokens", "reasoning-tokens", "cached-tokens"]
    return names.compactMap { name in sums[name].map { ResultValue(name, .replayed, .count(U64(UInt64($0)))) } }
      + [ResultValue("items-counted", .replayed, .count(U64(UInt64(counted))))]
  }
}

internal import Kernels
internal import Record

extension Scorer {
  /// `order-test`, revision 1: whether the published order of a set's items is likelier than shuffled orders.
  ///
  /// An item of the dataset is a shard of the set: a list of texts in the published order. A model that has not seen the set holds every
  /// order of a shard alike, so the rank of the published one is uniform (Oren et al., "Proving test set contamination in black-box language
  /// models", 2023). The ranks of all shards add up to an exact test, which asks no more of likelihoods than that they can be compared.
  static let orderTest = Scorer(
    name: "order-test", revision: 1, noun: "an order test",
    summary: "Whether the published order of a set's items is likelier than shuffled orders; an item of the dataset is a shard of the set.",
    settings: [OrderedShard.field.entry, OrderedShard.separator.entry, OrderedShard.shuffles.entry, OrderedShard.seed.entry],
    outputs: [
      Output("order-rank", .lower, "mean share of the shuffled orders that are less likely than the published one; one half by chance")
    ],
    totals: [
      Total(Output("order-p", .higher, "one-sided p-value of no order"), of: ["order-beaten", "order-shards", "order-shuffles"]) { sums in
        guard let beaten = sums.whole("order-beaten"), let shards = sums.whole("order-shards"),
          let shuffles = sums.whole("order-shuffles"), shards > 0, shuffles % shards == 0
        else { return nil }
        return UniformRanks(count: shards, most: shuffles / shards).probability(ofHalves: beaten)
      },
      Total(
        Output("order-gain", .lower, "by how much likelier the published order is, in natural logarithms for each token"),
        of: ["order-nats", "order-shards"]
      ) { $0.share("order-nats", of: "order-shards") },
    ],
    fit: { item, settings in
      guard let field = try? settings.value(OrderedShard.field) else { return nil }
      return OrderedShard.texts(item, field).count < 2 ? "the field `\(field)` of the item is no list of two texts or more" : nil
    }, takesCut: true, asksAgain: true
  ) { (_, item, settings) throws(SettingFault) in
    let shard = try OrderedShard(item, settings)
    return .needs(shard.orders.map { .likelihood(of: $0) }) { replies in
      guard let scores = shard.scores(replies.map(ContinuationLikelihood.init(reply:))) else {
        return .failed("a likelihood of an order is missing")
      }
      return .judged(Judgement(.answer, scores: scores))
    }
  }
}

/// Texts of a set in their published order, and the orders that they are compared with.
struct OrderedShard {
  /// The published order, then the shuffled ones.
  let orders: [String]

  static let field = Setting<String>.standard("field", .text, "shard", "The field of an item that holds the texts of a shard in order.")
  static let separator = Setting<String>.standard("separator", .text, "\n\n", "What stands before each text, as the set was published.")
  static let shuffles = Setting<Int>.standard("shuffles", .integer(8...128), "24", "With how many shuffled orders each shard is compared.")
  static let seed = Setting<Int>.standard("seed", .integer(0...1_000_000_000), "1", "What the shuffled orders are drawn by.")

  static func texts(_ item: Item, _ field: String) -> [String] { (item.fields[field]?.elements ?? []).compactMap(\.text) }

  init(_ item: Item, _ settings: Settings) throws(SettingFault) {
    let texts = OrderedShard.texts(item, try settings.value(OrderedShard.field))
    let separator = try settings.value(OrderedShard.separator)
    // Each shard has a stream of its own, by a hash of its texts (FNV-1a, 64 bits), so that other shards change nothing.
    let hash = texts.joined(separator: "\u{0}").utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    var stream = RandomStream(StreamKey(key: hash, high: UInt64(clamping: try settings.value(OrderedShard.seed))))
    // The separator stands before the first text too, so that no token reaches from the prompt into it.
    func joined(_ texts: [String]) -> String { texts.map { separator + $0 }.joined() }
    var orders = [joined(texts)]
    for _ in 0..<(try settings.value(OrderedShard.shuffles)) {
      var shuffled = texts
      stream.shuffle(&shuffled)
      orders.append(joined(shuffled))
    }
    self.orders = orders
  }

  /// What the likelihoods say; `nil` without all of them.
  func scores(_ likelihoods: [ContinuationLikelihood?]) -> [String: Rational]? {
    let all = likelihoods.compactMap(\.self)
    guard all.count == orders.count, let own = all.first, own.tokens > 0, all.allSatisfy({ $0.logarithm.isFinite }) else { return nil }
    let others = all.dropFirst()
    // Halves, so that an order that is as likely counts for one.
    let beaten = others.reduce(0) { $0 + ($1.logarithm < own.logarithm ? 2 : $1.logarithm == own.logarithm ? 1 : 0) }
    let mean = others.reduce(0) { $0 + $1.logarithm } / Double(others.count)
    guard let rank = Rational(Int128(beaten), over: Int128(2 * others.count)) else { return nil }
    return [
      "order-rank": rank, "order-beaten": Rational(beaten), "order-shards": Rational(1), "order-shuffles": Rational(others.count),
      "order-nats": Rational(published: (own.logarithm - mean) / Double(own.tokens)),
    ]
  }
}

extension [String: Rational] {
  /// A sum that is a whole number and fits.
  fileprivate func whole(_ name: String) -> Int? {
    self[name].flatMap { $0.denominator == 1 ? Int(exactly: $0.numerator) : nil }
  }
}

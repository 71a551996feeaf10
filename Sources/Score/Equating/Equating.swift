// Equating by common items: concurrent calibration of the Rasch model (Kolen and Brennan, "Test Equating, Scaling, and Linking", third
// edition, chapter 6), by marginal maximum likelihood with the items drawn and the systems fixed (De Boeck, "Random item IRT models", 2008).
/// Two releases of a bank on one scale, by the items that stand in both.
///
/// A system of ability θ has an item of difficulty b right with probability 1/(1 + e^(b − θ)). Difficulties are draws from normal distributions of
/// one spread, whose means differ between the linking items (0, which fixes the scale), the other items of the one release, and those of the
/// other. So what is said holds for more items of the kind, and the error of the link is in every interval.
public struct Equating: Sendable {
  /// Which items of a release an item is among.
  public enum Part: Int, Sendable, Hashable, CaseIterable {
    /// In both releases.
    case linking
    /// In the first release alone.
    case first
    /// In the second release alone.
    case second
  }

  /// An item with what systems made of it.
  public struct Item: Sendable, Hashable {
    public var part: Part
    /// Right or wrong by the number of the system; absent where it was not asked.
    public var answers: [Int: Bool]

    /// An item by its part and its answers.
    public init(_ part: Part, _ answers: [Int: Bool]) { (self.part, self.answers) = (part, answers) }
  }

  /// Why two releases cannot be equated.
  public struct Refusal: Error, Sendable, Hashable {
    /// The reason, in a clause.
    public var reason: String
  }

  /// A number with its standard error and its 95 % interval.
  public struct Estimate: Sendable, Hashable {
    public var value: Double
    public var error: Double
    public var low: Double { value - Normal.reach95 * error }
    public var high: Double { value + Normal.reach95 * error }
  }

  /// The abilities, in logits; 0 is an even chance on a linking item of middle difficulty.
  public var abilities: [Double] { Array(parameters.values.prefix(systems)) }
  /// How much difficulties spread, in logits.
  public var spread: Double { parameters.spread }
  /// The mean difficulty of a part, in logits; that of the linking items is 0.
  public func difficulty(_ part: Part) -> Double { parameters.mean(part) }
  /// The logarithm of the likelihood.
  public let logLikelihood: Double
  /// The items of each part.
  public let counts: [Part: Int]
  private let parameters: RaschParameters
  private let covariance: SymmetricMatrix
  private let systems: Int

  /// Fewer linking items than this, or than a fifth of the shorter release, link nothing (Kolen and Brennan, section 8.1).
  public static let leastLinking = 20

  /// Puts all systems on one scale.
  ///
  /// - Throws: `Refusal` where items are too few, a system has all or none right, or the likelihood has no peak.
  /// Complexity: O(items · systems) for each of some 20 iterations.
  public init(_ items: [Item], systems: Int) throws(Refusal) {
    counts = items.reduce(into: [:]) { $0[$1.part, default: 0] += 1 }
    self.systems = systems
    try Equating.require(counts)
    try Equating.require(items, systems)
    let model = RaschModel(items, systems: systems)
    guard let (peak, value) = model.peak() else { throw Refusal(reason: "the likelihood of the answers has no peak: they fix no scale") }
    guard let covariance = model.information(at: peak).inverse() else {
      throw Refusal(reason: "the answers do not fix the scale: its information is singular")
    }
    (parameters, self.covariance, logLikelihood) = (peak, covariance, value)
  }

  private static func require(_ counts: [Part: Int]) throws(Refusal) {
    let linking = counts[.linking] ?? 0
    let shorter = linking + min(counts[.first] ?? 0, counts[.second] ?? 0)
    let least = max(leastLinking, (shorter + 4) / 5)
    guard linking >= least else {
      throw Refusal(reason: "the releases have \(linking) linking items with answers of both sides, and at least \(least) are needed")
    }
  }

  private static func require(_ items: [Item], _ systems: Int) throws(Refusal) {
    for system in 0..<systems {
      let answers = items.compactMap { $0.answers[system] }
      let right = answers.count(where: \.self)
      guard right > 0, right < answers.count else {
        throw Refusal(reason: "system \(system + 1) has \(right == 0 ? "no item" : "every item") right, so it has no place on the scale")
      }
    }
  }

  /// The ability of one system minus that of another.
  public func difference(_ first: Int, _ second: Int) -> Estimate {
    estimate { $0.values[first] - $0.values[second] }
  }

  /// The share of the items of a release that a system has right: also of one that it was never asked.
  ///
  /// - Parameter release: `first` or `second`; with `linking`, of the linking items alone.
  public func score(_ system: Int, on release: Part) -> Estimate {
    estimate { expected($0, system, release) }
  }

  /// How much more of a release the one has right than the other.
  public func scoreDifference(_ first: Int, _ second: Int, on release: Part) -> Estimate {
    estimate { expected($0, first, release) - expected($0, second, release) }
  }

  private func expected(_ parameters: RaschParameters, _ system: Int, _ release: Part) -> Double {
    let ability = parameters.values[system]
    let (linking, own) = (Double(counts[.linking] ?? 0), release == .linking ? 0 : Double(counts[release] ?? 0))
    let shares = linking * parameters.share(ability, .linking) + (own > 0 ? own * parameters.share(ability, release) : 0)
    return shares / (linking + own)
  }

  /// A function of the parameters with the error that follows from theirs (the delta method, by differences).
  private func estimate(_ function: (RaschParameters) -> Double) -> Estimate {
    let slopes = parameters.values.indices.map { index in
      var (up, down) = (parameters, parameters)
      up.values[index] += RaschModel.step
      down.values[index] -= RaschModel.step
      return (function(up) - function(down)) / (2 * RaschModel.step)
    }
    return Estimate(value: function(parameters), error: max(0, covariance.quadratic(slopes)).squareRoot())
  }
}

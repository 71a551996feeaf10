// What two hosts have different, and what follows from it.
public import Record
internal import Text

/// The differences of two fingerprints, and in words whether the same results and the same speed are to be expected.
public struct FingerprintDiff: Sendable, Hashable {
  /// Whether the same results are to be expected.
  public var results: Expectation
  /// Whether the same speed is to be expected.
  public var speed: Expectation
  /// What both tell and not alike: by what it can affect, the gravest first, then by how much the field matters.
  public let differences: [Difference]
  /// Fields that only one of the two tells; they count for nothing.
  public let untold: [Difference]
  /// Taint tags that only one of the two has.
  public let taints: Taints
  /// What disturbed the hosts, as far as it is on record.
  public let disturbances: Disturbances
  /// Whether no plan says which tiers matter, and vendor libraries may give other bits.
  let isVendorOpen: Bool

  /// Taint tags by the side that has them alone.
  public struct Taints: Sendable, Hashable {
    /// Tags that only A has.
    public var left: [String]
    /// Tags that only B has.
    public var right: [String]
  }

  /// An answer with its reason, in one sentence.
  public struct Expectation: Sendable, Hashable {
    /// The answer.
    public var answer: Answer
    /// The reason, as a phrase.
    public var because: String

    /// An answer with its reason.
    public init(answer: Answer, because: String) {
      self.answer = answer
      self.because = because
    }

    /// What is to be expected.
    public typealias Answer = Comparison.Verdict
  }

  /// One field that is not the same.
  public struct Difference: Sendable, Hashable {
    /// The dotted name of the field.
    public var name: String
    /// What the difference can change.
    public var effect: FingerprintField.Effect
    /// What A says, as text; `nil` where it does not tell.
    public var left: String?
    /// What B says, as text; `nil` where it does not tell.
    public var right: String?
    /// Why the one side does not tell.
    public var reason: String?

    /// What the difference can cause; for fields that this release does not know, what their class says.
    var causes: [FingerprintRule.Cause] {
      if let rule = FingerprintRule.rule(for: name) { return rule.causes }
      switch effect {
      case .result: return [.vendorBits, .programBits]
      case .performance: return [.speed]
      case .informational: return []
      }
    }

    /// The difference as a phrase; of sets it says what only one side has.
    var phrase: String {
      let (mine, theirs) = (left.map { excerpt($0, limit: 80) } ?? "not told", right.map { excerpt($0, limit: 80) } ?? "not told")
      guard FingerprintRule.rule(for: name)?.comparison == .set else { return "\(quoted(name)) is \(mine) in A and \(theirs) in B" }
      let only = [(mine, "A"), (theirs, "B")].filter { $0.0 != FieldComparison.nothingMore }.map { "\($0) in \($1) only" }
      return "\(quoted(name)) has \(only.joined(separator: " and "))"
    }
  }

  /// Compares two fingerprints, for a plan where one is at hand.
  ///
  /// Complexity: O(n log n) in the number of fields.
  ///
  /// - Parameter ignoringDisturbances: Whether the hosts are compared as they are when nothing disturbs them.
  public init(_ left: Fingerprint, _ right: Fingerprint, for plan: Plan? = nil, ignoringDisturbances: Bool = false) {
    let disturbances =
      ignoringDisturbances
      ? Disturbances(left: [], right: []) : Disturbances(left: Disturbance.all(in: left), right: Disturbance.all(in: right))
    self.init(left, right, for: plan, disturbances: disturbances)
  }

  init(_ left: Fingerprint, _ right: Fingerprint, for plan: Plan?, disturbances: Disturbances) {
    let compared = FingerprintDiff.compared(left, right)
    differences = compared.filter { $0.outcome == .different }.map { FingerprintDiff.difference($0, left, right) }.sorted(
      by: FingerprintDiff.order)
    untold = compared.filter { $0.outcome == .onlyLeft || $0.outcome == .onlyRight }
      .map { FingerprintDiff.difference($0, left, right) }.sorted(by: FingerprintDiff.order)
    let only = (left.taints.filter { !right.taints.contains($0) }, right.taints.filter { !left.taints.contains($0) })
    taints = Taints(left: only.0, right: only.1)
    self.disturbances = disturbances
    let expectation = ResultExpectation(left: left, right: right, differences: differences, untold: untold, plan: plan)
    results = expectation.answer
    isVendorOpen = plan == nil && expectation.vendor.answer != .yes
    speed = SpeedExpectation(differences: differences, untold: untold, taints: taints, disturbances: disturbances, plan: plan).answer
  }

  /// Whether nothing stands between the two that matters.
  public var isEquivalent: Bool { results.answer == .yes && speed.answer == .yes }

  private static func compared(_ left: Fingerprint, _ right: Fingerprint) -> [FieldComparison] {
    Set(left.fields.keys).union(right.fields.keys).map { FieldComparison($0, left, right) }
  }

  private static func difference(_ field: FieldComparison, _ left: Fingerprint, _ right: Fingerprint) -> Difference {
    let reason: String? =
      switch (field.left, field.right) {
      case (.unknown(let reason), .value), (.value, .unknown(let reason)): reason ?? "not recorded"
      default: nil
      }
    let texts = field.texts
    return Difference(
      name: field.name, effect: effect(field, left, right), left: texts.left, right: texts.right, reason: reason.map { excerpt($0) })
  }

  /// The class by the table, whatever records say; for names that it lacks the graver one that they say.
  private static func effect(_ field: FieldComparison, _ left: Fingerprint, _ right: Fingerprint) -> FingerprintField.Effect {
    if let rule = field.rule { return rule.effect }
    let stated = [left.fields[field.name]?.effect, right.fields[field.name]?.effect].compactMap(\.self)
    return stated.min { $0.rank < $1.rank } ?? .informational
  }

  private static func order(_ one: Difference, _ other: Difference) -> Bool {
    func key(_ difference: Difference) -> (Int, Int) {
      (difference.effect.rank, FingerprintRule.place(of: difference.name) ?? .max)
    }
    let (mine, theirs) = (key(one), key(other))
    return mine == theirs ? one.name.utf8.lexicographicallyPrecedes(other.name.utf8) : mine < theirs
  }
}

extension FingerprintField.Effect {
  /// The gravest effect first.
  var rank: Int {
    switch self {
    case .result: 0
    case .performance: 1
    case .informational: 2
    }
  }
}

// What two hosts have different, and what follows from it.
public import Record
internal import Text

/// The differences of two fingerprints, and in words whether the same results and the same speed are to be expected.
public struct FingerprintDiff: Sendable, Hashable {
  /// Whether the same results are to be expected.
  public var results: Expectation
  /// Whether the same speed is to be expected.
  public var speed: Expectation
  /// By what they can affect, the gravest first, then by name.
  public var differences: [Difference]
  /// Taint tags that only one of the two has.
  public var taints: (left: [String], right: [String]) { (onlyLeft, onlyRight) }
  private var onlyLeft: [String]
  private var onlyRight: [String]

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
    public enum Answer: String, Sendable, Hashable {
      /// The same.
      case yes
      /// Something else.
      case no
      /// Nothing can be said.
      case unknown
    }
  }

  /// One field that is not the same.
  public struct Difference: Sendable, Hashable {
    /// The dotted name of the field.
    public var name: String
    /// What the difference can change.
    public var effect: FingerprintField.Effect
    /// The field on the left; `nil` where it is not recorded.
    public var left: FingerprintField?
    /// The field on the right; `nil` where it is not recorded.
    public var right: FingerprintField?
  }

  /// Compares two fingerprints, for a plan where one is at hand.
  public init(_ left: Fingerprint, _ right: Fingerprint, for plan: Plan? = nil) {
    let differences = FingerprintDiff.differences(left, right)
    self.differences = differences
    onlyLeft = left.taints.filter { !right.taints.contains($0) }
    onlyRight = right.taints.filter { !left.taints.contains($0) }
    results = ResultExpectation(left: left, right: right, differences: differences, plan: plan).answer
    speed = FingerprintDiff.speed(differences, onlyLeft + onlyRight)
  }

  /// Adds a reason, already escaped, that two runs differ in speed although their hosts may be the same.
  mutating func add(slowing reason: String) {
    let others = speed.answer == .no ? "\(speed.because), " : "different: "
    speed = Expectation(answer: .no, because: others + reason)
  }

  /// Whether nothing stands between the two that matters.
  public var isEquivalent: Bool { results.answer == .yes && speed.answer == .yes }

  private static func differences(_ left: Fingerprint, _ right: Fingerprint) -> [Difference] {
    let names = Set(left.fields.keys).union(right.fields.keys)
    let found = names.compactMap { name -> Difference? in
      let (one, other) = (left.fields[name], right.fields[name])
      guard one?.value != other?.value, let effect = graver(one?.effect, other?.effect) else { return nil }
      return Difference(name: name, effect: effect, left: one, right: other)
    }
    return found.sorted { ($0.effect.rank, $0.name) < ($1.effect.rank, $1.name) }
  }

  /// Hostile records may disagree about what a field affects; then the graver one counts.
  private static func graver(_ one: FingerprintField.Effect?, _ other: FingerprintField.Effect?) -> FingerprintField.Effect? {
    [one, other].compactMap(\.self).min { $0.rank < $1.rank }
  }

  private static func speed(_ differences: [Difference], _ taints: [String]) -> Expectation {
    let names = differences.filter { $0.effect == .performance }.map(\.name)
    // Which instructions there are decides speed too, whatever it does to bits.
    let isa = differences.filter { $0.effect == .result && $0.name.hasPrefix("cpu.") }.map(\.name)
    let all = isa + names + taints
    guard !all.isEmpty else { return Expectation(answer: .yes, because: "nothing that affects speed differs") }
    return Expectation(answer: .no, because: "different: \(listed(all, limit: 5))")
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

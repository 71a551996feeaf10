public import Record
internal import Text

/// What a buyer's profile makes of systems: who is admissible, why each other one is out, and what would change that.
public struct ProfileChoice: Sendable, Hashable, Codable {
  /// The name of the profile.
  public var profile: String
  /// Systems that lack something, each with everything that it lacks.
  public var excluded: [Exclusion]
  /// The score of each admissible system by facts: `price`, `power`, `area`.
  public var per: [Quotient]

  /// A system that is out.
  public struct Exclusion: Sendable, Hashable, Codable {
    /// Its name.
    public var system: String
    /// Everything that it lacks.
    public var lacks: [Lack]
  }

  /// Something that a system lacks.
  public struct Lack: Sendable, Hashable, Codable {
    /// The fact.
    public var fact: String
    /// What is wrong, in a clause.
    public var reason: String
    /// What would make it admissible, in a clause.
    public var remedy: String
  }

  /// A score by a fact.
  public struct Quotient: Sendable, Hashable, Codable {
    /// The system.
    public var system: String
    /// The fact.
    public var fact: String
    /// The unit of the fact.
    public var unit: String
    /// The score for each unit, to about 14 digits; absent where nobody told the fact.
    public var score: Double?
  }

  /// Judges systems by the requirements of a profile; who lacks nothing is admissible.
  public init(_ systems: [LeafTable.System], _ profile: BuyerProfile) {
    self.profile = profile.name
    excluded = systems.sorted { $0.name < $1.name }.compactMap { system in
      let lacks = profile.require.compactMap { $0.lack(in: system.facts) }
      return lacks.isEmpty ? nil : Exclusion(system: system.name, lacks: lacks)
    }
    per = []
  }

  /// The scores by the facts that the profile asks for.
  public mutating func divide(_ scores: [(system: LeafTable.System, score: ExactScore)], by facts: [String]) {
    per = facts.flatMap { name in
      scores.map { system, score in
        guard case .amount(let amount, let unit)? = system.facts.last(where: { $0.name == name })?.value, amount > Rational(0) else {
          return Quotient(system: system.name, fact: name, unit: "", score: nil)
        }
        return Quotient(system: system.name, fact: name, unit: unit, score: score.real / amount.real)
      }
    }
  }
}

extension Requirement {
  /// What a system with these facts lacks of the requirement.
  ///
  /// A fact that is not there is not met: nothing is assumed in a system's favour.
  func lack(in facts: [Fact]) -> ProfileChoice.Lack? {
    guard let known = facts.last(where: { $0.name == fact }) else {
      return ProfileChoice.Lack(fact: fact, reason: "no `\(fact)` is declared or recorded", remedy: "a declaration with evidence")
    }
    if let bound = atLeast, let lack = compare(known.value, bound, isLeast: true) { return lack }
    if let bound = atMost, let lack = compare(known.value, bound, isLeast: false) { return lack }
    guard oneOf != nil || allOf != nil else { return nil }
    guard case .words(let words) = known.value else {
      return ProfileChoice.Lack(fact: fact, reason: "`\(fact)` is \(known.value.words), which is no list of words", remedy: "words")
    }
    if let oneOf, !oneOf.contains(where: words.contains) {
      return ProfileChoice.Lack(
        fact: fact, reason: "`\(fact)` is \(known.value.words)", remedy: "one of \(oneOf.joined(separator: ", "))")
    }
    let missing = (allOf ?? []).filter { !words.contains($0) }
    return missing.isEmpty
      ? nil : ProfileChoice.Lack(fact: fact, reason: "`\(fact)` lacks \(missing.joined(separator: ", "))", remedy: "to have these")
  }

  private func compare(_ value: Fact.Value, _ bound: Fact.Value, isLeast: Bool) -> ProfileChoice.Lack? {
    let isMet: Bool
    switch (value, bound) {
    case (.amount(let own, let unit), .amount(let other, let wanted)) where unit == wanted: isMet = isLeast ? own >= other : own <= other
    case (.day(let own), .day(let other)): isMet = isLeast ? own >= other : own <= other
    default:
      return ProfileChoice.Lack(
        fact: fact, reason: "`\(fact)` is \(value.words), which cannot be compared with \(bound.words)", remedy: "the same unit")
    }
    guard !isMet else { return nil }
    return ProfileChoice.Lack(
      fact: fact, reason: "`\(fact)` is \(value.words), and \(isLeast ? "at least" : "at most") \(bound.words) is required",
      remedy: "a requirement of \(value.words)")
  }
}

extension Fact.Value {
  /// The value for people.
  public var words: String {
    switch self {
    case .amount(let amount, let unit): unit == "B" ? Fact.Value.memory(amount) : "\(amount) \(unit)"
    case .day(let day): day
    case .words(let words): words.joined(separator: ", ")
    }
  }

  private static func memory(_ bytes: Rational) -> String {
    let gibibytes = bytes.real / Double(1 << 30)
    return "\((gibibytes * 10).rounded() / 10) GiB"
  }
}

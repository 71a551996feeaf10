internal import Record
internal import Text

/// One field of two fingerprints, compared as its rule says.
struct FieldComparison {
  let name: String
  let rule: FingerprintRule?
  let left: Side
  let right: Side

  /// What one fingerprint says of the field.
  enum Side: Equatable {
    case value(JSON)
    /// Why there is no value; `nil` where the field is not there.
    case unknown(String?)

    var value: JSON? { if case .value(let value) = self { value } else { nil } }
  }

  init(_ name: String, _ left: Fingerprint, _ right: Fingerprint) {
    self.name = name
    rule = FingerprintRule.rule(for: name)
    self.left = FieldComparison.side(name, left, rule)
    self.right = FieldComparison.side(name, right, rule)
  }

  /// Every probe writes this field, so who has it tells of its environment.
  private static let environmentMark = "environment.LD_PRELOAD"

  private static func side(_ name: String, _ fingerprint: Fingerprint, _ rule: FingerprintRule?) -> Side {
    let field = fingerprint.fields[name]
    if let value = field?.value { return .value(value) }
    if rule?.comparison == .variable, fingerprint.fields[environmentMark] != nil {
      return .value(.string(field?.reason ?? "not set"))
    }
    return .unknown(field?.reason)
  }

  enum Outcome: Equatable {
    case same
    case different
    case onlyLeft
    case onlyRight
    case neither
  }

  var outcome: Outcome {
    switch (left, right) {
    case (.value(let one), .value(let other)): isSame(one, other) ? .same : .different
    case (.value, .unknown): .onlyLeft
    case (.unknown, .value): .onlyRight
    case (.unknown, .unknown): .neither
    }
  }

  private func isSame(_ one: JSON, _ other: JSON) -> Bool {
    if one == other { return true }
    switch rule?.comparison {
    case .set: return FieldComparison.members(one) == FieldComparison.members(other)
    case .within(let percent):
      guard let mine = one.number, let theirs = other.number else { return false }
      // checked: these are binary64.
      return abs(mine - theirs) * 100 <= Double(percent) * max(abs(mine), abs(theirs))
    case .exact, .variable, nil: return false
    }
  }

  /// The elements of a list, or the words of a text.
  private static func members(_ value: JSON) -> Set<String> {
    if let elements = value.elements { return Set(elements.map { $0.text ?? $0.canonicalText }) }
    return Set((value.text ?? value.canonicalText).split(separator: " ").map(String.init))
  }

  /// Both values as texts; of sets only what the other side lacks.
  var texts: (left: String?, right: String?) {
    if rule?.comparison == .set, let one = left.value, let other = right.value {
      let (mine, theirs) = (FieldComparison.members(one), FieldComparison.members(other))
      return (FieldComparison.surplus(mine, over: theirs), FieldComparison.surplus(theirs, over: mine))
    }
    return (left.value.map(FieldComparison.text), right.value.map(FieldComparison.text))
  }

  /// Said of a set that has nothing which the other one lacks.
  static let nothingMore = "nothing more"

  private static func surplus(_ members: Set<String>, over others: Set<String>) -> String {
    let only = members.subtracting(others).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return only.isEmpty ? nothingMore : excerpt(only.joined(separator: ", "))
  }

  static func text(_ value: JSON) -> String {
    switch value {
    case .string(let text): excerpt(text)
    case .bool(let flag): flag ? "yes" : "no"
    case .array(let elements): excerpt(elements.map(text).joined(separator: ", "))
    case .object(let object): excerpt(object.members.map { "\($0.name): \(text($0.value))" }.joined(separator: "; "))
    case .null, .number: excerpt(value.canonicalText)
    }
  }
}

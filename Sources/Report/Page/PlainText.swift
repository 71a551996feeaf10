internal import Record

/// A value as people write it: texts without quotes, lists with commas, members with colons.
func plainText(_ value: JSON) -> String {
  switch value {
  case .string(let text): text
  case .bool(let flag): flag ? "yes" : "no"
  case .array(let elements) where !elements.isEmpty: elements.map { plainText($0) }.joined(separator: ", ")
  case .object(let object) where object.members.allSatisfy { !isNested($0.value) } && !object.members.isEmpty:
    object.members.map { "\($0.name): \(plainText($0.value))" }.joined(separator: ", ")
  case .null, .number, .array, .object: value.canonicalText
  }
}

private func isNested(_ value: JSON) -> Bool {
  switch value {
  case .array, .object: true
  case .null, .bool, .number, .string: false
  }
}

/// Settings behind a name: ` (batch 64, queries 8 192)`, nothing where there are none.
func inParentheses(_ settings: Settings) -> String {
  let parts = settings.values.members.map { member in
    let whole = member.value.number.flatMap { Int(exactly: $0) }
    return "\(member.name) \(whole.map(grouped) ?? plainText(member.value))"
  }
  return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
}

internal import Record

/// A value as people write it: texts without quotes, lists with commas, members with colons.
func plainText(_ value: JSON, in language: PageLanguage = .en) -> String {
  switch value {
  case .string(let text): text
  case .bool(let flag): PageWords(language).yes(flag)
  case .array(let elements) where !elements.isEmpty: PageWords(language).list(elements.map { plainText($0, in: language) })
  case .object(let object) where object.members.allSatisfy { !isNested($0.value) } && !object.members.isEmpty:
    PageWords(language).list(object.members.map { PageWords(language).named($0.name, plainText($0.value, in: language)) })
  case .null, .number, .array, .object: value.canonicalText
  }
}

private func isNested(_ value: JSON) -> Bool {
  switch value {
  case .array, .object: true
  case .null, .bool, .number, .string: false
  }
}

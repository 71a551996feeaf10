internal import Record

/// A setting that is one of the words of an enumeration.
protocol SettingWord: SettingValue, RawRepresentable<String>, CaseIterable {}

extension SettingWord {
  init?(setting: JSON?) {
    guard let word = setting?.text, let value = Self(rawValue: word) else { return nil }
    self = value
  }

  var setting: JSON? { .string(rawValue) }
}

extension Setting where Value: SettingWord {
  /// A setting that is one of the words of its type.
  static func word(_ name: String, _ standard: Value, _ summary: String) -> Setting {
    .standard(name, .word(Value.allCases.map(\.rawValue)), standard.rawValue, summary)
  }
}

/// The settings of one entry of a catalogue, as a plan holds them: a canonical JSON value for each name, defaults written out.
public struct Settings: Sendable, Hashable, Codable {
  /// The values by name, each as a plan holds it.
  public private(set) var values: JSON.Object

  /// No settings.
  public init() { values = JSON.Object() }

  /// Settings that a plan or a spec holds.
  public init(values: JSON.Object) { self.values = values }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let object = try container.decode(JSON.self).object else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected an object")
    }
    values = object
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(JSON.object(values))
  }

  /// The value of a setting.
  ///
  /// - Throws: `SettingFault` where a plan lacks it or holds something else; a plan that follows from a spec never does.
  public func value<Value: SettingValue>(_ setting: Setting<Value>) throws(SettingFault) -> Value {
    guard let value = Value(setting: values[setting.entry.name]) else { throw SettingFault(name: setting.entry.name) }
    return value
  }

  /// Sets or removes the value of a setting.
  public mutating func set<Value: SettingValue>(_ setting: Setting<Value>, to value: Value) {
    values[setting.entry.name] = value.setting
  }

  /// The settings with one more.
  public func with<Value: SettingValue>(_ setting: Setting<Value>, _ value: Value) -> Settings {
    var copy = self
    copy.set(setting, to: value)
    return copy
  }
}

/// A plan lacks a setting, or holds something else in its place.
public struct SettingFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// The name of the setting.
  public let name: String
  public var description: String { "the plan has no usable setting `\(name)`" }
}

/// A setting with the type of its values; the only way to read one.
public struct Setting<Value: SettingValue>: Sendable {
  /// What describes the setting.
  public let entry: SettingEntry

  private init(_ entry: SettingEntry) { self.entry = entry }

  /// A setting that a spec has to write.
  public static func required(_ name: String, _ domain: SettingDomain, _ summary: String, since: Int = 1) -> Setting {
    Setting(SettingEntry(name, domain, .required, summary, since: since))
  }

  /// A setting that is `standard`, a spec's spelling, where a spec does not write it.
  public static func standard(
    _ name: String, _ domain: SettingDomain, _ standard: String, _ summary: String, since: Int = 1
  ) -> Setting {
    Setting(SettingEntry(name, domain, .standard(standard), summary, since: since))
  }

  /// A setting that may be absent.
  public static func optional<Wrapped: SettingValue>(
    _ name: String, _ domain: SettingDomain, _ summary: String, since: Int = 1
  ) -> Setting where Value == Wrapped? {
    Setting(SettingEntry(name, domain, .optional, summary, since: since))
  }
}

/// What a setting holds.
public protocol SettingValue: Sendable {
  /// The value of a JSON value, or of none; `nil` where it is something else.
  init?(setting: JSON?)
  /// The value as a plan holds it; `nil` where it is absent.
  var setting: JSON? { get }
}

extension String: SettingValue {
  /// The text of a JSON text.
  public init?(setting: JSON?) {
    guard let text = setting?.text else { return nil }
    self = text
  }

  /// The JSON text.
  public var setting: JSON? { .string(self) }
}

extension Bool: SettingValue {
  /// The truth value of a JSON truth value.
  public init?(setting: JSON?) {
    guard case .bool(let flag)? = setting else { return nil }
    self = flag
  }

  /// The JSON truth value.
  public var setting: JSON? { .bool(self) }
}

extension Int: SettingValue {
  /// The integer of a whole JSON number.
  public init?(setting: JSON?) {
    guard let number = setting?.number, let value = Int(exactly: number) else { return nil }
    self = value
  }

  /// The JSON number.
  public var setting: JSON? { .number(Double(self)) }
}

extension Rational: SettingValue {
  /// The number of its one spelling, a JSON text.
  public init?(setting: JSON?) {
    guard let text = setting?.text, let value = Rational(recordText: text), value.recordText.utf8.elementsEqual(text.utf8) else {
      return nil
    }
    self = value
  }

  /// The one spelling as a JSON text.
  public var setting: JSON? { .string(recordText) }
}

extension Array: SettingValue where Element == String {
  /// The texts of a JSON list of texts.
  public init?(setting: JSON?) {
    guard let elements = setting?.elements else { return nil }
    self = elements.compactMap(\.text)
    if count != elements.count { return nil }
  }

  /// The JSON list.
  public var setting: JSON? { .array(map { .string($0) }) }
}

extension Dictionary: SettingValue where Key == String, Value == String {
  /// The texts by name of a JSON object of texts.
  public init?(setting: JSON?) {
    guard let members = setting?.object?.members else { return nil }
    self.init()
    for member in members {
      guard let text = member.value.text else { return nil }
      self[member.name] = text
    }
  }

  /// The JSON object.
  public var setting: JSON? {
    var object = JSON.Object()
    for (name, text) in self { object[name] = .string(text) }
    return .object(object)
  }
}

extension Optional: SettingValue where Wrapped: SettingValue {
  /// The value of what is present, and `nil` of what is absent.
  public init?(setting: JSON?) {
    guard let setting else {
      self = Wrapped?.none
      return
    }
    guard let value = Wrapped(setting: setting) else { return nil }
    self = value
  }

  /// The value as a plan holds it, `nil` where it is absent.
  public var setting: JSON? { self?.setting }
}

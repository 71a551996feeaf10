/// A value that stands in a record as one JSON string with exactly one spelling.
public protocol TextCodable: Codable {
  /// The value of a spelling, or `nil` where the text is not the one spelling of any value.
  init?(recordText: String)
  /// The one spelling.
  var recordText: String { get }
  /// What a spelling looks like, for the message when a text is none.
  static var recordForm: String { get }
}

extension TextCodable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Self(recordText: text), value.recordText.utf8.elementsEqual(text.utf8) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected \(Self.recordForm)")
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(recordText)
  }
}

/// An unsigned 64-bit integer in a record: always a decimal string, since JSON numbers lose integers above 2^53.
public struct U64: Sendable, Hashable, Comparable, TextCodable, ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// The integer.
  public var value: UInt64

  /// An integer as a record holds it.
  public init(_ value: UInt64) { self.value = value }
  public init(integerLiteral value: UInt64) { self.value = value }
  /// The integer of decimal digits without sign and leading zeros.
  public init?(recordText text: String) {
    guard let value = UInt64(text) else { return nil }
    self.value = value
  }

  /// The decimal digits.
  public var recordText: String { String(value) }
  public var description: String { recordText }
  /// What an integer looks like, for messages.
  public static var recordForm: String { "an unsigned 64-bit integer as a decimal string" }
  public static func < (left: U64, right: U64) -> Bool { left.value < right.value }
}

/// A point in time as RFC 3339 text in UTC with whole seconds, such as `2026-11-23T09:30:00Z`.
public struct Timestamp: Sendable, Hashable, TextCodable, CustomStringConvertible {
  /// The RFC 3339 text, always in UTC and in whole seconds.
  public let recordText: String

  /// The time of an RFC 3339 text in UTC with whole seconds; `nil` for days and seconds that no calendar has.
  public init?(recordText text: String) {
    let shape = Array("dddd-dd-ddTdd:dd:ddZ".utf8)
    let bytes = Array(text.utf8)
    guard bytes.count == shape.count else { return nil }
    for (byte, form) in zip(bytes, shape) {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      guard form == UInt8(ascii: "d") ? isDigit : byte == form else { return nil }
    }
    guard Timestamp.isCivil(bytes) else { return nil }
    recordText = text
  }

  /// Whether digits of the right shape name a day of the calendar and a second of that day (no leap seconds).
  private static func isCivil(_ bytes: [UInt8]) -> Bool {
    func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
    let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard days.indices.contains(month - 1), (1...days[month - 1]).contains(day) else { return false }
    return number(11..<13) < 24 && number(14..<16) < 60 && number(17..<19) < 60
  }

  /// The time that lies so many seconds after 1970-01-01T00:00:00Z (proleptic Gregorian calendar).
  ///
  /// Text has four digits for the year, so times outside the years 0 to 9999 become the first or the last second of those.
  public init(secondsSince1970 seconds: Int) {
    let seconds = min(max(seconds, -62_167_219_200), 253_402_300_799)
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let second = seconds - day * 86_400
    // Days to civil date: H. Hinnant, "chrono-compatible low-level date algorithms".
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let civilMonth = month < 10 ? month + 3 : month - 9
    let year = yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0)
    func pad(_ number: Int, _ width: Int = 2) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    recordText =
      "\(pad(year, 4))-\(pad(civilMonth))-\(pad(dayOfYear - (153 * month + 2) / 5 + 1))T"
      + "\(pad(second / 3600)):\(pad(second / 60 % 60)):\(pad(second % 60))Z"
  }

  public var description: String { recordText }
  /// The form that folder names use: `20261123T093000Z`.
  public var compact: String { recordText.filter { $0 != "-" && $0 != ":" } }
  /// What a time looks like, for messages.
  public static var recordForm: String { "a UTC time such as 2026-11-23T09:30:00Z" }
}

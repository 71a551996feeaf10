public import Attest
internal import Record

extension QuestionBank {
  static let schema = "etalon-bank-1"
  /// The longest that is read.
  public static let limit = 256 << 20

  /// The record, canonical.
  public var bytes: [UInt8] {
    let releases = releases.map { release in
      [
        "dataset": .string(release.dataset.hex), "date": .string("\(release.date)"), "items": .array(release.items.map(JSON.string)),
        "name": .string(release.name), "sealed": .bool(release.isSealed),
      ] as JSON
    }
    let events = events.map { ["date": .string("\($0.date)"), "item": .string($0.item), "state": .string($0.state.word)] as JSON }
    let record: JSON = [
      "events": .array(events), "name": .string(name), "releases": .array(releases), "schema": .string(QuestionBank.schema),
    ]
    return record.canonicalBytes
  }

  /// Reads a bank, whose rules hold again.
  ///
  /// - Throws: `bank-malformed`, `bank-release`, `bank-item`.
  public init(_ bytes: [UInt8]) throws(AttestFault) {
    guard let record = try? JSON(parsing: bytes, limits: JSON.Limits(depth: 6, bytes: QuestionBank.limit, nodes: 20_000_000)),
      record["schema"]?.text == QuestionBank.schema, let name = record["name"]?.text, let releases = record["releases"]?.elements,
      let events = record["events"]?.elements
    else { throw QuestionBank.malformed("it is no record of the schema `\(QuestionBank.schema)`") }
    self.init(name: name)
    var ends: [Event] = []
    for event in events {
      guard let item = event["item"]?.text, let date = event["date"]?.text.flatMap(Day.init),
        let state = State.allCases.first(where: { $0.word == event["state"]?.text }), state.rawValue >= State.retired.rawValue
      else { throw QuestionBank.malformed("an event has no item, no day, or another state than `retired` and `burned`") }
      ends.append(Event(item: item, state: state, date: date))
    }
    // What ended before a release was noted before it.
    var place = 0
    for entry in releases {
      let release = try QuestionBank.release(entry)
      let next = ends[place...].firstIndex { $0.date >= release.date } ?? ends.count
      try end(ends[place..<next])
      place = next
      try add(release)
    }
    try end(ends[place...])
  }

  /// Notes events, those of a day and a state together.
  private mutating func end(_ events: ArraySlice<Event>) throws(AttestFault) {
    var rest = events
    while let first = rest.first {
      let alike = rest.prefix { $0.date == first.date && $0.state == first.state }
      try end(alike.map(\.item), as: first.state, on: first.date)
      rest = rest.dropFirst(alike.count)
    }
  }

  private static func release(_ record: JSON) throws(AttestFault) -> Release {
    guard let name = record["name"]?.text, let date = record["date"]?.text.flatMap(Day.init),
      let dataset = record["dataset"]?.text.flatMap(Digest.init(hex:)), case .bool(let isSealed)? = record["sealed"],
      let items = record["items"]?.elements?.map(\.text), items.allSatisfy({ $0 != nil })
    else { throw malformed("a release lacks its name, day, dataset, items, or whether it is sealed") }
    return Release(name: name, date: date, dataset: dataset, isSealed: isSealed, items: items.compactMap(\.self))
  }

  private static func malformed(_ reason: String) -> AttestFault {
    AttestFault("bank-malformed", "the bank cannot be read: \(reason)", help: "it is the file that `etalon dataset release` wrote")
  }
}

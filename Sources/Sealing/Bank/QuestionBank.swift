public import Attest
public import Record

/// A bank of questions over the years: its releases with their dates, and what became of its items.
public struct QuestionBank: Sendable, Hashable {
  /// What its owner calls it.
  public var name: String
  /// In the order of their dates.
  public private(set) var releases: [Release] = []
  /// Items that were taken out or became known, in the order of their dates.
  public private(set) var events: [Event] = []

  /// A set of items that measured from a day on.
  public struct Release: Sendable, Hashable {
    /// The name, which no other release has.
    public var name: String
    public var date: Day
    /// SHA-256 of the file of items, or of the commitment of a sealed set: what plans name.
    public var dataset: Digest
    /// Whether the items are hidden.
    public var isSealed: Bool
    /// The ids of the items in the order of the dataset.
    public var items: [String]

    /// A release by its parts.
    public init(name: String, date: Day, dataset: Digest, isSealed: Bool, items: [String]) {
      (self.name, self.date, self.dataset, self.isSealed, self.items) = (name, date, dataset, isSealed, items)
    }
  }

  /// The end of an item.
  public struct Event: Sendable, Hashable {
    public var item: String
    /// `retired` or `burned`.
    public var state: State
    public var date: Day

    /// An end by its parts.
    public init(item: String, state: State, date: Day) { (self.item, self.state, self.date) = (item, state, date) }
  }

  /// Where an item stands in its life; each state comes behind the ones before it.
  public enum State: Int, Sendable, Hashable, CaseIterable {
    /// Asked, and hidden from the public.
    case sealed
    /// Asked, and known to everybody.
    case live
    /// Asked no more.
    case retired
    /// Opened or leaked: it measures nothing any more.
    case burned

    /// The word in files.
    public var word: String { "\(self)" }
  }

  /// A day of the Gregorian calendar.
  public struct Day: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// `2026-01-15`.
    public let description: String

    /// A day from its text; `nil` for what is none.
    public init?(_ text: String) {
      guard text.utf8.count == 10, Timestamp(recordText: text + "T00:00:00Z") != nil else { return nil }
      description = text
    }

    /// The day of a moment.
    public init?(of moment: Timestamp) { self.init(String(moment.recordText.prefix(10))) }

    public static func < (left: Day, right: Day) -> Bool { left.description < right.description }
  }

  /// A bank without releases.
  public init(name: String) { self.name = name }

  /// Adds a release behind the others.
  ///
  /// - Throws: `bank-release`, `bank-item`.
  public mutating func add(_ release: Release) throws(AttestFault) {
    func refuse(_ reason: String, _ help: String) -> AttestFault { AttestFault("bank-release", reason, help: help) }
    if let last = releases.last, release.date <= last.date {
      throw refuse(
        "the release `\(release.name)` is of \(release.date), not after `\(last.name)` of \(last.date)",
        "give each release a later day than the one before")
    }
    if releases.contains(where: { $0.name == release.name || $0.dataset == release.dataset }) {
      throw refuse("the bank has a release `\(release.name)`, or one of this set, already", "each release has a name and a set of its own")
    }
    guard !release.items.isEmpty, Set(release.items).count == release.items.count else {
      throw refuse("the release `\(release.name)` has no item, or one twice", "give each item an id of its own")
    }
    let ended = Dictionary(events.map { ($0.item, $0) }, uniquingKeysWith: { $1 })
    for item in release.items {
      guard let end = ended[item], end.date <= release.date else { continue }
      throw AttestFault(
        "bank-item", "the item `\(item)` of release `\(release.name)` is \(end.state.word) since \(end.date)",
        help: "leave it out (`etalon dataset seal --without`)")
    }
    releases.append(release)
  }

  /// Notes that items were retired or burned.
  ///
  /// - Throws: `bank-item`.
  public mutating func end(_ items: [String], as state: State, on date: Day) throws(AttestFault) {
    // The latest release that each stands in.
    let asked = Dictionary(releases.flatMap { release in release.items.map { ($0, release) } }, uniquingKeysWith: { $1 })
    let ended = Dictionary(events.map { ($0.item, $0) }, uniquingKeysWith: { $1 })
    for item in items {
      guard asked[item] != nil else {
        throw AttestFault("bank-item", "no release has an item `\(item)`", help: "`etalon dataset bank FILE` lists the releases")
      }
      if let end = ended[item], end.state.rawValue >= state.rawValue || end.date > date {
        throw AttestFault(
          "bank-item", "the item `\(item)` is \(end.state.word) since \(end.date) already", help: "a state never goes back; leave it out")
      }
      if let asked = asked[item], state == .retired ? asked.date >= date : asked.date > date {
        throw AttestFault(
          "bank-item", "the item `\(item)` stands in release `\(asked.name)` of \(asked.date), so it was not \(state.word) before",
          help: "name a later day")
      }
    }
    if let last = events.last, date < last.date {
      throw AttestFault("bank-item", "something ended on \(last.date), later than \(date)", help: "note what ends in the order of its days")
    }
    events += items.map { Event(item: $0, state: state, date: date) }
  }

  /// Where each item stood on a day; items of later releases are left out.
  public func states(on day: Day? = nil) -> [String: State] {
    func isPast(_ date: Day) -> Bool { day.map { date <= $0 } ?? true }
    var states: [String: State] = [:]
    for release in releases where isPast(release.date) {
      for item in release.items where states[item] != .live { states[item] = release.isSealed ? .sealed : .live }
    }
    for event in events where isPast(event.date) { states[event.item] = event.state }
    return states
  }

  /// The items that link two releases: those of both that were not burned before a day, in the order of the first.
  public func linking(_ first: Release, _ second: Release, until day: Day? = nil) -> [String] {
    let (both, states) = (Set(second.items), states(on: day))
    return first.items.filter { both.contains($0) && states[$0] != .burned }
  }

  /// The release that a plan names by the digest of its dataset.
  public func release(of dataset: Digest) -> Release? { releases.first { $0.dataset == dataset } }
}

public import Attest
public import Record

/// Who did what with a sealed set: lines of which each holds the digest of the one before it.
public struct AccessLog: Sendable, Hashable {
  /// One access.
  public struct Entry: Sendable, Hashable {
    public var act: Act
    public var time: Timestamp
    /// Who, by the key that was used.
    public var holder: String
    /// The items that were shown, in ascending order; empty where a run read all and showed none.
    public var items: [Int]
    /// What it was for: the digest of a plan or of a bundle.
    public var subject: Digest?

    public init(_ act: Act, at time: Timestamp, by holder: String, items: [Int] = [], for subject: Digest? = nil) {
      (self.act, self.time, self.holder, self.items, self.subject) = (act, time, holder, items, subject)
    }
  }

  /// What was done.
  public enum Act: String, Sendable, Hashable, CaseIterable {
    case sealed, ran, opened, audited, published
  }

  public private(set) var entries: [Entry] = []
  /// What the next line holds of the last.
  public private(set) var head: Digest

  /// The log of a set before anything was done with it.
  public init(of set: Digest) { head = set }

  /// Reads a log.
  ///
  /// - Throws: `seal-log`, with the line.
  public init(of set: Digest, _ bytes: [UInt8]) throws(AttestFault) {
    head = set
    var number = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
      number += 1
      guard let record = try? JSON(parsing: Array(line), limits: JSON.Limits(depth: 4, bytes: 256 << 20, nodes: 20_000_000)),
        record["previous"]?.text == head.hex, let entry = AccessLog.entry(record), AccessLog.line(entry, after: head) == Array(line)
      else {
        throw AttestFault(
          "seal-log", "line \(number) of the access log does not follow from the one before it",
          help: "the log was changed: compare it with a copy, and find out who opened what")
      }
      entries.append(entry)
      head = SHA256.digest(of: line)
    }
    guard bytes.last ?? 0x0A == 0x0A else {
      throw AttestFault("seal-log", "the last line of the access log is not whole", help: "a write was cut: remove the line behind the last line feed")
    }
  }

  /// Adds an access; gives the line to append, with its line feed.
  public mutating func add(_ entry: Entry) -> [UInt8] {
    let line = AccessLog.line(entry, after: head)
    entries.append(entry)
    head = SHA256.digest(of: line)
    return line + [0x0A]
  }

  /// The items that were shown at some time.
  public var burned: Set<Int> { entries.reduce(into: []) { $0.formUnion($1.items) } }

  private static func line(_ entry: Entry, after head: Digest) -> [UInt8] {
    var members: [JSON.Object.Member] = [
      .init("act", .string(entry.act.rawValue)), .init("holder", .string(entry.holder)),
      .init("items", .array(entry.items.map { .number(Double($0)) })), .init("previous", .string(head.hex)),
      .init("time", .string(entry.time.recordText)),
    ]
    if let subject = entry.subject { members.append(.init("subject", .string(subject.hex))) }
    return JSON.object(JSON.Object(members)).canonicalBytes
  }

  private static func entry(_ record: JSON) -> Entry? {
    guard let act = record["act"]?.text.flatMap(Act.init), let time = record["time"]?.text.flatMap(Timestamp.init(recordText:)),
      let holder = record["holder"]?.text, let items = record["items"]?.elements?.map({ $0.number.flatMap { Int(exactly: $0) } }),
      items.allSatisfy({ ($0 ?? -1) >= 0 })
    else { return nil }
    return Entry(act, at: time, by: holder, items: items.compactMap(\.self), for: record["subject"]?.text.flatMap(Digest.init(hex:)))
  }
}

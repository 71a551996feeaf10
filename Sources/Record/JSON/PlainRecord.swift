/// A record that is read quickly, without a tree: every member of it, and of all that it holds, is read once and kept as it stands.
///
/// So what has members left over has unknown fields, and nothing has to be written again to be compared. A type that fills in what is not
/// there, or holds free-form JSON, is no such record.
public protocol PlainRecord: Record {}

extension PlainRecord {
  /// The record on a tape; `nil` where it has another shape or unknown fields.
  init?(_ tape: CanonicalTape) {
    guard let record = try? TapeDecoder.decode(Self.self, tape, 0), tape.takenCount == tape.memberCount else { return nil }
    self = record
  }

  public static func quick(_ bytes: [UInt8], _ limits: JSON.Limits) -> Self? {
    (try? CanonicalTape(bytes, limits: limits)).flatMap { Self($0) }
  }
}

/// A record of a run that has an entry for each trial, under `trials`.
public protocol TrialList: PlainRecord {
  associatedtype Entry: PlainRecord
  /// The entries in plan order.
  var trials: [Entry] { get }
}

extension TrialList {
  /// Reads a record as `init(canonical:limits:)` does, and hands over the bytes of each entry, which are its canonical JSON.
  public init(canonical bytes: [UInt8], limits: JSON.Limits, eachEntry: (ArraySlice<UInt8>) -> Void) throws(RecordFault) {
    if let tape = try? CanonicalTape(bytes, limits: limits), let record = Self(tape), let name = tape.member("trials", of: 0),
      let entries = try? tape.elements(of: name + 1)
    {
      for entry in entries { eachEntry(bytes[Int(tape.tokens[entry].start)..<Int(tape.tokens[entry].end)]) }
      self = record
      return
    }
    self = try Self(canonical: bytes, limits: limits)
    for entry in trials { eachEntry(try entry.canonicalBytes()[...]) }
  }
}

extension Results: TrialList {}
extension BoundedResults: TrialList {}
extension Measurements: TrialList {}
extension TrialResult: PlainRecord {}
extension TrialMeasurement: PlainRecord {}
extension TrialLine: PlainRecord {}

public import Record

/// Everything a report is made of: the records of one bundle, and what stands beside them.
@dynamicMemberLookup
public struct ReportInput {
  /// The records of the run.
  public var records: RunRecords
  /// The key id of the envelope over the run, where it is signed.
  ///
  /// The page says whose key it claims to be, never that it holds.
  public var signer: String?
  /// The digest of the bundle's manifest.
  public var root: Digest?
  /// The bytes of a file under `data/artifacts`, for series too long for the record; `nil` where it is not at hand.
  public var artifact: (Digest) -> [UInt8]?
  /// Hands over the first items of a trial with what was said about them; `false` where they are not at hand.
  public var answers: Answers
  /// What makes the measurements doubtful, each in a sentence.
  public var doubts: [Bilingual]
  /// The language of the page's own words; sentences of records stay in English.
  public var language: PageLanguage

  /// A reading of the items of a trial, no more than so many of them.
  public typealias Answers = (_ trial: TrialLine, _ limit: Int, _ take: (AnsweredItem) -> Void) -> Bool

  /// The input of a page; without `artifact` the page draws no series that stands in a file of its own.
  public init(
    _ records: RunRecords, signer: String? = nil, root: Digest? = nil, artifact: @escaping (Digest) -> [UInt8]? = { _ in nil },
    answers: @escaping Answers = { _, _, _ in false }, doubts: [Bilingual] = [],
    language: PageLanguage = .en
  ) {
    self.records = records
    self.signer = signer
    self.root = root
    self.artifact = artifact
    self.answers = answers
    self.doubts = doubts
    self.language = language
  }

  /// One of the records.
  public subscript<Value>(dynamicMember path: WritableKeyPath<RunRecords, Value>) -> Value {
    get { records[keyPath: path] }
    set { records[keyPath: path] = newValue }
  }
}

/// Renders `report.html`: one page that needs no network and no script.
///
/// Equal inputs give equal bytes on every host.
///
/// Every text that comes from the records is escaped. Complexity: O(n log n) in the number of samples; the page's size does not grow
/// with it, since at most a few hundred marks are drawn for a series.
public func renderReport(_ input: ReportInput) -> [UInt8] { Page(input).document.bytes }

/// A file the run reads, pinned by digest.
public struct InputPlan: Sendable, Hashable, Codable {
  /// The name in the spec.
  public var id: String
  /// What the file is for.
  public var kind: Kind
  /// The digest of the file's bytes.
  public var sha256: Digest
  /// The licence that the spec declares; absent where it declares none.
  public var license: String?
  /// How the bytes are read; absent for files that are used as they are.
  public var format: Format?
  /// Parts in order, with their share; the rest of the last part's rounding goes to the last.
  public var split: [SplitPart]
  /// Items that stand in the spec itself: the input is then no file but their canonical JSON, a line each.
  public var items: [JSON]?
  /// Whether the file is the commitment of a sealed set, whose items are encrypted; absent where it is not.
  public var sealed: Bool?
  /// How many items of the sealed set an audit of the run opens; absent where nobody fixed it.
  public var audit: Int?

  /// Whether it is a sealed set.
  public var isSealed: Bool { sealed == true }

  /// An input that is pinned by its digest.
  public init(
    id: String, kind: Kind, sha256: Digest, license: String?, format: Format?, split: [SplitPart] = [], items: [JSON]? = nil,
    sealed: Bool? = nil, audit: Int? = nil
  ) {
    self.id = id
    self.kind = kind
    self.sha256 = sha256
    self.license = license
    self.format = format
    self.split = split
    self.items = items
    self.sealed = sealed
    self.audit = audit
  }

  /// Items as the bytes of a file: canonical JSON (RFC 8785), each on a line.
  public static func lines(of items: [JSON]) -> [UInt8] { items.flatMap { $0.canonicalBytes + [0x0A] } }

  /// What a file is for.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable { case dataset, program, weights }

  /// A part of a dataset, such as `train` or `test`.
  public struct SplitPart: Sendable, Hashable, Codable {
    /// The name of the part.
    public var name: String
    /// The share of the rows, above 0 and at most 1.
    public var share: Rational

    /// A part with its share of the rows.
    public init(name: String, share: Rational) {
      self.name = name
      self.share = share
    }
  }

  /// How the bytes are read: a format of the catalogue and its settings.
  public typealias Format = ChosenEntry
}

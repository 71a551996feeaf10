/// A file the run reads, pinned by digest.
public struct InputPlan: Sendable, Hashable, Codable {
  public var id: String
  public var kind: Kind
  public var sha256: Digest
  public var license: String?
  public var format: Format?
  /// Parts in order, with their share; the rest of the last part's rounding goes to the last.
  public var split: [SplitPart]

  public init(id: String, kind: Kind, sha256: Digest, license: String?, format: Format?, split: [SplitPart] = []) {
    self.id = id
    self.kind = kind
    self.sha256 = sha256
    self.license = license
    self.format = format
    self.split = split
  }

  public enum Kind: String, Sendable, Hashable, Codable { case dataset, program, weights }

  public struct SplitPart: Sendable, Hashable, Codable {
    public var name: String
    public var share: Rational

    public init(name: String, share: Rational) {
      self.name = name
      self.share = share
    }
  }

  /// How the bytes are read: a format of the catalogue and its settings.
  public struct Format: Sendable, Hashable {
    /// The word of the language: `csv`, `jsonl` and so on.
    public var word: String
    public var settings: Settings

    public init(_ word: String, _ settings: Settings) {
      self.word = word
      self.settings = settings
    }
  }
}

extension InputPlan.Format: Codable {
  public init(from decoder: any Decoder) throws {
    let choice = try Choice(from: decoder)
    self.init(choice.word, try choice.value())
  }

  public func encode(to encoder: any Encoder) throws { try Choice.encode(word, settings, to: encoder) }
}

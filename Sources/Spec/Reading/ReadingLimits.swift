/// What a file may cost before it is refused; one set for every document the language reads.
public struct ReadingLimits: Sendable {
  /// Bytes of a file.
  public var bytes: Int = 1 << 20
  /// Sequences and mappings inside one another, aliases followed.
  public var depth: Int = 64
  /// Events of the parser.
  public var events: Int = 100_000
  /// Scalars, sequences and mappings after every alias stands for what it names; a long text counts as one for each 64 bytes.
  public var nodes: Int = 100_000

  /// The limits of the language.
  public init() {}
}

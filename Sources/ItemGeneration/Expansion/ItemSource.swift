internal import Kernels
public import Record

/// Who chose the items: what the stream of every instance follows from, by the rule `etalon-items/1`.
public struct ItemSource: Sendable, Hashable {
  /// The name of the rule.
  public static let rule = "etalon-items/1"

  /// SHA-256 of the template document.
  public var template: Digest
  /// A digest that somebody committed to before, such as that of a model; absent where nobody did.
  public var commitment: String?
  /// The seed of a plan, or of items that are published.
  public var seed: U64
  /// The value of a beacon's pulse in hexadecimal, where the items depend on one.
  public var pulse: String?

  /// A source of its parts.
  public init(template: Digest, commitment: String? = nil, seed: U64, pulse: String? = nil) {
    (self.template, self.commitment, self.seed, self.pulse) = (template, commitment, seed, pulse)
  }

  /// What is hashed for the key: the canonical JSON array [rule, template, commitment, seed, pulse], with `null` for what is absent.
  public var keyText: [UInt8] {
    JSON.array([
      .string(ItemSource.rule), .string(template.hex), commitment.map(JSON.string) ?? .null, .string(seed.recordText),
      pulse.map(JSON.string) ?? .null,
    ]).canonicalBytes
  }
}

/// The streams of the instances of one source.
public struct ItemStreams: Sendable, Hashable {
  private let key: StreamKey

  /// Streams by the SHA-256 of a source's `keyText`.
  ///
  /// - Parameter digest: 32 bytes; `nil` comes of any other number.
  public init?(digest: [UInt8]) {
    guard let key = try? StreamKey(digest: digest) else { return nil }
    self.key = key
  }

  /// The stream of an instance: the high half of Philox's counter grows with its index.
  func stream(_ index: UInt64) -> StreamChooser {
    StreamChooser(stream: RandomStream(StreamKey(key: key.key, high: key.high &+ index)))
  }
}

/// Choices by a stream of random numbers.
struct StreamChooser: Chooser {
  static let isExhaustive = false
  private var stream: RandomStream

  init(stream: RandomStream) { self.stream = stream }

  mutating func choose(below bound: UInt64) -> UInt64 { stream.integer(below: bound) }
}

public import Record

/// A file that was read for planning, with the digest of its bytes.
///
/// Whoever reads files also computes digests; this room does neither.
public struct SourceFile: Sendable, Hashable {
  /// Its text, for messages.
  public let text: SourceText
  /// The SHA-256 of its bytes.
  public let digest: Digest

  /// A file as it was read.
  public init(name: String, bytes: [UInt8], digest: Digest) {
    text = SourceText(name: name, bytes: bytes)
    self.digest = digest
  }

  /// How messages call it: the path as the user wrote it.
  public var name: String { text.name }
  /// The bytes of the file.
  public var bytes: [UInt8] { text.bytes }
}

/// Why a file that a spec names could not be had.
public struct SourceProblem: Error, Sendable, Hashable {
  /// One clause that can follow a colon, such as `no such file`.
  public var message: String
  /// What to do next.
  public var help: String?
  /// What the bytes that were found hash to, where it was not what the spec pins.
  public var actual: Digest?

  /// A file that could not be had, and the digest of what lies there instead.
  public init(_ message: String, help: String? = nil, actual: Digest? = nil) {
    self.message = message
    self.help = help
    self.actual = actual
  }
}

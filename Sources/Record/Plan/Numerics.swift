/// How the numbers of a cell come about: a named, versioned profile, and what it promises to whoever executes the cell again.
///
/// `docs/numerics.md` says what each profile holds.
public struct Numerics: Sendable, Hashable, Codable {
  /// The name, such as `portable-f32/1`.
  public var profile: String
  /// What a re-execution may rely on.
  public var promise: Promise

  /// The numerics of a profile and its promise.
  public init(_ profile: String, _ promise: Promise) {
    self.profile = profile
    self.promise = promise
  }

  /// The host's OpenBLAS: its bits change with core type, thread count and version.
  public static let vendor = Numerics("vendor-openblas", .bound)
  /// Answers of an outside party, scored by pure functions.
  public static let transcripts = Numerics("transcripts", .transcripts)
  /// A program of the user's own.
  public static let program = Numerics("program", .declared)
}

/// What a re-execution of a cell may rely on.
public enum Promise: String, Sendable, Hashable, Codable, CaseIterable {
  /// A published order of operations: the same bits on every host.
  case bits
  /// Arithmetic without any rounding on the way: the same bits in every order, on every host.
  case exact
  /// Bits that change with the host, within a computed bound of the exact value.
  case bound
  /// The same results from the same recorded answers.
  case transcripts
  /// What the spec declares of each output; nothing that Etalon could prove.
  case declared

  /// Whether no host may give other bits.
  public var isBitwise: Bool { self == .bits || self == .exact }
}

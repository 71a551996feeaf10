public import Record

/// Whom a verifier believes, and what the verifier demands.
///
/// It comes from the verifier alone, never from a bundle or from beside it.
public struct Policy: Sendable, Hashable {
  /// In the order of the file.
  public var builders: [Builder]
  /// Properties that must hold, where the command line names none.
  public var require: [PropertyVerdict.Property]
  /// How far measurements may lie from a re-execution's, as a share; the narrower of this and the spec's counts.
  public var tolerance: Rational?

  /// What a verification may cost.
  public var budget = Budget()

  /// A policy from its parts; the empty one believes nobody.
  public init(builders: [Builder] = [], require: [PropertyVerdict.Property] = [], tolerance: Rational? = nil) {
    self.builders = builders
    self.require = require
    self.tolerance = tolerance
  }

  /// What reading and checking a bundle may cost; `nil` leaves the default of `BundleLimits`.
  public struct Budget: Sendable, Hashable {
    /// Bytes that are read, those that are read again counted again.
    public var bytes: Int?
    /// Seconds before re-execution begins.
    public var seconds: Int?
    /// Files in the folder.
    public var files: Int?

    /// A budget; what is not given has its default.
    public init(bytes: Int? = nil, seconds: Int? = nil, files: Int? = nil) {
      self.bytes = bytes
      self.seconds = seconds
      self.files = files
    }

    /// The limits under which a bundle is read.
    public var limits: BundleLimits {
      var limits = BundleLimits()
      if let bytes { limits.readBytes = bytes }
      if let seconds { limits.seconds = Double(seconds) }
      if let files { limits.files = files }
      return limits
    }
  }

  /// Somebody who runs evaluations, with the keys that speak for them.
  public struct Builder: Sendable, Hashable {
    /// The name that statements speak under, as a URI-like text.
    public var id: String
    /// The keys that speak for it.
    public var keys: [PublicKey]
    /// Kinds of statements that are believed from this builder.
    public var buildTypes: [String]

    /// A builder with its keys, whose runs are believed unless other types are named.
    public init(id: String, keys: [PublicKey], buildTypes: [String] = [RunStatement.buildType]) {
      self.id = id
      self.keys = keys
      self.buildTypes = buildTypes
    }
  }

  /// The policy of `--key FILE --builder ID`: one key for one builder.
  public init(key: PublicKey, builder: String) {
    self.init(builders: [Builder(id: builder, keys: [key])])
  }

  /// The key of an id with those it may speak for.
  func trusted(keyid: String) -> (key: PublicKey, builders: [Builder])? {
    let matching = builders.filter { $0.keys.contains { $0.keyid == keyid } }
    guard let key = matching.first?.keys.first(where: { $0.keyid == keyid }) else { return nil }
    return (key, matching)
  }

  /// The policy with a key added to a builder; a key that is there already changes nothing.
  public func trusting(_ key: PublicKey, for builder: String) -> Policy {
    var policy = self
    if let index = policy.builders.firstIndex(where: { $0.id.utf8.elementsEqual(builder.utf8) }) {
      if !policy.builders[index].keys.contains(key) { policy.builders[index].keys.append(key) }
    } else {
      policy.builders.append(Builder(id: builder, keys: [key]))
    }
    return policy
  }
}

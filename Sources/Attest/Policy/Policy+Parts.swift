public import Record

extension Policy {
  /// Somebody who runs evaluations, with the keys that speak for them.
  public struct Builder: Sendable, Hashable {
    /// The name that statements speak under, as a URI-like text.
    public var id: String
    /// The keys that speak for it.
    public var keys: [PublicKey]
    /// Kinds of statements that are believed from this builder.
    public var buildTypes: [String]
    /// The first time at which statements of this builder are believed, as they state it.
    public var from: Timestamp?
    /// The last time at which they are.
    public var until: Timestamp?

    /// A builder with its keys, whose runs are believed at any time unless other types or times are named.
    public init(
      id: String, keys: [PublicKey], buildTypes: [String] = [RunStatement.buildType], from: Timestamp? = nil, until: Timestamp? = nil
    ) {
      self.id = id
      self.keys = keys
      self.buildTypes = buildTypes
      self.from = from
      self.until = until
    }

    /// Whether statements of a time are believed.
    func covers(_ time: Timestamp) -> Bool {
      from.map { $0.recordText <= time.recordText } ?? true && until.map { time.recordText <= $0.recordText } ?? true
    }
  }

  /// Somebody whose time tokens are believed.
  public struct TimeAuthority: Sendable, Hashable {
    /// What reports call it.
    public var name: String
    /// The certificate, or certificates, that its tokens must lead to, in PEM.
    public var root: String

    /// An authority by its name and root certificates.
    public init(name: String, root: String) {
      self.name = name
      self.root = root
    }
  }

  /// A beacon whose pulses are believed.
  public struct BeaconAuthority: Sendable, Hashable {
    /// The kind of beacon.
    public var kind: BeaconKind
    /// The certificate whose key signs its pulses, in PEM.
    public var certificate: String

    /// A beacon by its kind and certificate.
    public init(kind: BeaconKind, certificate: String) {
      self.kind = kind
      self.certificate = certificate
    }
  }

  /// What reading and checking a bundle may cost, re-execution aside; `nil` leaves the default of `BundleLimits`.
  public struct Budget: Sendable, Hashable {
    /// Bytes that are read, those that are read again counted again.
    public var bytes: Int?
    /// Files in the folder.
    public var files: Int?
    /// Seconds before re-execution begins.
    public var seconds: Int?
    /// Bytes of memory beyond what the process held before.
    public var memory: Int?

    /// A budget by what it limits.
    public init(bytes: Int? = nil, files: Int? = nil, seconds: Int? = nil, memory: Int? = nil) {
      self.bytes = bytes
      self.files = files
      self.seconds = seconds
      self.memory = memory
    }

    /// The limits under which a bundle is read.
    public var limits: BundleLimits {
      var limits = BundleLimits()
      if let bytes { limits.readBytes = bytes }
      if let files { limits.files = files }
      if let seconds { limits.seconds = Double(seconds) }
      if let memory { limits.memory = memory }
      return limits
    }
  }
}

/// What `etalon explain CODE` says about a finding or a fault.
public struct FindingPage: Sendable, Hashable {
  /// The code of the finding or fault.
  public let id: String
  /// One line that stands alone.
  public let title: String
  /// What it means, why it matters and what to do.
  public let prose: String

  /// A page for a code.
  public init(_ id: String, _ title: String, _ prose: String) {
    self.id = id
    self.title = title
    self.prose = prose
  }

  /// The pages of this room: bundles, keys, envelopes and policies; sorted by id.
  public static let attest: [FindingPage] = [
    bundlePages, archivePages, recordPages, signaturePages, faultPages, logPages, timePages,
  ].joined().sorted {
    $0.id.utf8.lexicographicallyPrecedes($1.id.utf8)
  }
}

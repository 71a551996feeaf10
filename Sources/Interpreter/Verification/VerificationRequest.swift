public import Attest
public import Record

/// What a verifier asks about a bundle, and what the verifier brings along.
public struct VerificationRequest: Sendable {
  /// The bundle's folder.
  public var bundle: String
  /// Whom the verifier believes; `nil` for a verifier who has no policy.
  public var policy: Policy?
  /// Properties that must hold; empty for the policy's, or else `intact` and `authentic`.
  public var require: [PropertyVerdict.Property]
  /// Whether to execute the plan again; asking for `reproduced` or for a sample does so too.
  public var reproduces: Bool
  /// How many cells are executed again; `nil` for all.
  public var sample: SampleSize?
  /// An earlier draw to repeat; `nil` for fresh randomness.
  public var draw: Draw?
  /// Seconds that re-execution may take: as many drawn cells as fit by the estimate; `nil` for no bound.
  public var budget: Double?
  /// How many segments of trainings that keep checkpoints are computed again, in place of whole trainings; `nil` for whole ones.
  public var segments: SampleSize?
  /// Whether to estimate what re-execution takes, and to execute nothing.
  public var isDryRun: Bool
  /// Folders in which inputs are looked for by digest, besides the bundle.
  public var inputs: [String]
  /// Bundles that reference values come from, and folders that hold such bundles.
  public var references: [String]
  /// The bundle that a derivation was made from; `nil` where the verifier does not have it.
  public var parent: String?
  /// The file of an audit of the bundle.
  public var audit: String?
  /// What opens sealed sets whose key is published or that the verifier holds.
  public var vault: SealedVault?
  /// The user's own inputs.
  public var store: InputStore?
  /// What the user allows the plan of the bundle to do.
  public var permissions: Permissions
  /// Whether the page of a bundle is left out of the question: the verifier reads one of their own.
  public var ignoresReport: Bool
  /// Where the invocations of a trial that is measured again take place.
  public var invoker = Invoker.thisProcess
  /// Renders the page of a bundle, to compare it with the one found; `nil` where another renderer made that.
  public var rendersReport: (@Sendable (BundleReading, BundleRecords) -> [UInt8]?)?

  /// A request; what is not given is not asked, and nothing is allowed.
  public init(
    bundle: String, policy: Policy? = nil, require: [PropertyVerdict.Property] = [], reproduces: Bool = false, sample: SampleSize? = nil,
    draw: Draw? = nil, budget: Double? = nil, segments: SampleSize? = nil, isDryRun: Bool = false, inputs: [String] = [],
    references: [String] = [], parent: String? = nil, store: InputStore? = nil, permissions: Permissions = Permissions(),
    ignoresReport: Bool = false,
    rendersReport: (@Sendable (BundleReading, BundleRecords) -> [UInt8]?)? = nil
  ) {
    self.bundle = bundle
    self.policy = policy
    self.require = require
    self.reproduces = reproduces
    self.sample = sample
    self.draw = draw
    self.budget = budget
    self.segments = segments
    self.isDryRun = isDryRun
    self.inputs = inputs
    self.references = references
    self.parent = parent
    self.store = store
    self.permissions = permissions
    self.ignoresReport = ignoresReport
    self.rendersReport = rendersReport
  }

  /// What must hold, after the defaults.
  var required: Set<PropertyVerdict.Property> {
    var named = require
    if named.isEmpty { named = policy?.require ?? [] }
    if named.isEmpty { named = [.intact, .authentic] }
    // Whoever only asks what it would take demands nothing of what is not done.
    if isDryRun { return Set(named).subtracting([.reproduced]) }
    return Set(named).union(wantsReproduction ? [.reproduced] : [])
  }

  private var wantsReproduction: Bool { reproduces || isSampled || segments != nil }

  /// Whether only some cells are executed again.
  var isSampled: Bool { sample != nil || draw != nil || budget != nil }
}

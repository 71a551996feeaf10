public import Ranking
public import Record

/// Everything a site is made of: a ranking, and what is known of its systems beside it.
public struct SiteInput: Sendable {
  /// What the site is called.
  public var title: String
  /// Scores, grades, intervals and groups.
  public var ranking: Ranking
  /// What stands beside the ranking, by the name of the system.
  public var details: [String: SiteSystem]
  /// Committed plans of a log that have no result and no stated reason.
  public var openPlans: [OpenPlan]
  /// The name of the system that environments are compared with.
  public var reference: String?

  /// A site of a ranking.
  public init(
    title: String, ranking: Ranking, details: [String: SiteSystem] = [:], openPlans: [OpenPlan] = [], reference: String? = nil
  ) {
    self.title = title
    self.ranking = ranking
    self.details = details
    self.openPlans = openPlans
    self.reference = reference
  }

  /// A plan that somebody committed to and that has no end.
  public struct OpenPlan: Sendable, Hashable {
    /// The number of the entry in the log.
    public var entry: UInt64
    /// The digest of the plan.
    public var plan: Digest
    /// Who committed to it.
    public var builder: String
    /// When, as its builder says.
    public var time: Timestamp
    /// Why its end is in doubt; `nil` where there is none.
    public var doubt: String?

    /// A plan without an end.
    public init(entry: UInt64, plan: Digest, builder: String, time: Timestamp, doubt: String? = nil) {
      self.entry = entry
      self.plan = plan
      self.builder = builder
      self.time = time
      self.doubt = doubt
    }
  }
}

/// What a site tells of a system beside its scores.
public struct SiteSystem: Sendable, Hashable {
  /// What was evaluated and on what, in a line.
  public var about: String
  /// The digest of its plan.
  public var plan: Digest?
  /// The division of its plan: `standard`, `custom`, `none`.
  public var division: String?
  /// When it began.
  public var started: Timestamp?
  /// When it ended.
  public var ended: Timestamp?
  /// Runs with the same identity are the history of one system.
  public var identity: String?
  /// What a verification found.
  public var verdicts: [Verdict]
  /// How its environment differs from that of the reference.
  public var difference: Comparison?

  /// A system of all its parts.
  public init(
    about: String = "", plan: Digest? = nil, division: String? = nil, started: Timestamp? = nil, ended: Timestamp? = nil,
    identity: String? = nil, verdicts: [Verdict] = [], difference: Comparison? = nil
  ) {
    self.about = about
    self.plan = plan
    self.division = division
    self.started = started
    self.ended = ended
    self.identity = identity
    self.verdicts = verdicts
    self.difference = difference
  }

  /// One property with what a verification found of it.
  public struct Verdict: Sendable, Hashable {
    /// Its name, such as `intact`.
    public var property: String
    /// `holds`, `fails`, or another state.
    public var state: String
    /// What was found, in a clause.
    public var summary: String

    /// A verdict in words.
    public init(property: String, state: String, summary: String) {
      self.property = property
      self.state = state
      self.summary = summary
    }
  }
}

/// A file of a site.
public struct SiteFile: Sendable, Hashable {
  /// Its path below the folder of the site.
  public var path: String
  /// Its bytes.
  public var bytes: [UInt8]
}

/// Renders a site that needs no server and no network.
///
/// Equal inputs give equal bytes on every host; no file tells when it was rendered. Every text of a record is escaped.
/// - Parameters:
///   - languages: The first stands at the root, each further one in a folder of its name.
///   - digest: SHA-256.
/// - Throws: Where a number of the ranking is not finite, so that it has no JSON.
public func renderSite(
  _ input: SiteInput, in languages: [PageLanguage], digest: @escaping ([UInt8]) -> Digest
) throws(RecordFault) -> [SiteFile] {
  var files: [SiteFile] = []
  for (place, language) in languages.enumerated() {
    let site = Site(input, language, others: languages.filter { $0 != language }, isRoot: place == 0, root: languages.first, digest: digest)
    files += try site.files().map { SiteFile(path: (place == 0 ? "" : language.rawValue + "/") + $0.path, bytes: $0.bytes) }
  }
  return files
}

internal import Record

/// What became of every plan that a log has: a result, a reason why there is none, or nothing.
public struct LogAudit: Sendable {
  /// One for each commitment, in the order of the log.
  public let plans: [Entry]
  /// Entries that are neither commitments nor void records, by number.
  public let strangers: [UInt64]

  /// A commitment and its end.
  public struct Entry: Sendable {
    /// The commitment.
    public let commitment: LoggedStatement
    /// How it ended.
    public var end: End
  }

  /// How a commitment ended.
  public enum End: Sendable, Hashable {
    /// A bundle of that very commitment, intact and by a trusted signer.
    case result(bundle: String)
    /// A void record by the same key.
    case void(entry: UInt64, reason: String)
    /// Something claims to be the end, and the policy does not believe it.
    case doubtful(String)
    /// Nothing.
    case open
  }

  /// Commitments without an end.
  public var open: [Entry] { plans.filter { $0.end == .open } }
  /// Commitments whose end the policy does not believe.
  public var doubtful: [Entry] { plans.filter { if case .doubtful = $0.end { true } else { false } } }

  /// Looks for the end of every commitment among entries and bundles.
  ///
  /// A void record ends one commitment: the earliest before it that has no end yet and is of its plan and key. So a plan that was committed to
  /// twice needs two ends.
  ///
  /// Complexity: O(entries × bundles).
  public init(entries: [[UInt8]], bundles: [CommittedBundle], policy: Policy) {
    var plans: [Entry] = []
    var strangers: [UInt64] = []
    for (index, bytes) in entries.enumerated() {
      let number = UInt64(index)
      guard let entry = try? LoggedStatement(number: number, bytes) else {
        strangers.append(number)
        continue
      }
      switch entry.statement {
      case .commitment: plans.append(Entry(commitment: entry, end: LogAudit.end(of: entry, bundles)))
      case .void(let record): LogAudit.close(&plans, entry, record, policy)
      }
    }
    self.plans = plans
    self.strangers = strangers
  }

  private static func end(of entry: LoggedStatement, _ bundles: [CommittedBundle]) -> End {
    let own = bundles.filter { $0.commitment == entry.bytes }
    if let good = own.first(where: { $0.doubt == nil }) { return .result(bundle: good.path) }
    return own.first.map { .doubtful("\($0.path): \($0.doubt ?? "")") } ?? .open
  }

  private static func close(_ plans: inout [Entry], _ entry: LoggedStatement, _ record: VoidRecord, _ policy: Policy) {
    let place = plans.firstIndex { plan in
      plan.end == .open && plan.commitment.plan == record.plan && plan.commitment.envelope.keyid == entry.envelope.keyid
    }
    guard let place else { return }
    plans[place].end =
      switch entry.isBelieved(under: policy) {
      case true?: .void(entry: entry.number, reason: record.reason)
      case false?: .doubtful("entry \(entry.number) is a void record whose signature does not hold")
      case nil: .doubtful("entry \(entry.number) is a void record by a key that is not in your policy")
      }
  }
}

/// A bundle with the commitment that it carries, as an audit looks at it.
public struct CommittedBundle: Sendable {
  /// Where it stands.
  public let path: String
  /// The bytes of `attestations/plan.dsse.json`, where it has one.
  public let commitment: [UInt8]?
  /// Why it does not count as a result; `nil` where it does.
  public let doubt: String?

  /// Reads a bundle and judges whether it counts under a policy: intact by its bytes, and authentic.
  public init(path: String, policy: Policy) throws(AttestFault) {
    let reading = try BundleReading(path: path)
    self.path = path
    commitment = reading.file(EvidenceKind.planPath)
    let authenticity = reading.authenticity(under: policy)
    let failure = reading.findings.first { $0.severity == .failure }
    doubt = failure.map { "not intact: \($0.path): \($0.message)" } ?? (authenticity.state == .holds ? nil : authenticity.summary)
  }

  /// A bundle of known parts.
  public init(path: String, commitment: [UInt8]?, doubt: String?) {
    self.path = path
    self.commitment = commitment
    self.doubt = doubt
  }
}

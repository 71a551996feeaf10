public import Record

/// A kind of file under `attestations/`: what it is called, how it is read, and which property judges it.
///
/// Whatever is no kind of the table has no place in a bundle. A new kind is a value here and a line of `all`.
public struct EvidenceKind: Sendable {
  /// What the kind is called in a sentence.
  public let title: String
  /// How the names of its files look.
  public let name: NameForm
  /// The property whose checks judge its files.
  public let property: PropertyVerdict.Property
  /// How its files are read.
  public let reading: Reading
  /// The most bytes of a file.
  public let limit: Int

  /// How a file is read.
  public enum Reading: Sendable {
    /// As an envelope around a statement of this type.
    case envelope(any Statement.Type)
    /// As a time-stamp response (RFC 3161) over a digest.
    case timeToken
    /// As the proof that an entry stands in a log (C2SP).
    case logProof
    /// As a pulse of a beacon.
    case pulse
  }

  /// A kind from all its fields.
  public init(
    _ title: String, _ name: NameForm, _ property: PropertyVerdict.Property, _ reading: Reading, limit: Int = Envelope.sizeLimit
  ) {
    self.title = title
    self.name = name
    self.property = property
    self.reading = reading
    self.limit = limit
  }

  /// Whether its files are read in a way other than as envelopes.
  func isRead(as reading: Reading) -> Bool {
    switch (self.reading, reading) {
    case (.timeToken, .timeToken), (.logProof, .logProof), (.pulse, .pulse): true
    default: false
    }
  }

  /// Whether its files are envelopes around this type of statement.
  func states(_ type: any Statement.Type) -> Bool {
    if case .envelope(let other) = reading { other == type } else { false }
  }
}

extension EvidenceKind {
  /// Every kind of evidence that a bundle can hold.
  public static let all: [EvidenceKind] = [run, coSigner, planCommitment, verificationSummary, voidRecord, timeToken, logProof, pulse]

  /// The kind of a file by its path inside the bundle, or `nil` where it has no place there.
  public static func of(_ path: String) -> EvidenceKind? {
    guard path.utf8.starts(with: EvidenceKind.folder.utf8) else { return nil }
    let name = String(path.dropFirst(EvidenceKind.folder.count))
    return all.first { $0.name.matches(name) }
  }

  /// The folder that evidence stands in.
  static let folder = "attestations/"

  static let run = EvidenceKind("signature", .fixed("run.dsse.json"), .authentic, .envelope(RunStatement.self))
  static let coSigner = EvidenceKind("co-signature", .keyed("run"), .authentic, .envelope(RunStatement.self))
  static let planCommitment = EvidenceKind("plan commitment", .fixed("plan.dsse.json"), .committed, .envelope(PlanCommitment.self))
  static let verificationSummary = EvidenceKind(
    "verification summary", .keyed("verify"), .authentic, .envelope(VerificationSummary.self))
  static let voidRecord = EvidenceKind("void record", .keyed("void"), .committed, .envelope(VoidRecord.self))
  static let timeToken = EvidenceKind("time token", .ending(".tsr"), .committed, .timeToken, limit: TimeToken.sizeLimit)
  static let logProof = EvidenceKind("proof of a log", .ending(".tlog-proof"), .committed, .logProof, limit: LogProof.sizeLimit)
  static let pulse = EvidenceKind("beacon pulse", .ending(".pulse.json"), .committed, .pulse, limit: NISTPulse.sizeLimit)
}

/// How the names of a kind of evidence look.
public enum NameForm: Sendable, Hashable {
  /// Exactly this name.
  case fixed(String)
  /// `WORD.KEYID.dsse.json`, where KEYID is the id of the key that signed.
  case keyed(String)
  /// Any name that ends so.
  case ending(String)

  private static let envelopeEnding = ".dsse.json"

  /// Whether a file's name, without its folder, is of this form.
  public func matches(_ name: String) -> Bool {
    if name.utf8.contains(UInt8(ascii: "/")) { return false }
    return switch self {
    case .fixed(let fixed): name.utf8.elementsEqual(fixed.utf8)
    case .keyed: keyid(in: name) != nil
    case .ending(let ending): name.hasSuffix(ending)
    }
  }

  /// The key that a name of the form `keyed` speaks of.
  public func keyid(in name: String) -> String? {
    guard case .keyed(let word) = self, name.hasPrefix("\(word)."), name.hasSuffix(NameForm.envelopeEnding) else { return nil }
    return Digest(hex: String(name.dropFirst(word.count + 1).dropLast(NameForm.envelopeEnding.count)))?.hex
  }

  /// The form as a page shows it.
  public var pattern: String {
    switch self {
    case .fixed(let name): name
    case .keyed(let word): "\(word).KEYID\(NameForm.envelopeEnding)"
    case .ending(let ending): "*\(ending)"
    }
  }

  /// The name for a key: that of the form `keyed`, or the fixed one.
  func name(for keyid: String) -> String? {
    switch self {
    case .fixed(let name): name
    case .keyed(let word): "\(word).\(keyid)\(NameForm.envelopeEnding)"
    case .ending: nil
    }
  }
}

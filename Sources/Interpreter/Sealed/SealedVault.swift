public import Attest
internal import Record
public import Sealing
internal import Text

/// The sealed sets that a run or a verification can open.
public struct SealedVault: Sendable {
  /// What opens them.
  public var identities: [AgeIdentity]
  /// Sets by their folders, for who has no path of the spec.
  public var sets: [SealedSet]

  /// A vault for a run, whose sets the spec names.
  public init(identities: [AgeIdentity], sets: [SealedSet] = []) { (self.identities, self.sets) = (identities, sets) }

  /// A vault of folders of opened sets: by their published keys, or by identities that the verifier has.
  ///
  /// - Throws: `seal-not-published` where a folder has no key and none is given.
  public init(opened folders: [String], identities: [AgeIdentity] = []) throws(AttestFault) {
    self.init(identities: identities)
    for folder in folders {
      let set = try SealedSet(folder)
      let published = set.file(SealedSet.identityName)
      if Files.exists(published) { self.identities += try Identities.published(published) }
      sets.append(set)
    }
    guard !self.identities.isEmpty || folders.isEmpty else {
      throw AttestFault(
        "seal-not-published", "no key of these sets is published, and none is given",
        help: "`etalon dataset publish` writes it into the folder; holders give their own with `--identity FILE`")
    }
  }

  /// The set of a commitment.
  ///
  /// - Parameter path: Where the spec has the commitment.
  func set(_ input: InputPlan, path: String?) throws(RunFault) -> SealedSet {
    for candidate in sets where candidate.commitment.digest == input.sha256 { return candidate }
    do throws(AttestFault) {
      if let path {
        let set = try SealedSet(path)
        if set.commitment.digest == input.sha256 { return set }
      }
    } catch { throw RunFault(error) }
    throw .sealed(input.id)
  }
}

extension RunFault {
  /// That nothing of a set can be seen here.
  static func sealed(_ id: String) -> RunFault {
    RunFault(
      .sealed, "the set `\(id)` is sealed, not checkable",
      help: "a run needs `--identity FILE`; a verification `--opened DIR` with the published set")
  }
}

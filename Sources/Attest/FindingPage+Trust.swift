extension FindingPage {
  /// Findings about signatures.
  static let signaturePages = [
    FindingPage(
      "build-type", "a statement of a type that is not believed",
      "Your policy lists under `build-types` what you believe from each builder: `urn:etalon:run:v1` for runs and for what is said about them beforehand, `https://slsa.dev/verification_summary/v1` for the verifications of others."
    ),
    FindingPage(
      "builder-differs", "the key is trusted for another builder",
      "The signature holds, but the statement names a builder for whom your policy does not trust this key."),
    FindingPage(
      "builder-time", "a statement from a time at which its builder is not believed",
      "Your policy believes the builder between `from` and `until`, and the statement states another time. The time is the signer's word, so a stolen key can lie about it: remove such a key."
    ),
    FindingPage(
      "commitment-late", "the plan was committed to after the run had started",
      "A plan commitment is made before the run, or it commits to nothing. The time in this one, or the time that an authority or witnesses state, lies after the start that `run.json` has (clocks may differ by a minute), or after the time of the bundle."
    ),
    FindingPage(
      "envelope-malformed", "an envelope that is not one",
      "An envelope is DSSE in canonical JSON, with strict base64 and exactly one Ed25519 signature. The file was changed, or made by a program with other habits."
    ),
    FindingPage(
      "interruptions-many", "more interrupted attempts than you accept",
      "Whoever breaks trials off and starts them again can choose among attempts. Your policy's `interruptions` is the most that you accept in a run."
    ),
    FindingPage(
      "key-unknown", "signed by a key that your policy does not have",
      "Nothing near a bundle is believed, least of all a key inside it. Get the public key from its owner by a way that you trust, compare its id, and add it with `etalon key trust`."
    ),
    FindingPage(
      "keyid-differs", "an envelope names another key than its own",
      "The key id in the envelope, or in the file's name, is not that of the key that signed."),
    FindingPage(
      "not-signed", "nobody signed the bundle",
      "Without a signature there is no telling who made it. Its publisher can add one with `etalon sign`."),
    FindingPage(
      "override-unaccepted", "a value was overridden that you do not accept",
      "The run was made with `--set`, and your policy's `overrides` lists the paths that may be set. The spec as it stands was not what ran."
    ),
    FindingPage(
      "parameters-differ", "the signature is over another plan, other trials, inputs or times",
      "The signed statement carries the digest of the plan, the Merkle root over the trial lines, the digests of all inputs, and the start and end of the run; they are not those of this bundle."
    ),
    FindingPage(
      "parameters-unchecked", "a statement could not be compared with the records",
      "A signed statement about a run repeats facts of its records. The records of this bundle cannot be read, so nothing was compared."),
    FindingPage(
      "payload-type", "the envelope carries something else than a statement", "The payload type is `application/vnd.in-toto+json`."),
    FindingPage(
      "plan-void", "the plan was declared void",
      "A builder whom you believe signed that this plan will have no result. A bundle that has one contradicts it. The builder's reason stands beside it."
    ),
    FindingPage(
      "predicate-type", "the statement is of another kind",
      "Each file of evidence holds one kind of statement, told by its predicate: a run `https://slsa.dev/provenance/v1`, a plan commitment `urn:etalon:plan-commitment:v1`, a void record `urn:etalon:void:v1`, a verification `https://slsa.dev/verification_summary/v1`."
    ),
    FindingPage(
      "signature-invalid", "the signature does not fit",
      "The envelope names a key that you trust, and the signature is not one of this key over this payload. The envelope was changed."),
    FindingPage("statement-type", "not an in-toto statement of version 1", "The payload's `_type` is `https://in-toto.io/Statement/v1`."),
    FindingPage(
      "statement-unreadable", "the payload is not a statement",
      "The signed payload is not JSON, or lacks a field that its kind of statement has."),
    FindingPage(
      "subject-differs", "the signature is over another manifest or plan",
      "The signed statement names the SHA-256 of `manifest-sha256.txt`, or of `data/plan.json`. Either the file was changed after signing, and whoever changed it could not sign it again, or the statement belongs to another bundle."
    ),
    FindingPage(
      "subject-unchecked", "what a statement speaks about cannot be read",
      "A statement names the SHA-256 of a file of the bundle. That file is missing or damaged, so nothing was compared."),
    FindingPage(
      "summary-failed", "somebody else verified the bundle, and it did not pass",
      "A verifier whom you believe signed a summary with the result FAILED. It decides nothing here; ask what they found."),
    FindingPage(
      "summary-own", "the signer's own verification",
      "A summary counts as a second party's where neither its key nor its name signed the run. This one is by the run's own signer."),
    FindingPage(
      "summary-short", "a verification that did not reproduce",
      "A verifier whom you believe verified the bundle, and the summary does not list ETALON_REPRODUCED."),
  ]

  /// Faults of keys, policies and of writing bundles.
  static let faultPages = [
    FindingPage("already-signed", "the key signed this bundle before", "One signature of a key says all it can say."),
    FindingPage(
      "bundle-exists", "there is something at the bundle's place",
      "A bundle is never written over. Name another folder, or move the old one."),
    FindingPage(
      "bundle-incomplete", "a file that is signed is missing",
      "A statement is made from the plan, the trials, the inputs and the run's record; one of them is not there."),
    FindingPage("bundle-not-intact", "a broken bundle is not signed, packed or used", "`etalon verify` lists what is wrong with it."),
    FindingPage(
      "bundle-path", "not a path that a bundle can have", "Paths lie under `data/` and have names of `[A-Za-z0-9_][A-Za-z0-9_.-]*`."),
    FindingPage(
      "bundle-record", "a record cannot be written or read",
      "The message says which field; a number that is not finite has no place in a record."),
    FindingPage(
      "disk-full", "the disk is full", "Nothing that was finished is lost. Free some space and do it again; a run goes on with `--resume`."),
    FindingPage("file-too-large", "the file is too large", "Keys and policies are small; this is something else."),
    FindingPage("key-encrypted", "the key is encrypted", "Give its passphrase in the environment variable ETALON_PASSPHRASE."),
    FindingPage("key-exists", "there is a key already", "A key is never written over: what it signed could not be continued."),
    FindingPage(
      "key-not-public", "a private key where a public one belongs", "Never pass on a private key. `etalon key show` prints its public half."
    ),
    FindingPage("key-passphrase", "the passphrase does not open the key", "Or the file is damaged; both look the same by design."),
    FindingPage("key-permissions", "others may read the private key", "A private key is for its owner alone: chmod 600."),
    FindingPage(
      "key-unreadable", "not a key of a form that is read",
      "Private keys are PKCS#8 PEM, public ones SubjectPublicKeyInfo PEM or an `ssh-ed25519` line; the algorithm is Ed25519."),
    FindingPage(
      "key-weak", "a public key for which anybody can sign",
      "An Ed25519 key is the canonical encoding of a point of large order. For a point of small order signatures can be made without a "
        + "secret key, so it is never trusted."),
    FindingPage(
      "key-unwritable", "the key could not be encrypted",
      "libcrypto refused; without a passphrase the key is written as it is, with mode 0600."),
    FindingPage("no-such-file", "there is no such file or folder", "Check the path."),
    FindingPage(
      "not-a-bundle", "neither a bundle's folder nor its archive",
      "A bundle is the folder that holds `manifest-sha256.txt`, or the archive of it that `etalon pack` writes."),
    FindingPage("not-a-file", "not a regular file", "A folder, pipe or device stands at the path."),
    FindingPage("not-permitted", "the system does not permit it", "Name a folder that you may write to, or change its permissions."),
    FindingPage(
      "out-of-memory", "no memory for a key", "Private keys are kept in memory that never reaches the disk; the host has none left."),
    FindingPage(
      "policy-invalid", "the policy file is not valid",
      "A misspelt demand would be no demand, so unknown keys are errors. The message says where."),
    FindingPage(
      "writable-by-others", "others can write what decides whom to believe",
      "A policy, a trusted key and your own configuration count only where nobody else can change them: the file and its folder belong to you "
        + "or to root, and only you can write them. The help line has the command."),
    FindingPage("system-error", "the system refused a call", "The message has the system's own words."),
  ]
}

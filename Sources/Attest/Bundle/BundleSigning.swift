// Adding a signature to a bundle that is there: beside `data/`, so that nothing which is signed changes.
internal import Glibc
internal import Record
internal import Text

extension BundleReading {
  /// Signs the bundle as a run: `run.dsse.json` for the first signature, `run.KEYID.dsse.json` for a co-signer's.
  ///
  /// - Returns: the path of the envelope inside the bundle.
  /// - Throws: `bundle-not-intact`, `already-signed`, and what writing a file can throw.
  public func sign(as builder: String, with key: borrowing SigningKey) throws(AttestFault) -> String {
    if let finding = findings.first(where: { $0.severity == .failure }) {
      throw AttestFault(
        "bundle-not-intact", "`\(folder.path)` is not intact: \(finding.path): \(finding.message)",
        help: "a broken bundle is not signed; `etalon verify` lists everything that is wrong")
    }
    guard let manifest else { throw AttestFault("bundle-incomplete", "`\(folder.path)` has no manifest to sign") }
    let statement = try RunStatement(builder: builder, manifest: manifest) { folder.bytes($0) }
    let envelope = Envelope(stating: statement, with: key)
    if let earlier = envelopes.first(where: { (try? Envelope(reading: $0.bytes))?.keyid == envelope.keyid }) {
      throw AttestFault("already-signed", "this key signed `\(folder.path)` before: `\(earlier.path)`")
    }
    let isFirst = folder.files["attestations/run.dsse.json"] == nil
    let path = isFirst ? "attestations/run.dsse.json" : "attestations/run.\(envelope.keyid).dsse.json"
    try place(envelope.bytes, at: path)
    return path
  }

  /// Writes the file aside and links it into place, so that nobody sees half of it and nothing is replaced.
  func place(_ bytes: [UInt8], at path: String) throws(AttestFault) {
    guard folder.isFolder else {
      throw AttestFault(
        "archive-unchangeable", "`\(folder.path)` is an archive, and nothing is added to one",
        help: "mkdir bundle && tar -xf \(shellQuoted(folder.path)) -C bundle")
    }
    let target = "\(folder.path)/\(path)"
    let attestations = parentFolder(of: target)
    if unsafe mkdir(attestations, 0o777) != 0, errno != EEXIST { throw SystemError.last.fault("make the folder", attestations) }
    let aside = "\(parentFolder(of: folder.path))/.etalon-\(getpid()).dsse"
    _ = unsafe unlink(aside)
    try writeNewFile(aside, bytes)
    do throws(AttestFault) {
      try BundleDraft.rename(aside, target)
    } catch {
      _ = unsafe unlink(aside)
      throw error
    }
    try synchronizeFolder(attestations)
  }
}

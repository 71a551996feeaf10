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
    // What a signing that was killed behind its rename left beside the bundle goes, also where nothing is left to do.
    Aside.sweep(beside, Aside.prefix)
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

  /// Puts a file into the bundle by one rename, so that nobody sees half of it, nothing is replaced, and a kill changes nothing.
  func place(_ bytes: [UInt8], at path: String) throws(AttestFault) {
    try requireFolder()
    let target = "\(folder.path)/\(path)"
    let parent = parentFolder(of: target)
    let name = String(target.dropFirst(parent.count + 1))
    let aside = try Aside(in: beside)
    if isFolder(parent) {
      try writeNewFile("\(aside.path)/\(name)", bytes)
      try BundleDraft.rename("\(aside.path)/\(name)", target)
    } else {
      // The folder comes with its first file: an empty one has no place in a bundle.
      try makeFolder("\(aside.path)/new")
      try writeNewFile("\(aside.path)/new/\(name)", bytes)
      try synchronizeFolder("\(aside.path)/new")
      try BundleDraft.rename("\(aside.path)/new", parent)
      try synchronizeFolder(folder.path)
    }
    try synchronizeFolder(parent)
  }

  /// Puts a page in the place of the one that the bundle has, by one rename.
  ///
  /// - Throws: what writing a file can throw.
  public func replaceReport(by page: [UInt8]) throws(AttestFault) {
    try requireFolder()
    let aside = try Aside(in: beside)
    try writeNewFile("\(aside.path)/page", page)
    let target = "\(folder.path)/\(BundleFile.report)"
    guard unsafe Glibc.rename("\(aside.path)/page", target) == 0 else { throw SystemError.last.fault("write", target) }
    try synchronizeFolder(folder.path)
  }

  /// The folder around the bundle: on its file system, and no part of it.
  private var beside: String { "\(folder.path)/.." }

  private func requireFolder() throws(AttestFault) {
    guard folder.isFolder else {
      throw AttestFault(
        "archive-unchangeable", "`\(folder.path)` is an archive, and nothing is added to one",
        help: "mkdir bundle && tar -xf \(shellQuoted(folder.path)) -C bundle")
    }
  }
}

internal import Attest
internal import Interpreter
internal import Ranking
internal import Record
internal import Spec
internal import Text

/// A grade scale as a file holds it, with who stands behind it.
struct ScaleFile {
  let scale: GradeScale
  /// SHA-256 of its canonical JSON, which a signature is over.
  let digest: Digest
  let standing: ScaleStanding

  /// Where the signature of a scale stands: beside it, `NAME.dsse.json`.
  static func signaturePath(_ path: String) -> String {
    let stem = [".yaml", ".yml"].first { path.hasSuffix($0) }.map { String(path.dropLast($0.count)) } ?? path
    return stem + ".dsse.json"
  }

  /// Reads a scale and judges the signature beside it; what is wrong in the scale is told with its place.
  init(_ path: String, policy: Policy?, on terminal: Terminal) throws(Failure) {
    let (scale, digest) = try readableScale(path, on: terminal)
    let place = ScaleFile.signaturePath(path)
    let envelope = Files.exists(place) ? try orFail(.usage) { try Files.read(place, limit: Envelope.sizeLimit) } : nil
    do throws(StatementFault) {
      standing = try ScaleStanding(of: digest, expires: scale.expires, envelope: envelope, under: policy ?? Policy())
    } catch {
      let told = [error.expected.map { "expected \(printable($0))" }, error.found.map { "found \(printable($0))" }].compactMap(\.self)
      throw Failure(
        .fails, "scale-signature",
        "the signature \(quoted(place)) is not one of this scale: \(printable(error.message))"
          + (told.isEmpty ? "" : " (\(told.joined(separator: ", ")))"),
        help: "get scale and signature from its author again; `etalon explain \(error.code)` says more")
    }
    (self.scale, self.digest) = (scale, digest)
  }

  /// What a ranking tells of it.
  var origin: Ranking.ScaleOrigin {
    switch standing {
    case .unsigned: Ranking.ScaleOrigin(digest: digest)
    case .unknownKey(let keyid): Ranking.ScaleOrigin(digest: digest, keyid: keyid)
    case .signed(let author): Ranking.ScaleOrigin(digest: digest, author: author)
    }
  }
}

/// A scale and the digest of its canonical JSON, whatever stands beside it.
func readableScale(_ path: String, on terminal: Terminal) throws(Failure) -> (scale: GradeScale, digest: Digest) {
  let (scale, diagnostics) = readScale(from: try sourceFile(path), .current)
  report(diagnostics, on: terminal)
  guard let scale else {
    throw Failure(.usage, "scale-invalid", "the scale \(quoted(path)) cannot be read", help: "`etalon scale check` lists what is wrong")
  }
  return (scale, SHA256.digest(of: try orFail { try scale.canonicalBytes() }))
}

extension Ranking.ScaleOrigin {
  /// Who stands behind the scale, as the end of a sentence.
  var words: String {
    if let author { return "signed by \(printable(author)), whom your policy trusts" }
    if let keyid { return "signed by key \(keyid.prefix(16))…, which your policy does not know, so the signature is not checked" }
    return "which nobody signed"
  }
}

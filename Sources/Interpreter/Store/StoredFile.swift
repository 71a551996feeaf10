internal import Attest
internal import Record

/// A file under its digest: what a trial left, or an input that a bundle carries.
struct StoredFile {
  let digest: Digest
  let bytes: [UInt8]

  /// A file with its digest.
  init(_ bytes: [UInt8]) {
    digest = SHA256.digest(of: bytes)
    self.bytes = bytes
  }

  /// A file whose digest is known already.
  init(digest: Digest, bytes: [UInt8]) {
    self.digest = digest
    self.bytes = bytes
  }
}

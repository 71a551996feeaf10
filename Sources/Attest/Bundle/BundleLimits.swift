/// What a bundle may cost the one who checks it.
///
/// A bundle is hostile until proven otherwise.
public struct BundleLimits: Sendable, Hashable {
  /// Files in the whole folder.
  public var files: Int
  /// Bytes of all files together.
  public var bytes: Int
  /// Bytes of one record, of the manifest, and of `data/trials.jsonl`: what is read into memory at once.
  public var recordBytes: Int
  /// Bytes of one line of a file that is read line by line.
  public var lineBytes: Int
  /// Bytes of one envelope or other evidence under `attestations/`.
  public var evidenceBytes: Int

  /// Limits that hold the largest honest bundle; a caller names the ones that differ.
  public init(
    files: Int = 200_000, bytes: Int = 256 << 30, recordBytes: Int = 128 << 20, lineBytes: Int = 32 << 20,
    evidenceBytes: Int = Envelope.sizeLimit
  ) {
    self.files = files
    self.bytes = bytes
    self.recordBytes = recordBytes
    self.lineBytes = lineBytes
    self.evidenceBytes = evidenceBytes
  }
}

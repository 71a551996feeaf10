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
  /// Bytes of all evidence under `attestations/` together.
  public var evidenceBytes: Int
  /// Files of evidence under `attestations/`.
  public var evidenceFiles: Int
  /// Bytes that are read, those that are read again counted again; at most 32 times what the folder holds, and 64 MiB.
  public var readBytes: Int
  /// Seconds in which everything is read and checked; re-execution comes after them.
  public var seconds: Double
  /// Bytes by which the greatest memory of the process may grow until the last file is opened.
  public var memory: Int

  /// How often a bundle is read over, at most: a check that needs more of it is one that somebody made dear.
  static let rereads = 32
  /// What even the smallest bundle may cost.
  static let leastReadBytes = 64 << 20

  /// Limits that hold the largest honest bundle; a caller names the ones that differ.
  public init(
    files: Int = 200_000, bytes: Int = 256 << 30, recordBytes: Int = 128 << 20, lineBytes: Int = 32 << 20,
    evidenceBytes: Int = 2 * Envelope.sizeLimit, evidenceFiles: Int = 64, readBytes: Int = .max, seconds: Double = 3600,
    memory: Int = 8 << 30
  ) {
    self.files = files
    self.bytes = bytes
    self.recordBytes = recordBytes
    self.lineBytes = lineBytes
    self.evidenceBytes = evidenceBytes
    self.evidenceFiles = evidenceFiles
    self.readBytes = readBytes
    self.seconds = seconds
    self.memory = memory
  }
}

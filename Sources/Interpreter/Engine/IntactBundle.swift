public import Attest
public import Record
internal import Text

/// A bundle that is what its manifest says, so that its records may be used.
public struct IntactBundle {
  /// The bundle as it was read.
  public let reading: BundleReading
  /// Everything that it records.
  public let records: BundleRecords

  /// Opens a bundle.
  ///
  /// - Throws: `bundleNotIntact` with the first finding, or why there is no bundle at the path.
  public init(_ path: String) throws(RunFault) {
    do { reading = try BundleReading(path: path) } catch { throw RunFault(error) }
    let failure = reading.findings.first { $0.severity == .failure }
    guard failure == nil, let records = reading.records else {
      let reason = failure.map { "\(printable($0.path)): \(printable($0.message))" } ?? "its records cannot be read"
      throw RunFault(
        .bundleNotIntact, "\(quoted(path)) is not intact: \(reason)", help: "`etalon verify` lists everything that is wrong")
    }
    self.records = records
  }

  /// The bytes of an artefact, where the bundle has it.
  public func artifact(_ digest: Digest) -> [UInt8]? { reading.folder.bytes("data/artifacts/\(digest.hex)") }
}

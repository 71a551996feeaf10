internal import Attest
internal import Interpreter
internal import Record
internal import Report

extension ReportInput {
  /// The page's input for a run that is about to be written.
  init(_ export: RunExport, _ draft: BundleDraft, signer: String?) {
    self.init(export.records, signer: signer, root: draft.manifest.root, artifact: export.artifact)
  }

  /// The page's input for a bundle that stands on disk.
  init(_ reading: BundleReading, _ records: BundleRecords) {
    let folder = reading.folder
    self.init(
      records.records, signer: reading.envelopes.first.flatMap { try? Envelope(reading: $0.bytes).keyid }, root: reading.root,
      artifact: { folder.bytes("data/artifacts/\($0.hex)") })
  }
}

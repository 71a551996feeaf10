internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Report

/// The language that a command asks for, for the page that it writes.
func pageLanguage(_ invocation: Invocation) -> PageLanguage { invocation.string("lang").flatMap(PageLanguage.init) ?? .en }

extension ReportInput {
  /// The page's input for a run that is about to be written.
  init(_ export: RunExport, _ draft: BundleDraft, signer: String?, in language: PageLanguage) {
    self.init(
      export.records, signer: signer, root: draft.manifest.root, artifact: export.artifact,
      answers: shownAnswers(of: export.records, lines: export.forEachLine, data: export.artifact),
      doubts: measurementDoubts(export.records),
      language: language)
  }

  /// The page's input for a derivation that is about to be written.
  init(_ derivation: DerivedBundle, _ draft: BundleDraft, of parent: IntactBundle, signer: String?, in language: PageLanguage) {
    let folder = parent.reading.folder
    self.init(
      derivation.records, signer: signer, root: draft.manifest.root, artifact: parent.artifact,
      answers: shownAnswers(
        of: derivation.records, lines: derivation.forEachLine, data: { folder.bytes("data/inputs/\($0.hex)", limit: shownDatasetBytes) }),
      doubts: measurementDoubts(derivation.records), language: language)
  }

  /// The page's input for a bundle that stands on disk.
  init(_ reading: BundleReading, _ records: BundleRecords, in language: PageLanguage) {
    let folder = reading.folder
    self.init(
      records.records, signer: reading.envelopes.first.flatMap { try? Envelope(reading: $0.bytes).keyid }, root: reading.root,
      artifact: { folder.bytes("data/artifacts/\($0.hex)") },
      answers: shownAnswers(
        of: records.records, lines: folder.forEachLine, data: { folder.bytes("data/inputs/\($0.hex)", limit: shownDatasetBytes) }),
      doubts: measurementDoubts(records.records), language: language)
  }
}

/// The largest dataset that is read again for what counts as right; of larger ones a page shows what was said alone.
private let shownDatasetBytes = 64 << 20

/// The items of the evaluations; only datasets that the bundle holds are read, so that everyone renders the same page.
private func shownAnswers(
  of records: RunRecords, lines: @escaping AnswerReading.Lines, data: @escaping (Digest) -> [UInt8]?
) -> ReportInput.Answers {
  let reading = AnswerReading(records.plan, lines: lines) { digest in
    let isShown = records.inputs.files.contains { $0.sha256 == digest && $0.included && $0.bytes.value <= UInt64(shownDatasetBytes) }
    return isShown ? data(digest) : nil
  }
  return { trial, limit, take in reading.forEach(of: trial, first: limit, take) }
}

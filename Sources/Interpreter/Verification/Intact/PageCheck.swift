internal import Attest
internal import Record
internal import Text

/// The page of a bundle says what its records say, or it is not vouched for.
struct PageCheck {
  private let reading: BundleReading
  private let records: BundleRecords
  private let request: VerificationRequest

  init(_ reading: BundleReading, _ records: BundleRecords, _ request: VerificationRequest) {
    self.reading = reading
    self.records = records
    self.request = request
  }

  var outcome: CheckOutcome {
    guard reading.folder.files[BundleFile.report] != nil else { return CheckOutcome("page", done: "there is none") }
    guard !request.ignoresReport else { return CheckOutcome("page", done: "left out of the question, as you asked") }
    guard let page = request.rendersReport?(reading, records) else {
      let finding = Finding(
        "report-not-checked", .unchecked, path: BundleFile.report, "not by this renderer, so it may tell another story than the records",
        help: "read a page of your own: etalon report \(shellQuoted(request.bundle)) -o page.html; then verify with --ignore-report")
      return CheckOutcome("page", notDone: "\(BundleFile.report) is not by this renderer", findings: [finding])
    }
    return CheckOutcome("page", done: "as rendered here", findings: reading.folder.bytes(BundleFile.report) == page ? [] : [difference])
  }

  private var difference: Finding {
    Finding(
      "report-differs", path: BundleFile.report, "not the page that this release renders from the records",
      help: "do not read it: etalon report \(shellQuoted(request.bundle)) -o page.html")
  }
}

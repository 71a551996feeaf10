// The property `intact`: the folder is what its manifest says, and everything derived in it follows from what it was derived from.
internal import Attest
internal import Record
internal import Score
internal import Text

/// Structure, plan, scores and verdicts of a bundle, checked without executing anything.
struct IntactCheck {
  private let reading: BundleReading
  private let request: VerificationRequest
  private var findings: [Finding]

  init(_ reading: BundleReading, _ request: VerificationRequest) {
    self.reading = reading
    self.request = request
    findings = reading.findings
    guard let records = reading.records else { return }
    let resolution = PlanResolution(records, reading.folder).findings
    findings += resolution
    checkScores(records)
    // What reads a plan's numbers further trusts that they are those of a valid spec.
    if !findings.contains(where: { $0.severity == .failure }) { findings += RescoringCheck(records, reading.folder, request).findings }
    checkReport(records)
    noteReference(records)
  }

  var verdict: PropertyVerdict {
    let failures = findings.count { $0.severity == .failure }
    if failures > 0 {
      let first = findings.first { $0.severity == .failure }
      let more = failures > 1 ? ", and \(failures - 1) more" : ""
      return PropertyVerdict(.intact, .fails, "\(first.map { "\($0.path): \($0.message)" } ?? "")\(more)", findings: findings)
    }
    guard let records = reading.records, reading.root != nil else {
      return PropertyVerdict(.intact, .fails, "the bundle cannot be read", findings: findings)
    }
    let summary =
      "\(counted(reading.folder.files.count, "file")), \(counted(records.trials.count, "trial")); "
      + "plan, scores and verdicts follow from their sources"
    return PropertyVerdict(.intact, .holds, summary, findings: findings)
  }

  /// Scores and verdicts come out of the raw records again, byte for byte.
  private mutating func checkScores(_ records: BundleRecords) {
    let folder = reading.folder
    let derived = scores(
      of: records.raw,
      artifacts: { folder.namedFile("artifacts", $0) })
    guard let mine = try? derived.json(), let theirs = try? records.scores.json() else { return }
    if mine != theirs {
      let pointer = theirs.pointerOfFirstDifference(from: mine)
      findings.append(
        Finding(
          "scores-differ", path: "\(BundleFile.scores)#\(excerpt(pointer))", "not what the plan makes of the raw records",
          expected: mine.value(at: pointer).map { excerpt($0.canonicalText) },
          found: theirs.value(at: pointer).map { excerpt($0.canonicalText) }))
    }
  }

  private mutating func checkReport(_ records: BundleRecords) {
    guard reading.folder.files[BundleFile.report] != nil else { return }
    if let render = request.rendersReport, let page = render(reading, records) {
      if reading.folder.bytes(BundleFile.report) != page {
        findings.append(
          Finding(
            "report-differs", path: BundleFile.report, "not the page that this release renders from the records",
            help: "do not read it: etalon report \(request.bundle) -o page.html"))
      }
      return
    }
    findings.append(
      Finding(
        "report-not-checked", .note, path: BundleFile.report, "a rendering of the rest, outside the manifest; it was not compared",
        help: "etalon report \(request.bundle) renders it from the records"))
  }

  private mutating func noteReference(_ records: BundleRecords) {
    guard let reference = records.plan.weighting?.reference else { return }
    let origin = reference.root.map { "the bundle with root \($0.hex)" } ?? "the spec"
    findings.append(
      Finding(
        "reference-not-checked", .note, path: "\(BundleFile.plan)#/weighting/reference", "values pinned by the plan, taken from \(origin)"))
  }
}

extension BundleFolder {
  /// A file named by its digest, where it is there and its bytes still have that digest.
  func namedFile(_ folder: String, _ digest: Digest) -> [UInt8]? {
    guard let bytes = bytes("data/\(folder)/\(digest.hex)"), SHA256.digest(of: bytes) == digest else { return nil }
    return bytes
  }
}

extension JSON {
  /// The value at a JSON pointer (RFC 6901), or `nil`.
  func value(at pointer: String) -> JSON? {
    var value = self
    for part in pointer.split(separator: "/") {
      let name = part.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
        .split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
      if let elements = value.elements {
        guard let index = Int(name), elements.indices.contains(index) else { return nil }
        value = elements[index]
      } else {
        guard let member = value[name] else { return nil }
        value = member
      }
    }
    return value
  }
}

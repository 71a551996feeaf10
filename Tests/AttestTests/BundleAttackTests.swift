import Attest
import Foundation
import Record
import TestSupport
import Testing

/// What somebody can do to a bundle, and what the check says.
@Suite struct `A bundle` {
  @Test func `that nobody touched is intact and authentic`() throws {
    let bundle = try BundleFixture()
    let reading = try bundle.reading
    #expect(reading.findings == [])
    #expect(reading.records?.trials.count == 3)
    let verdict = reading.authenticity(under: bundle.policy)
    let summary = "signed by \(BundleFixture.builder), whom your policy trusts"
    #expect(verdict == PropertyVerdict(.authentic, .holds, summary, checks: [Check("signature", .done, summary)]))
    #expect(reading.outcomes.map(\.check) == [Check("files", .done, "\(bundle.files.count) files"), Check("records", .done, "3 trials")])
  }

  @Test func `with one bit flipped in any file fails and the finding names the file`() throws {
    let bundle = try BundleFixture()
    for file in bundle.files where file != "report.html" {
      let bytes = try bundle.bytes(file)
      for place in Set([0, bytes.count / 2, bytes.count - 1]) {
        for flip in [0x01, 0x80] as [UInt8] {
          var changed = bytes
          changed[place] ^= flip
          try bundle.write(changed, to: file)
          let reading = try bundle.reading
          let verdict = reading.authenticity(under: bundle.policy)
          let failures = (reading.findings + verdict.findings).filter { $0.severity == .failure }
          #expect(failures.contains { $0.path.hasPrefix(file) }, "\(file), byte \(place) ^ \(flip): \(failures.map(\.path))")
        }
      }
      try bundle.write(bytes, to: file)
    }
    #expect(try bundle.complaints == [])
  }

  @Test func `cut short anywhere fails and the finding names the file`() throws {
    let bundle = try BundleFixture()
    for file in bundle.files where file != "report.html" {
      let bytes = try bundle.bytes(file)
      for count in [0, bytes.count / 2, bytes.count - 1] {
        try bundle.write(Array(bytes[..<count]), to: file)
        let reading = try bundle.reading
        let failures = (reading.findings + reading.authenticity(under: bundle.policy).findings).filter { $0.severity == .failure }
        #expect(failures.contains { $0.path.hasPrefix(file) }, "\(file), \(count) bytes")
      }
      try bundle.write(bytes, to: file)
    }
  }

  @Test func `without one of its files fails and the finding names it`() throws {
    for file in try BundleFixture().files where file != "report.html" && !file.hasPrefix("attestations") {
      let bundle = try BundleFixture()
      try FileManager.default.removeItem(atPath: "\(bundle.path)/\(file)")
      #expect(try bundle.complaints.contains("file-missing \(file)"))
    }
  }

  @Test func `whose manifest the attacker recomputed is not authentic`() throws {
    let bundle = try BundleFixture()
    let text = String(decoding: try bundle.bytes("data/run.json"), as: UTF8.self)
    try bundle.write(Array(text.replacingOccurrences(of: #""version":"0""#, with: #""version":"1""#).utf8), to: "data/run.json")
    try bundle.recomputeManifest()
    let reading = try bundle.reading
    #expect(reading.findings == [])
    let verdict = reading.authenticity(under: bundle.policy)
    #expect(verdict.state == .fails)
    #expect(verdict.findings.map(\.code) == ["subject-differs"])
  }

  @Test func `signed again by another key is not in the policy`() throws {
    let bundle = try BundleFixture(signed: false)
    let other = try SigningKey.generate()
    _ = try bundle.reading.sign(as: BundleFixture.builder, with: other)
    let verdict = try bundle.reading.authenticity(under: bundle.policy)
    #expect(verdict.state == .notCheckable)
    #expect(verdict.findings.map(\.code) == ["key-unknown"])
    #expect(verdict.findings.first?.message == "signed by \(other.publicKey.keyid), not in your policy")
    #expect(verdict.findings.first?.help?.hasSuffix("etalon key trust KEY.pub --builder \(BundleFixture.builder)") == true)
  }

  @Test func `without a signature is not checkable, and without a policy too`() throws {
    #expect(try BundleFixture(signed: false).reading.authenticity(under: nil).findings.map(\.code) == ["not-signed"])
    let bundle = try BundleFixture()
    let verdict = try bundle.reading.authenticity(under: nil)
    #expect(verdict.state == .notCheckable)
    #expect(verdict.summary == "signed by \(bundle.key.keyid.prefix(16))…, not in your policy")
  }

  @Test func `with a key inside it does not make that key trusted`() throws {
    let bundle = try BundleFixture()
    try bundle.write(Array(bundle.key.pem.utf8), to: "key.pub")
    #expect(try bundle.complaints == ["file-extra key.pub"])
    #expect(try bundle.reading.authenticity(under: nil).state == .notCheckable)
  }

  @Test(arguments: [
    "x", "data/x", "data/plan.json.bak", "attestations/x", "attestations/run.xyz.dsse.json", "data/artifacts/0123", "data/spec/a.yaml",
    "README.md", "data/artifacts/a/b",
  ])
  func `with a file too many fails and the finding names it`(name: String) throws {
    let bundle = try BundleFixture()
    try bundle.folder.write("more", to: "bundle/\(name)")
    #expect(try bundle.complaints.contains("file-extra \(name)"))
  }

  @Test func `with an empty folder fails`() throws {
    let bundle = try BundleFixture()
    try FileManager.default.createDirectory(atPath: "\(bundle.path)/data/transcripts", withIntermediateDirectories: false)
    #expect(try bundle.complaints == ["file-extra data/transcripts"])
  }

  @Test func `with a symbolic link fails, and nothing behind it is read`() throws {
    let bundle = try BundleFixture()
    let plan = "\(bundle.path)/data/plan.json"
    try FileManager.default.moveItem(atPath: plan, toPath: bundle.folder.path("elsewhere"))
    try FileManager.default.createSymbolicLink(atPath: plan, withDestinationPath: bundle.folder.path("elsewhere"))
    let complaints = try bundle.complaints
    #expect(complaints == ["symbolic-link data/plan.json"])
    #expect(try bundle.reading.records == nil)
  }

  @Test func `with a folder that is a link fails`() throws {
    let bundle = try BundleFixture()
    try FileManager.default.moveItem(atPath: "\(bundle.path)/data/artifacts", toPath: bundle.folder.path("artifacts"))
    try FileManager.default.createSymbolicLink(
      atPath: "\(bundle.path)/data/artifacts", withDestinationPath: bundle.folder.path("artifacts"))
    #expect(try bundle.complaints.contains("symbolic-link data/artifacts"))
  }

  @Test func `with a hard link fails`() throws {
    let bundle = try BundleFixture()
    try FileManager.default.linkItem(atPath: "\(bundle.path)/data/plan.json", toPath: bundle.folder.path("other-name"))
    #expect(try bundle.complaints.contains("hard-link data/plan.json"))
  }

  @Test func `with a pipe fails at once`() throws {
    let bundle = try BundleFixture()
    #expect(unsafe mkfifo("\(bundle.path)/data/pipe", 0o644) == 0)
    #expect(try bundle.complaints == ["special-file data/pipe"])
  }

  @Test(arguments: [".hidden", "-x", "a b", "ä", "a\nb", "a\u{1B}[31m"])
  func `with a name that no bundle may hold fails, and the name is printable`(name: String) throws {
    let bundle = try BundleFixture()
    try bundle.write([], to: "data/\(name)")
    let findings = try bundle.reading.findings
    #expect(findings.map(\.code) == ["name-not-allowed"])
    #expect(findings.first?.path.unicodeScalars.contains { $0.properties.generalCategory == .control } == false)
  }

  @Test(arguments: [10, 10_001]) func `holds no more times and readings than its plan lets there be`(count: Int) throws {
    let bundle = try BundleFixture()
    var measurements = try Measurements(canonical: bundle.bytes("data/measurements.json"))
    measurements.trials[0].witnesses = Array(repeating: Witness(), count: count)
    measurements.trials[0].series = [
      SampleSeries(name: "time", nanoseconds: [U64](repeating: 1, count: count)),
      SampleSeries(name: "retries", unit: "1", numbers: [Double](repeating: 0, count: count)),
    ]
    try bundle.write(measurements.canonicalBytes(), to: "data/measurements.json")
    let isRefused = try bundle.complaints.contains("not-json data/measurements.json")
    #expect(isRefused == (count > 10_000))
  }

  @Test func `with folders nested too deep fails`() throws {
    let bundle = try BundleFixture()
    let deep = (0..<20).map { "d\($0)" }.joined(separator: "/")
    try bundle.folder.write("x", to: "bundle/data/\(deep)/file")
    #expect(try bundle.complaints.contains { $0.hasPrefix("too-deep ") })
  }

  @Test func `with more files or bytes than allowed fails without being read on`() throws {
    let bundle = try BundleFixture()
    let few = try BundleReading(path: bundle.path, limits: BundleLimits(files: 5))
    #expect(few.findings.contains { $0.code == "too-many-files" })
    let small = try BundleReading(path: bundle.path, limits: BundleLimits(bytes: 1000))
    #expect(small.findings.contains { $0.code == "too-large" })
    let records = try BundleReading(path: bundle.path, limits: BundleLimits(recordBytes: 200))
    #expect(records.findings.contains { $0.code == "too-large" && $0.path == "manifest-sha256.txt" })
  }

  @Test func `that is no folder is refused`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("x", to: "file")
    #expect(throws: AttestFault.self) { try BundleReading(path: file) }
    #expect(throws: AttestFault.self) { try BundleReading(path: folder.path("none")) }
    // An empty folder is one without all of its files.
    #expect(try BundleReading(path: folder.path).findings.contains { $0.code == "file-missing" && $0.path == "data/plan.json" })
  }
}

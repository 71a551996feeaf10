internal import Record
internal import Text

/// Compares `inputs.json` with the plan: what cells read and what the spec is made of, and nothing else.
struct InputChecks {
  private let records: BundleRecords
  private let folder: BundleFolder
  private(set) var findings: [Finding] = []

  init(records: BundleRecords, folder: BundleFolder) {
    self.records = records
    self.folder = folder
    compare(planned)
    for input in records.inputs.files where input.included || input.role == .spec { checkCarried(input) }
  }

  /// What tells an input from others.
  private struct Name: Hashable {
    let digest: Digest
    let role: InputFile.Role?
    let id: String
  }

  /// Everything that the plan is made from and reads, each with the licence that the plan gives it.
  private var planned: [(name: Name, license: String?)] {
    let plan = records.plan
    let used = Set(plan.nodes.flatMap(\.inputs))
    let read = plan.inputs.filter { used.contains($0.id) }.map { input in
      (Name(digest: input.sha256, role: InputFile.Role(rawValue: input.kind.rawValue), id: input.id), input.license)
    }
    return read + [(Name(digest: plan.spec.root, role: .spec, id: "root"), nil)]
      + plan.spec.parents.map { (Name(digest: $0, role: .spec, id: "parent"), nil) }
  }

  private mutating func compare(_ planned: [(name: Name, license: String?)]) {
    var open = Dictionary(planned.map { ($0.name, $0.license) }, uniquingKeysWith: { first, _ in first })
    for input in records.inputs.files {
      guard let license = open.removeValue(forKey: Name(digest: input.sha256, role: input.role, id: input.id)) else {
        findings.append(
          Finding(
            "input-extra", path: BundleFile.inputs, "\(quoted(input.id)) is nothing that the plan reads, or stands twice",
            found: input.sha256.hex))
        continue
      }
      if license != input.license {
        findings.append(
          Finding(
            "input-license", path: BundleFile.inputs, "not the licence that the plan gives \(quoted(input.id))",
            expected: excerpt(license ?? "none"), found: excerpt(input.license ?? "none")))
      }
    }
    for missing in open.keys {
      findings.append(
        Finding(
          "input-missing", path: BundleFile.inputs, "\(quoted(missing.id)) of the plan is not among the inputs",
          expected: missing.digest.hex))
    }
  }

  private mutating func checkCarried(_ input: InputFile) {
    let path = input.bundlePath
    guard let size = folder.files[path] else {
      findings.append(Finding("file-missing", path: path, "\(quoted(input.id)) is said to be included, and it is not there"))
      return
    }
    if UInt64(size) != input.bytes.value {
      findings.append(
        Finding("input-size", path: BundleFile.inputs, "wrong size of \(quoted(input.id))", expected: "\(size)", found: "\(input.bytes)"))
    }
  }
}

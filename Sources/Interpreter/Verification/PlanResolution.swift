// The plan of a bundle must be what its own spec files say, byte for byte.
internal import Attest
internal import Record
internal import Spec
internal import Text

/// Resolves `data/spec` again and compares the outcome with `data/plan.json`.
struct PlanResolution {
  private let records: BundleRecords
  private let folder: BundleFolder
  private(set) var findings: [Finding] = []

  init(_ records: BundleRecords, _ folder: BundleFolder) {
    self.records = records
    self.folder = folder
    resolve()
  }

  private mutating func resolve() {
    let plan = records.plan
    guard let catalogue = Catalogue.current.view(of: plan.catalogue) else {
      findings.append(
        Finding(
          "catalogue-differs", .unchecked, path: "\(BundleFile.plan)#/catalogue", "the plan was made with a later catalogue",
          expected: "at most \(Catalogue.current.version)", found: "\(plan.catalogue)", help: "verify with the release that made the bundle"))
      return
    }
    guard let root = source(plan.spec.root) else { return }
    let (planned, diagnostics) = makePlan(from: root, in: context(catalogue))
    guard let planned else {
      let first = diagnostics.first { $0.severity == .error }
      findings.append(
        Finding(
          "spec-invalid", path: "data/spec/\(plan.spec.root.hex).yaml",
          "gives no plan: \(excerpt(first?.headline ?? "no reason was given"))", help: first.map { "etalon explain \($0.id)" }))
      return
    }
    compare(planned.plan)
  }

  private mutating func compare(_ resolved: Plan) {
    guard let mine = try? resolved.json(), let theirs = try? records.plan.json(), mine.canonicalBytes != theirs.canonicalBytes else {
      return
    }
    let pointer = theirs.pointerOfFirstDifference(from: mine)
    findings.append(
      Finding(
        "plan-not-from-spec", path: "\(BundleFile.plan)#\(excerpt(pointer))", "not what the spec files in the bundle say",
        expected: mine.value(at: pointer).map { excerpt($0.canonicalText) },
        found: theirs.value(at: pointer).map { excerpt($0.canonicalText) }))
  }

  private func source(_ digest: Digest) -> SourceFile? {
    let path = "data/spec/\(digest.hex).yaml"
    guard let bytes = folder.bytes(path, limit: 4 << 20), SHA256.digest(of: bytes) == digest else { return nil }
    return SourceFile(name: path, bytes: bytes, digest: digest)
  }

  /// Nothing outside the bundle is looked at: parents come by their digest, reference values from the plan itself.
  private func context(_ catalogue: Catalogue) -> PlanningContext {
    let reference = records.plan.weighting?.reference
    return PlanningContext(
      catalogue: catalogue, overrides: records.plan.overrides,
      parent: { path, pinned, _ in
        guard let pinned else { return .failure(SourceProblem("\(quoted(path)) is not pinned by a digest")) }
        return source(pinned).map { .success($0) } ?? .failure(SourceProblem("the bundle has no spec with digest \(pinned)"))
      },
      reference: { request in
        guard let reference, reference.root == request.root else { return .failure(SourceProblem("the plan pins no such reference")) }
        return .success(Dictionary(reference.values.map { ($0.metric, $0.value) }, uniquingKeysWith: { first, _ in first }))
      })
  }
}

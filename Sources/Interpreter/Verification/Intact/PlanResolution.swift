// The plan of a bundle must be what its own spec files say, byte for byte.
internal import Attest
internal import Record
internal import Spec
internal import Text

/// Resolves `data/spec` again and compares the outcome with `data/plan.json`.
struct PlanResolution {
  private let records: BundleRecords
  private let folder: BundleFolder

  init(_ records: BundleRecords, _ folder: BundleFolder) {
    self.records = records
    self.folder = folder
  }

  var outcome: CheckOutcome {
    let plan = records.plan
    guard let catalogue = Catalogue.current.view(of: plan.catalogue) else {
      return CheckOutcome(
        "plan", notDone: "the plan was made with catalogue \(plan.catalogue), which this release does not have", findings: [unknown])
    }
    guard let (planned, diagnostics) = planned(catalogue, plan.overrides) else {
      return CheckOutcome("plan", notDone: "the bundle does not hold the spec that the plan names")
    }
    guard var planned else {
      let first = diagnostics.first { $0.severity == .error }
      let finding = Finding(
        "spec-invalid", path: "data/spec/\(plan.spec.root.hex).yaml",
        "gives no plan: \(excerpt(first?.headline ?? "no reason was given"))", help: first.map { "etalon explain \($0.id)" })
      return CheckOutcome("plan", done: "the plan follows from its spec", findings: [finding])
    }
    // A derivation names its parent twice: in its plan, and in what it says of itself.
    planned.derivedFrom = records.run.derivedFrom
    return CheckOutcome("plan", done: "the plan follows from its spec", findings: differences(from: planned))
  }

  /// The plan of the spec files with some overrides; `nil` where the bundle does not hold them.
  func planned(_ catalogue: Catalogue, _ overrides: [Override]) -> (plan: Plan?, diagnostics: [Diagnostic])? {
    guard let root = source(records.plan.spec.root) else { return nil }
    let (planned, diagnostics) = makePlan(from: root, in: context(catalogue, overrides))
    return (planned?.plan, diagnostics)
  }

  private var unknown: Finding {
    Finding(
      "catalogue-differs", .unchecked, path: "\(BundleFile.plan)#/catalogue",
      "a catalogue that this release does not have, so the plan was not compared with its spec",
      expected: "1 to \(Catalogue.current.version)", found: "\(records.plan.catalogue)",
      help: "verify with the release that made the bundle")
  }

  private func differences(from resolved: Plan) -> [Finding] {
    let json: (mine: JSON, theirs: JSON)
    do {
      json = (try resolved.json(), try records.plan.json())
    } catch {
      return [Finding("plan-not-from-spec", path: "\(BundleFile.plan)#\(excerpt(error.pointer))", excerpt(error.message))]
    }
    if json.mine.canonicalBytes == json.theirs.canonicalBytes { return [] }
    let pointer = json.theirs.pointerOfFirstDifference(from: json.mine)
    return [
      Finding(
        "plan-not-from-spec", path: "\(BundleFile.plan)#\(excerpt(pointer))", "not what the spec files in the bundle say",
        expected: json.mine.value(at: pointer).map { excerpt($0.canonicalText) },
        found: json.theirs.value(at: pointer).map { excerpt($0.canonicalText) })
    ]
  }

  private func source(_ digest: Digest) -> SourceFile? {
    let path = "data/spec/\(digest.hex).yaml"
    guard let bytes = folder.bytes(path, limit: 4 << 20), SHA256.digest(of: bytes) == digest else { return nil }
    return SourceFile(name: path, bytes: bytes, digest: digest)
  }

  /// Nothing outside the bundle is looked at: parents come by their digest, reference values from the plan itself, which `ReferenceCheck`
  /// holds against their bundle.
  private func context(_ catalogue: Catalogue, _ overrides: [Override]) -> PlanningContext {
    let reference = records.plan.weighting?.reference
    return PlanningContext(
      catalogue: catalogue, overrides: overrides,
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

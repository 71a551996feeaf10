internal import Attest
public import Ranking
public import Record
internal import Score
internal import Text

extension LeafTable.System {
  /// The system that a bundle is about, with its leaves as they follow from its raw records.
  ///
  /// - Parameters:
  ///   - name: What people call it.
  ///   - bundle: The bundle, intact.
  ///   - report: What a verification of it found.
  public init(_ name: String, _ bundle: IntactBundle, _ report: VerificationReport, facts: [Fact] = []) {
    let records = bundle.records.raw
    let found = observations(of: records, artifacts: bundle.artifact, items: bundle.reading.folder.forEachItemLine)
    let derived = Score.scores(of: records, artifacts: bundle.artifact, items: bundle.reading.folder.forEachItemLine)
    let nodes = Dictionary(records.plan.nodes.map { ($0.id, $0) }) { first, _ in first }
    self.init(
      name: name, kind: records.plan.systemKind, root: report.root,
      standing: Standing(report, disturbances: Disturbance.all(in: bundle.records.environment).map(\.phrase)),
      work: records.plan.workKey, leaves: derived.metrics.compactMap { Leaf($0, nodes[$0.node], found) },
      facts: bundle.records.environment.facts + facts)
  }
}

extension Leaf {
  /// A metric of a run with what it was derived from; `nil` for a cell that the plan does not have.
  init?(_ value: MetricValue, _ node: Node?, _ observations: [MetricObservations]) {
    guard let node, let point = value.exact.map({ Fraction($0) }) ?? Fraction(decimalOf: value.estimate.value) else { return nil }
    let content = observations.first { $0.node == value.node && $0.metric == value.metric }?.content
    self.init(
      workload: node.workload, coordinates: node.coordinates, metric: value.metric, unit: value.unit, better: value.direction, point: point,
      observations: content.map { Observations($0) } ?? .exact)
  }
}

extension Observations {
  init(_ content: MetricObservations.Content) {
    switch content {
    case .items(let items, let dataset):
      self = .items(
        items.map { ItemScore(id: "\($0.position)", cluster: $0.cluster, score: $0.score) }, set: dataset.hex)
    case .samples(let trials, let percent): self = .samples(trials, percent: percent)
    case .trials(let values): self = values.count > 1 ? .trials(values) : .exact
    }
  }
}

extension Standing {
  /// What a verification found, in a clause.
  public init(_ report: VerificationReport, disturbances: [String]) {
    func verdict(_ property: PropertyVerdict.Property) -> PropertyVerdict? { report.properties.first { $0.property == property } }
    let isIntact = verdict(.intact)?.state == .holds
    let isAuthentic = verdict(.authentic)?.state == .holds
    let summaries = [verdict(.intact), verdict(.authentic)].compactMap(\.self).map { "\($0.property.rawValue): \($0.summary)" }
    let endorsement = verdict(.reproducedBy)
    self.init(
      isVerified: isIntact && isAuthentic, words: summaries.joined(separator: "; "),
      reproducedBy: endorsement?.state == .holds ? [endorsement?.summary ?? ""] : [], disturbances: disturbances)
  }
}

extension Plan {
  /// A model where it asks one, else the server that it ran on.
  var systemKind: SystemKind {
    nodes.contains { if case .evaluate = $0.work { true } else { false } } ? .model : .server
  }

  /// The digest of all that decides what the metrics mean: the cells without who computes or answers, and the data that they read.
  var workKey: String {
    let trees = (try? json())?["nodes"]?.elements ?? []
    let cells = trees.map { node -> JSON in
      guard var tree = node.object else { return node }
      for name in ["target", "limits", "sampling", "metrics"] { tree[name] = nil }
      if var work = tree["work"]?.object {
        for kind in work.members.map(\.name) {
          guard var inner = work[kind]?.object else { continue }
          inner["subject"] = nil
          work[kind] = .object(inner)
        }
        work["subject"] = nil
        tree["work"] = .object(work)
      }
      return .object(tree)
    }
    let inputs = inputs.map { JSON.string($0.sha256.hex) }
    let tree = JSON.array([.array(cells), .array(inputs), .string("\(seed.root)")])
    return SHA256.digest(of: tree.canonicalBytes).hex
  }
}

extension Fingerprint {
  /// What the host itself tells of a buyer's interest.
  var facts: [Fact] {
    var found: [Fact] = []
    if let bytes = fields["memory.total"]?.value?.number, let amount = Rational(exactly: bytes) {
      found.append(Fact("memory", .amount(amount, unit: "B"), source: "recorded"))
    }
    if let model = fields["cpu.model"]?.value?.text { found.append(Fact("processor", .words([model]), source: "recorded")) }
    return found
  }
}

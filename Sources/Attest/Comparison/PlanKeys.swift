internal import Record
internal import Text

/// Finds the keys of the spec that make two plans differ.
///
/// A plan is compared as the tree that its canonical JSON is, and each place of it has the path of the key that it comes from. Cells of one
/// workload that changed alike give one change.
struct PlanKeys {
  private let left: Side
  private let right: Side
  private var found: [String: PlanDiff.Change] = [:]
  private var order: [String] = []

  /// A plan, and the tree that it is as JSON.
  private struct Side {
    let plan: Plan
    let tree: JSON

    init(_ plan: Plan) {
      self.plan = plan
      tree = (try? plan.json()) ?? .null
    }

    /// The entries of a list by id, in order.
    func entries(_ list: String, named name: String = "id") -> [(name: String, tree: JSON)] {
      (tree[list]?.elements ?? []).map { ($0[name]?.text ?? "", $0) }
    }
  }

  init(_ left: Plan, _ right: Plan) {
    self.left = Side(left)
    self.right = Side(right)
    addOverrides()
    addParameters()
    addText("seed", "\(left.seed.root)", "\(right.seed.root)")
    addCells()
    addMatrix()
    for (list, key) in [("targets", "targets"), ("inputs", "datasets"), ("subjects", "subjects")] {
      addEntries(key, self.left.entries(list), self.right.entries(list), isMaterial: true)
    }
    addEntries("claims", self.left.entries("claims", named: "text"), self.right.entries("claims", named: "text"), isMaterial: false)
    add(["weighting"], self.left.tree["weighting"], self.right.tree["weighting"], isMaterial: false)
    addText("name", left.name, right.name, isMaterial: false)
    addText("title", left.title, right.title, isMaterial: false)
    addText("etalon", "\(left.language)", "\(right.language)")
    addText("catalogue", "\(left.catalogue)", "\(right.catalogue)")
  }

  /// What was set first, then what decides what is computed, then the rest; each in the order of the plan.
  var changes: [PlanDiff.Change] {
    let all = order.compactMap { found[$0] }
    return all.filter { !$0.setBy.isEmpty } + all.filter { $0.setBy.isEmpty && $0.isMaterial }
      + all.filter { $0.setBy.isEmpty && !$0.isMaterial }
  }

  private mutating func addOverrides() {
    func last(_ plan: Plan) -> [String: String] { Dictionary(plan.overrides.map { ($0.path, $0.value) }) { $1 } }
    let (mine, theirs) = (last(left.plan), last(right.plan))
    for path in (left.plan.overrides + right.plan.overrides).map(\.path) where mine[path] != theirs[path] {
      let setBy = [mine[path] == nil ? nil : "A", theirs[path] == nil ? nil : "B"].compactMap(\.self)
      note(PlanDiff.Change(key: path, left: mine[path], right: theirs[path], setBy: setBy, isMaterial: true))
    }
  }

  private mutating func addParameters() {
    let (mine, theirs) = (left.plan.parameters, right.plan.parameters)
    for name in Set(mine.keys).union(theirs.keys).sorted() { addText("parameters.\(name)", mine[name], theirs[name]) }
  }

  private mutating func addText(_ key: String, _ left: String?, _ right: String?, isMaterial: Bool = true) {
    if left != right {
      note(PlanDiff.Change(key: key, left: left.map { excerpt($0) }, right: right.map { excerpt($0) }, setBy: [], isMaterial: isMaterial))
    }
  }

  private mutating func addCells() {
    let others = Dictionary(right.entries("nodes").map { ($0.name, $0.tree) }) { first, _ in first }
    for (name, tree) in left.entries("nodes") {
      guard let other = others[name], other != tree else { continue }
      let workload = ["workloads", tree["workload"]?.text ?? name]
      for part in PlanKeys.parts { add(workload + part.key, tree[part.field], other[part.field], isMaterial: true) }
    }
  }

  /// The parts of a cell with the key that each comes from; metrics follow from the others.
  private static let parts: [(field: String, key: [String])] = [
    ("work", []), ("sampling", ["sample"]), ("limits", ["limits"]), ("target", ["target"]), ("trials", ["trials"]),
    ("inputs", ["dataset"]), ("needs", ["needs"]), ("numerics", ["numerics"]),
  ]

  /// Values on an axis that only one side has.
  private mutating func addMatrix() {
    func axes(_ plan: Plan) -> [String: Set<String>] {
      var values: [String: Set<String>] = [:]
      for node in plan.nodes {
        values["workloads.\(node.workload)", default: []].insert("")
        for point in node.coordinates { values["workloads.\(node.workload).matrix.\(point.axis)", default: []].insert(point.value) }
      }
      return values
    }
    let (mine, theirs) = (axes(left.plan), axes(right.plan))
    for key in Set(mine.keys).union(theirs.keys).sorted() where mine[key] != theirs[key] {
      func text(_ values: Set<String>?) -> String? {
        values.map { $0 == [""] ? "a workload" : "[\($0.sorted().joined(separator: ", "))]" }
      }
      note(PlanDiff.Change(key: key, left: text(mine[key]), right: text(theirs[key]), setBy: [], isMaterial: true))
    }
  }

  private mutating func addEntries(
    _ key: String, _ mine: [(name: String, tree: JSON)], _ theirs: [(name: String, tree: JSON)], isMaterial: Bool
  ) {
    let one = Dictionary(mine.map { ($0.name, $0.tree) }) { first, _ in first }
    let other = Dictionary(theirs.map { ($0.name, $0.tree) }) { first, _ in first }
    var seen: Set<String> = []
    for (name, _) in mine + theirs where seen.insert(name).inserted {
      if let left = one[name], let right = other[name] {
        add([key, name], left, right, isMaterial: isMaterial)
      } else {
        let there = "declared"
        note(
          PlanDiff.Change(
            key: "\(key).\(name)", left: one[name].map { _ in there }, right: other[name].map { _ in there }, setBy: [],
            isMaterial: isMaterial))
      }
    }
  }

  /// Walks two trees and notes where they part.
  private mutating func add(_ path: [String], _ left: JSON?, _ right: JSON?, isMaterial: Bool) {
    if left == right { return }
    guard let mine = left?.object, let theirs = right?.object else {
      return note(
        PlanDiff.Change(
          key: path.joined(separator: "."), left: left.map(FieldComparison.text), right: right.map(FieldComparison.text), setBy: [],
          isMaterial: isMaterial))
    }
    for name in Set(mine.members.map(\.name)).union(theirs.members.map(\.name)).sorted() where !PlanKeys.derived.contains(name) {
      add(path + [PlanKeys.key(name)], mine[name], theirs[name], isMaterial: isMaterial)
    }
  }

  /// Fields of a plan that follow from others, and would say the same twice.
  private static let derived: Set<String> = ["flops", "bytes", "id", "kind"]

  /// The key that a field of a plan comes from: settings stand under `with`.
  private static func key(_ field: String) -> String {
    switch field {
    case "parameters", "settings": "with"
    case "operation": "kernel"
    case "tier": "numerics"
    default: field
    }
  }

  /// A change is kept once: cells of a workload change alike, and what was set on the command line shows in the cells again.
  private mutating func note(_ change: PlanDiff.Change) {
    if let before = found[change.key] {
      var merged = before
      merged.left = before.left ?? change.left
      merged.right = before.right ?? change.right
      found[change.key] = merged
      return
    }
    found[change.key] = change
    order.append(change.key)
  }
}

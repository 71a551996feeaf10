// What two specs make their plans do differently.
public import Record
internal import Text

/// The differences of two plans, by the keys of the spec that make them.
public struct PlanDiff: Sendable, Hashable {
  /// What differs, what somebody set first: overrides, parameters, then keys of cells, then the rest.
  public let changes: [Change]
  /// Cells that only A has.
  public let onlyLeft: [String]
  /// Cells that only B has.
  public let onlyRight: [String]
  /// Cells of both that are defined alike, the seed of the plan aside.
  public let shared: [String]
  /// Whether the digests of the two plans are the same.
  public let isSame: Bool

  /// A key of the spec that the two plans have different.
  public struct Change: Sendable, Hashable {
    /// The path of the key, such as `workloads.gemm.with.rows`.
    public var key: String
    /// What A has, as text; `nil` where it has no such key.
    public var left: String?
    /// What B has, as text; `nil` where it has no such key.
    public var right: String?
    /// Where the value of a side comes from the command line: `A`, `B` or both.
    public var setBy: [String]
    /// Whether the key decides what is computed, and not only how it is judged or called.
    public var isMaterial: Bool

    /// The change as a phrase: "`rows` is 512 here and 1024 there".
    public var phrase: String {
      switch (left, right) {
      case (let left?, let right?): "\(quoted(key)) is \(left) here and \(right) there"
      case (let left?, nil): "\(quoted(key)) is \(left) here, and not there at all"
      case (nil, let right?): "\(quoted(key)) is \(right) there, and not here at all"
      case (nil, nil): "\(quoted(key)) differs"
      }
    }
  }

  /// Compares two plans.
  ///
  /// Complexity: O(n log n) in the size of the plans.
  public init(_ left: Plan, _ right: Plan) {
    let (mine, theirs) = (Cells(left), Cells(right))
    onlyLeft = left.nodes.map(\.id).filter { theirs.nodes[$0] == nil }
    onlyRight = right.nodes.map(\.id).filter { mine.nodes[$0] == nil }
    shared = left.nodes.map(\.id).filter { theirs.nodes[$0] == mine.nodes[$0] }
    changes = PlanKeys(left, right).changes
    isSame = changes.isEmpty && onlyLeft.isEmpty && onlyRight.isEmpty && shared.count == left.nodes.count
  }

  /// The cells of a plan by id.
  private struct Cells {
    let nodes: [String: Node]

    init(_ plan: Plan) { nodes = Dictionary(plan.nodes.map { ($0.id, $0) }) { first, _ in first } }
  }

  /// The plans in a sentence, the first difference first.
  public var headline: String {
    if isSame { return "the plans are the same" }
    guard let first = changes.first else { return "the plans differ: \(cellsClause)" }
    let rest = changes.count - 1
    return first.phrase + (rest > 0 ? ", and \(counted(rest, "more key differs", "more keys differ"))" : "")
  }

  private var cellsClause: String {
    let parts = [(onlyLeft, "A"), (onlyRight, "B")].filter { !$0.0.isEmpty }.map { "only \($1) has \(listed($0, limit: 3))" }
    return parts.isEmpty ? "cells are defined differently" : parts.joined(separator: ", ")
  }

  /// Whether something that decides what is computed differs.
  public var isMaterial: Bool { changes.contains(where: \.isMaterial) || !onlyLeft.isEmpty || !onlyRight.isEmpty }
}

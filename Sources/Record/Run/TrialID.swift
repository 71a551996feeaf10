/// The name of a trial: its cell and its number among the cell's trials, from 0.
public struct TrialID: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The id of the cell.
  public var node: String
  /// The number of the trial, from 0.
  public var index: Int

  /// The name of a trial of a cell.
  public init(node: String, index: Int) {
    self.node = node
    self.index = index
  }

  /// As messages name it: `gemm[type=f32]#0`.
  public var description: String { "\(node)#\(index)" }

  /// Whether both names are the same bytes; names that merely look alike are different.
  public static func == (left: TrialID, right: TrialID) -> Bool {
    left.index == right.index && isSpelledAlike(left.node, right.node)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combineBytes(of: node)
    hasher.combine(index)
  }

  /// The order of names, bytewise, then of numbers.
  public static func < (left: TrialID, right: TrialID) -> Bool {
    if isSpelledAlike(left.node, right.node) { return left.index < right.index }
    return left.node.utf8.lexicographicallyPrecedes(right.node.utf8)
  }
}

/// The names that the results of a finished trial have.
public struct ResultNames: Sendable, Hashable {
  /// Those that are always there.
  public var always: Set<String>
  /// Files after an epoch that the plan keeps them of, such as `state-4`; absent where it keeps none.
  public var checkpoints: Checkpoints?

  /// Which epochs leave files.
  public struct Checkpoints: Sendable, Hashable {
    /// After every so many.
    public var every: Int
    /// The last one that there can be.
    public var last: Int
  }

  init(_ always: Set<String>, checkpoints: Checkpoints? = nil) {
    self.always = always
    self.checkpoints = checkpoints
  }

  /// Whether a trial can have a result of this name.
  public func contains(_ name: String) -> Bool { always.contains(name) || checkpoints.map { $0.contain(name) } ?? false }
}

extension ResultNames.Checkpoints {
  fileprivate func contain(_ name: String) -> Bool {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, ["checkpoint", "memory", "state"].contains(parts[0]), let epoch = Int(parts[1]), "\(epoch)" == parts[1] else {
      return false
    }
    return (1...max(1, last)).contains(epoch) && epoch.isMultiple(of: every)
  }
}

extension Node {
  /// The names of the results of a finished trial; `nil` where they follow from item records instead.
  public var resultNames: ResultNames? { records.names }
}

extension TrainWork {
  var resultNames: ResultNames {
    let amount: Set<String> = readsText ? ["tokens", "perplexity", "vocabulary"] : ["samples"]
    let every = checkpoints.flatMap { $0 > 0 ? $0 : nil }
    return ResultNames(
      amount.union(["accuracy", "epochs", "loss", "reached", "step-loss", "steps", "test-loss", "weights"]),
      checkpoints: every.map { ResultNames.Checkpoints(every: $0, last: epochs ?? .max) })
  }
}

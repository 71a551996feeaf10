internal import Record

extension Node {
  /// The names of its planned trials, in order.
  var trialIDs: [TrialID] { (0..<trials).map { TrialID(node: id, index: $0) } }
}

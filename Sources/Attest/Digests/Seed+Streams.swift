public import Record

extension Seed {
  /// The key of a stream by the rule `etalon-stream/1`: SHA-256 of the canonical JSON array [root, node, trial index, purpose].
  ///
  /// The root stands there as a decimal string, as in every record.
  /// - Parameter node: The id of a cell, or of an input for what is drawn from the input alone.
  public func streamKey(node: String, trial: Int, purpose: String) -> Digest {
    let parts: JSON = [.string(root.recordText), .string(node), .number(Double(trial)), .string(purpose)]
    return SHA256.digest(of: parts.canonicalBytes)
  }
}

public import Record

extension Seed {
  /// The key of a stream: SHA-256 of the canonical JSON array [root, node, trial index, purpose], and by `etalon-stream/2` also the pulse.
  ///
  /// The root stands there as a decimal string, as in every record. Without its pulse, a seed that needs one gives other streams.
  /// - Parameter node: The id of a cell, or of an input for what is drawn from the input alone.
  public func streamKey(node: String, trial: Int, purpose: String) -> Digest {
    var parts: [JSON] = [.string(root.recordText), .string(node), .number(Double(trial)), .string(purpose)]
    if needsPulse { parts.append(pulse.map(JSON.string) ?? .null) }
    return SHA256.digest(of: JSON.array(parts).canonicalBytes)
  }
}

internal import Attest
internal import Kernels
public import Record

extension Seed {
  /// The key of a stream by the rule `etalon-stream/1`: SHA-256 of the canonical JSON array [root, node id, trial index, purpose].
  ///
  /// The root stands there as a decimal string, as in every record.
  public func streamKey(node: String, trial: Int, purpose: String) -> Digest {
    let parts: JSON = [.string(root.recordText), .string(node), .number(Double(trial)), .string(purpose)]
    return SHA256.digest(of: parts.canonicalBytes)
  }
}

extension TrialContext {
  /// The stream for a purpose of this trial, at its beginning.
  func stream(_ purpose: String) throws(RunFault) -> RandomStream {
    let key = try streamKey(purpose)
    do {
      return RandomStream(try StreamKey(digest: key.bytes))
    } catch {
      throw RunFault(kernel: error)
    }
  }
}

extension RunFault {
  /// What the kernels refused, as a fault that loses only the trial.
  init(kernel error: KernelError) {
    self.init(error.code.rawValue, error.message, help: error.hint, isLocal: true)
  }
}

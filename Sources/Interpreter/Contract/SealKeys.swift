internal import Record
internal import Sealing

/// What a trial over a sealed set needs beside its items: keys, and whom its answers are encrypted for.
struct SealKeys {
  /// What opens the set.
  let identities: [AgeIdentity]
  /// Everybody who can open the set that is the input of an id.
  let recipients: (_ input: String) throws(RunFault) -> [AgeRecipient]
}

extension Plan {
  /// The sealed set that a cell reads, where it reads one.
  func sealedInput(of node: Node) -> InputPlan? { inputs.first { $0.isSealed && node.inputs.contains($0.id) } }
}

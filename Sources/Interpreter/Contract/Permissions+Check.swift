internal import Record

// What a spec from a stranger may do beyond computing: only what the user said.
extension Permissions {
  /// Refuses a cell that runs a program where programs may not be run.
  ///
  /// An evaluation is asked about with its address, and only for what is not on record yet.
  /// - Throws: a local `RunFault` with the code `not-allowed`.
  func check(_ node: Node) throws(RunFault) {
    guard case .command = node.work, !commands else { return }
    throw missing("--allow command")
  }

  /// Refuses an address that may not be spoken to.
  ///
  /// - Throws: a local `RunFault` with the code `not-allowed`.
  func check(_ address: EndpointAddress) throws(RunFault) {
    guard !address.isAllowed(by: self) else { return }
    throw missing("--allow network=\(address.authority)")
  }

  private func missing(_ option: String) -> RunFault {
    RunFault("not-allowed", "needs the permission `\(option)`", help: "add `\(option)`", isLocal: true)
  }

  /// As `run.json` lists them.
  var list: [String] {
    (commands ? ["command"] : []) + network.map { "network=\($0)" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

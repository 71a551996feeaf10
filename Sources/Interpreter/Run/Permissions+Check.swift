internal import Record

extension Permissions {
  /// Whether a cell may be executed at all; a spec from a stranger runs programs only where the user said so.
  ///
  /// An evaluation asks for its host itself, and only for what is not on record yet.
  /// - Throws: a local `RunFault` with the code `not-allowed`.
  func check(_ node: Node) throws(RunFault) {
    guard case .command = node.work, !commands else { return }
    throw RunFault("not-allowed", "it runs a program, which needs `--allow command`", help: "add `--allow command`", isLocal: true)
  }

  /// As `run.json` lists them.
  var list: [String] {
    (commands ? ["command"] : []) + network.map { "network=\($0)" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

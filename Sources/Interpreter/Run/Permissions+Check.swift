internal import Record

extension Permissions {
  /// Whether a cell may be executed at all; a spec from a stranger runs programs and speaks to hosts only where the user said so.
  ///
  /// - Throws: a local `RunFault` with the code `not-allowed` and the option that allows it.
  func check(_ node: Node, _ plan: Plan) throws(RunFault) {
    switch node.work {
    case .kernel, .train, .infer: return
    case .command:
      guard commands else {
        throw RunFault("not-allowed", "it runs a program, which was not allowed", help: "add `--allow command`", isLocal: true)
      }
    case .evaluate(let work):
      guard let url = plan.subject(work.subject)?.endpoint.url, let host = Permissions.host(of: url) else {
        throw RunFault("invalid-plan", "the plan has no address for `\(work.subject)`", isLocal: true)
      }
      guard network.contains(where: { $0 == host || $0 == Permissions.name(ofHost: host) }) else {
        throw RunFault(
          "not-allowed", "it speaks to `\(host)`, which was not allowed", help: "add `--allow network=\(host)`", isLocal: true)
      }
    }
  }

  /// `name` or `name:port` of an address, in lower case; `nil` for what is no http address.
  static func host(of url: String) -> String? {
    let lower = url.lowercased()
    guard let scheme = ["http://", "https://"].first(where: { lower.hasPrefix($0) }) else { return nil }
    let authority = lower.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
    // What stands before an `@` is no host, and is a favourite trick.
    guard !authority.isEmpty, !authority.contains("@"), !authority.contains("\\") else { return nil }
    return String(authority)
  }

  /// The host without its port.
  private static func name(ofHost host: String) -> String {
    if host.hasPrefix("[") { return String(host.prefix { $0 != "]" }) + "]" }
    return String(host.prefix { $0 != ":" })
  }

  /// As `run.json` lists them.
  var list: [String] {
    (commands ? ["command"] : []) + network.map { "network=\($0)" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

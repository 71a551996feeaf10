internal import Attest
internal import CommandTree
internal import Record
internal import Text

/// `etalon verify BUNDLE...`: each bundle, and the worst of what came out.
func verifyBundles(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let paths = try bundles(invocation)
  if paths.count == 1, let path = paths.first { return try verify(path, invocation, on: terminal) }
  let isJSON = invocation.string("format") == "json"
  var statuses: [(path: String, status: ExitStatus)] = []
  for (number, path) in paths.enumerated() {
    if number > 0, !isJSON { terminal.print("\n") }
    do throws(Failure) {
      statuses.append((path, try verify(path, invocation, on: terminal)))
    } catch {
      if error.status == .interrupted || error.status == .usage { throw error }
      terminal.complain(error)
      statuses.append((path, error.status))
    }
    if isJSON { terminal.print("\n") }
  }
  let worst = statuses.map(\.status).max { $0.severity < $1.severity } ?? .ok
  if !isJSON { terminal.print(summary(of: statuses)) }
  return worst
}

/// The bundles that are meant; a folder of bundles is one only with `--all`.
private func bundles(_ invocation: Invocation) throws(Failure) -> [String] {
  var paths: [String] = []
  for path in invocation.strings("bundle") {
    let held = path == "-" ? [] : Attest.bundles(under: path)
    let isItself = held.isEmpty || held == [path] || held == [String(path.dropLast())]
    guard isItself || invocation.flag("all") else { throw severalBundles(path, held) }
    paths += isItself ? [path] : held
  }
  return paths
}

private func severalBundles(_ path: String, _ held: [String]) -> Failure {
  let shown = held.prefix(20).map { "\n  etalon verify \(shellQuoted($0))" }.joined()
  let more = held.count > 20 ? "\n  and \(held.count - 20) more" : ""
  return Failure(
    .usage, "several-bundles", "\(quoted(path)) is no bundle; it holds \(counted(held.count, "bundle")):\(shown)\(more)",
    help: "etalon verify \(shellQuoted(path)) --all")
}

private func summary(of statuses: [(path: String, status: ExitStatus)]) -> String {
  let lines = statuses.map { "  \(padded($0.status.word, to: 12))\(printable($0.path))" }
  let good = statuses.filter { $0.status == .ok }.count
  return (["", "\(counted(statuses.count, "bundle")), \(good) as required"] + lines).joined(separator: "\n")
}

extension ExitStatus {
  /// How bad it is among the answers to one verification: what fails, then what differs, then what is open.
  fileprivate var severity: Int {
    switch self {
    case .ok: 0
    case .undecided: 1
    case .differs: 2
    default: 3
    }
  }

  fileprivate var word: String {
    switch self {
    case .ok: "holds"
    case .undecided: "open"
    case .differs: "differs"
    default: "fails"
    }
  }
}

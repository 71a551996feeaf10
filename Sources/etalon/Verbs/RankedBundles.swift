internal import Attest
internal import Interpreter
internal import Ranking
internal import Record
internal import Text

/// The bundles of a command line as a table, each verified as far as its bytes go.
struct RankedBundles {
  private(set) var table = LeafTable()
  /// What the verification of each found, by its path.
  private(set) var reports: [String: VerificationReport] = [:]
  /// What keeps bundles out.
  private(set) var obstacles: [Ranking.Obstacle] = []
  /// The formula that all plans with a weighting agree on.
  private(set) var formula: ScoreFormula?
  /// How many different weightings there are.
  private(set) var weightings = 0
  /// When each system's run began.
  private(set) var runs: [Trend.Run] = []

  init(_ paths: [String], policy: Policy?, beside foreign: ForeignTables = ForeignTables()) throws(Failure) {
    (table, obstacles) = (foreign.table, foreign.obstacles)
    var seen: Set<Weighting> = []
    for path in paths.flatMap({ path in bundlesUnder(path) }) {
      var request = VerificationRequest(bundle: path, policy: policy, store: InputStore(folder: UserFolders.current.inputs))
      request.ignoresReport = true
      let report = try orFail(.usage) { try Verifier.verify(request) }
      guard let bundle = try? IntactBundle(path), report.properties.allSatisfy({ $0.property != .intact || $0.state != .fails }) else {
        let reason = report.properties.first { $0.state == .fails }.map { "\($0.property.rawValue) fails: \($0.summary)" }
        obstacles.append(
          Ranking.Obstacle(code: .notIntact, systems: [path], reason: reason ?? "its records cannot be read", isRefusal: true))
        continue
      }
      table.systems.append(LeafTable.System(path, bundle, report))
      reports[path] = report
      runs.append(Trend.Run(name: path, started: bundle.records.run.started, root: report.root))
      if let weighting = bundle.records.plan.weighting { seen.insert(weighting) }
    }
    weightings = seen.count
    if seen.count == 1, let only = seen.first { formula = ScoreFormula(only) }
    guard !table.systems.isEmpty else {
      throw Failure(
        .fails, "rank-no-systems", "no bundle can be ranked" + (obstacles.first.map { ": \(printable($0.reason))" } ?? ""),
        help: paths.isEmpty ? "name bundles, or --table FILE" : "`etalon verify` lists everything that is wrong with a bundle")
    }
  }
}

extension RankedBundles {
  /// Adds what somebody declares of the systems.
  mutating func declare(_ facts: DeclaredFacts) throws(Failure) {
    for declaration in facts.systems {
      let name = declaration.system
      let places = table.systems.indices.filter { place in
        let system = table.systems[place]
        return system.name == name || system.name.hasSuffix("/" + name) || (name.utf8.count >= 8 && system.root?.hex.hasPrefix(name) ?? false)
      }
      for place in places { table.systems[place].facts += declaration.facts }
    }
  }
}

/// A bundle itself, or the bundles that a folder holds.
private func bundlesUnder(_ path: String) -> [String] {
  let held = path == "-" ? [] : Attest.bundles(under: path)
  return held.isEmpty ? [path] : held
}

internal import Attest
internal import Interpreter
internal import Ranking
internal import Record
internal import Text

/// The bundles of a command line as a table of systems, each bundle verified as far as its bytes go.
struct RankedBundles {
  private(set) var table = LeafTable()
  /// The bundles of each system by its name, the earliest run first.
  private(set) var runs: [String: [Run]] = [:]
  /// Every run in the order of the command line, whatever system it is of.
  private(set) var allRuns: [Run] = []
  /// What keeps bundles out, and what is to be known of the others.
  private(set) var obstacles: [Ranking.Obstacle] = []
  /// The formula that all plans with a weighting agree on.
  private(set) var formula: ScoreFormula?
  /// How many different weightings there are.
  private(set) var weightings = 0

  /// An intact bundle with what was read of it.
  struct Run {
    let path: String
    let system: LeafTable.System
    let records: BundleRecords
    let report: VerificationReport

    /// What no second run has: its samples, or its root where it has none.
    struct Distinction: Hashable {
      fileprivate let samples: [[SampleSeries]]
      fileprivate let root: Digest?
    }

    fileprivate var distinction: Distinction {
      let samples = records.measurements.trials.map(\.series)
      return Distinction(samples: samples, root: samples.isEmpty ? system.root : nil)
    }
  }

  /// - Parameters:
  ///   - words: Paths of bundles or of folders of bundles, each with a system's name in front where it has one: `NAME=PATH`.
  ///   - foreign: Systems of tables that others published, which are in the table first.
  init(_ words: [String], policy: Policy?, beside foreign: ForeignTables = ForeignTables()) throws(Failure) {
    (table, obstacles) = (foreign.table, foreign.obstacles)
    var named: [String] = []
    var seenRuns: Set<Run.Distinction> = []
    for word in words {
      let (name, path) = RankedBundles.parts(of: word)
      if let name, !named.contains(name) { named.append(name) }
      for bundle in bundles(under: path) {
        guard let run = try read(bundle, as: name ?? bundle, policy) else { continue }
        let isNew = seenRuns.insert(run.distinction).inserted
        if isNew { allRuns.append(run) } else if name != nil { noteCopy(run, of: name ?? bundle) }
        // Of bundles that are ranked each by itself the ranking says which are the same.
        guard isNew || name == nil else { continue }
        runs[run.system.name, default: []].append(run)
        if name == nil { table.systems.append(run.system) }
      }
    }
    for name in named { try join(name) }
    noteRunsOfOneSystem(but: named)
    let seen = Set(allRuns.compactMap(\.records.plan.weighting))
    weightings = seen.count
    if seen.count == 1, let only = seen.first { formula = ScoreFormula(only) }
    guard !table.systems.isEmpty else {
      throw Failure(
        .fails, "rank-no-systems", "no bundle can be ranked" + (obstacles.first.map { ": \(printable($0.reason))" } ?? ""),
        help: words.isEmpty ? "name bundles, or --table FILE" : "`etalon verify` lists everything that is wrong with a bundle")
    }
  }

  /// The name and the path of `NAME=PATH`; a path that is there as it stands has no name.
  private static func parts(of word: String) -> (name: String?, path: String) {
    guard !Files.exists(word), let sign = word.firstIndex(of: "="), sign != word.startIndex, !word[..<sign].contains("/") else {
      return (nil, word)
    }
    return (String(word[..<sign]), String(word[word.index(after: sign)...]))
  }

  /// Verifies a bundle; `nil`, with an obstacle, for one that gives no number.
  private mutating func read(_ path: String, as name: String, _ policy: Policy?) throws(Failure) -> Run? {
    var request = VerificationRequest(bundle: path, policy: policy, store: InputStore(folder: UserFolders.current.inputs))
    request.ignoresReport = true
    let report = try orFail(.usage) { try Verifier.verify(request) }
    guard let bundle = try? IntactBundle(path), report.properties.allSatisfy({ $0.property != .intact || $0.state != .fails }) else {
      let reason = report.properties.first { $0.state == .fails }.map { "\($0.property.rawValue) fails: \($0.summary)" }
      obstacles.append(
        Ranking.Obstacle(code: .notIntact, systems: [path], reason: reason ?? "its records cannot be read", isRefusal: true))
      return nil
    }
    return Run(path: path, system: LeafTable.System(name, bundle, report), records: bundle.records, report: report)
  }

  /// Says of a bundle that it is another one once more, and counts for nothing.
  private mutating func noteCopy(_ run: Run, of name: String) {
    obstacles.append(
      Ranking.Obstacle(
        code: .repeated, systems: [name],
        reason: "\(quoted(run.path)) has the samples of another bundle that is named, so it is no run of its own and is left out",
        isRefusal: false))
  }

  /// Makes one system of the runs under a name.
  private mutating func join(_ name: String) throws(Failure) {
    guard let own = runs[name]?.sorted(by: { $0.records.run.started.recordText < $1.records.run.started.recordText }) else { return }
    guard let system = LeafTable.System(name, runs: own.map(\.system)) else {
      throw Failure(
        .undecided, RankingFault.Code.work.rawValue, "the runs named \(quoted(name)) did not do the same work",
        help: "give each work a name of its own; `etalon diff A B` says which key of the plan differs")
    }
    guard !table.systems.contains(where: { $0.name == name }) else {
      throw Failure(.usage, "usage", "two systems are called \(quoted(name))", help: "give one of them another name: NAME=PATH")
    }
    runs[name] = own
    table.systems.append(system)
  }

  /// Says of runs without a name that they are of one system, since each is ranked by itself.
  private mutating func noteRunsOfOneSystem(but named: [String]) {
    let single = allRuns.filter { !named.contains($0.system.name) }
    let groups = Dictionary(grouping: single) { $0.records.identity }.values.filter { Set($0.map(\.system.root)).count > 1 }
    for group in groups.sorted(by: { $0[0].path < $1[0].path }) {
      obstacles.append(
        Ranking.Obstacle(
          code: .runs, systems: group.map(\.system.name),
          reason:
            "they are \(group.count) runs of one plan on one host, and each is ranked by itself: `NAME=FOLDER` in place of their paths "
            + "makes one system of them, `--history` looks at them over time", isRefusal: false))
    }
  }

  /// Adds what somebody declares of the systems; what fits none is said.
  mutating func declare(_ facts: FactSheet) {
    for declaration in facts.systems {
      let places = table.systems.indices.filter { isMeant(by: declaration.system, table.systems[$0]) }
      for place in places { table.systems[place].facts += declaration.facts }
      guard places.isEmpty else { continue }
      let near = didYouMean(declaration.system, among: table.systems.map(\.name)).map { "; did you mean `\($0)`?" } ?? ""
      obstacles.append(
        Ranking.Obstacle(
          code: .stray, systems: [],
          reason: "facts are declared of `\(declaration.system)`, and no system here is called so: they change nothing\(near)",
          isRefusal: false))
    }
  }

  private func isMeant(by name: String, _ system: LeafTable.System) -> Bool {
    let paths = [system.name] + (runs[system.name] ?? []).map(\.path)
    let roots = (runs[system.name] ?? []).compactMap(\.system.root?.hex)
    return paths.contains { $0 == name || $0.hasSuffix("/" + name) } || (name.utf8.count >= 8 && roots.contains { $0.hasPrefix(name) })
  }
}

/// A bundle itself, or the bundles that a folder holds.
private func bundles(under path: String) -> [String] {
  let held = path == "-" ? [] : Attest.bundles(under: path)
  return held.isEmpty ? [path] : held
}

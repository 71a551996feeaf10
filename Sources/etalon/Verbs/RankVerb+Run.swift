internal import Attest
internal import CommandTree
internal import Glibc
internal import Interpreter
internal import Ranking
internal import Record
internal import Spec
internal import Text

/// `etalon rank BUNDLE…`.
func rankBundles(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let seed = try rankSeed(invocation)
  let scale = try invocation.string("scale").map { (path) throws(Failure) in try scaleFile(path, on: terminal) }
  let loaded = try RankedBundles(
    invocation.strings("bundle"), policy: try rankPolicy(invocation), beside: try ForeignTables(invocation.strings("table")))
  guard let formula = scale.map({ ScoreFormula($0) }) ?? loaded.formula else { throw noFormula(loaded) }
  let resampling = Resampling(draws: invocation.integer("draws") ?? 2000, seed: seed)
  let ranking = Ranking(
    loaded.table, by: formula, source: scale.map { "the scale \($0.name), edition \($0.edition)" } ?? "the weighting of the plan",
    scale: scale, day: try rankDay(invocation), resampling: resampling, obstacles: loaded.obstacles)
  if invocation.string("format") == "json" {
    terminal.print(bytes: try orFail { try ranking.canonicalBytes() })
  } else {
    terminal.print(RankingText(ranking, style: terminal.printStyle, width: terminal.width).text)
  }
  return ranking.isClean ? .ok : .undecided
}

/// Reads a scale; what is wrong in it is told with its place.
func scaleFile(_ path: String, on terminal: Terminal) throws(Failure) -> GradeScale {
  let bytes = try orFail(.usage) { try Files.read(path, limit: 1 << 20) }
  let (scale, diagnostics) = readScale(from: SourceFile(name: path, bytes: bytes, digest: SHA256.digest(of: bytes)), .current)
  report(diagnostics, on: terminal)
  guard let scale else {
    throw Failure(.usage, "scale-invalid", "the scale \(quoted(path)) cannot be read", help: "`etalon scale check` lists what is wrong")
  }
  return scale
}

private func rankSeed(_ invocation: Invocation) throws(Failure) -> UInt64 {
  guard let seed = UInt64(invocation.string("seed") ?? "1") else { throw Failure(.usage, "usage", "`--seed` is a whole number from 0 on") }
  return seed
}

/// The day to judge by: the one asked for, or today in UTC.
func rankDay(_ invocation: Invocation) throws(Failure) -> String {
  guard let text = invocation.string("day") else {
    return String(Timestamp(secondsSince1970: time(nil)).recordText.prefix(10))
  }
  guard Timestamp(recordText: text + "T00:00:00Z") != nil else {
    throw Failure(.usage, "usage", "`--day \(printable(text))` is not a day", help: "for example --day 2026-11-30")
  }
  return text
}

/// The policy that `--policy` names, or the user's own.
private func rankPolicy(_ invocation: Invocation) throws(Failure) -> Policy? {
  guard let path = invocation.string("policy") else { return try PolicyFile.read(UserFolders.current.policy) }
  guard let policy = try PolicyFile.read(path) else { throw Failure(.usage, "no-such-file", "there is no policy at \(quoted(path))") }
  return policy
}

private func noFormula(_ loaded: RankedBundles) -> Failure {
  let reason = loaded.weightings > 1 ? "the plans have different weightings" : "no plan has a weighting"
  return Failure(
    .usage, "rank-no-formula", "\(reason), so nothing says how metrics become a score",
    help: "name a scale: --scale specs/scales/ai-server.yaml")
}

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

/// A bundle itself, or the bundles that a folder holds.
private func bundlesUnder(_ path: String) -> [String] {
  let held = path == "-" ? [] : Attest.bundles(under: path)
  return held.isEmpty ? [path] : held
}

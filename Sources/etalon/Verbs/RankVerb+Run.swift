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
  let policy = try rankPolicy(invocation)
  var loaded = try RankedBundles(invocation.strings("bundle"), policy: policy, beside: try ForeignTables(invocation.strings("table")))
  if invocation.flag("history") { return try showTrend(loaded, invocation, on: terminal) }
  guard invocation.strings("fail-if").isEmpty, invocation.string("format") != "junit" else {
    throw Failure(.usage, "usage", "`--fail-if` and `--format junit` are about runs over time", help: "add --history")
  }
  for path in invocation.strings("facts") { loaded.declare(try factsFile(path, on: terminal)) }
  let request = try rankRequest(invocation, loaded, policy, on: terminal)
  let ranking: Ranking
  do throws(RankingFault) { ranking = try Ranking(loaded.table, request, obstacles: loaded.obstacles) } catch {
    throw Failure(.usage, error.code.rawValue, printable(error.reason))
  }
  if invocation.string("format") == "json" {
    terminal.print(bytes: try orFail { try ranking.canonicalBytes() })
  } else {
    terminal.print(RankingText(ranking, style: terminal.printStyle, width: terminal.width).text)
  }
  return ranking.isClean ? .ok : .undecided
}

/// What the command line asks to rank by.
private func rankRequest(
  _ invocation: Invocation, _ loaded: RankedBundles, _ policy: Policy?, on terminal: Terminal
) throws(Failure) -> Ranking.Request {
  let profile = try invocation.string("profile").map { (path) throws(Failure) in try profileFile(path, on: terminal) }
  let named = invocation.string("scale") ?? invocation.string("profile").flatMap { path in profile?.scale.map { neighbour($0, of: path) } }
  let file = try named.map { (path) throws(Failure) in try ScaleFile(path, policy: policy, on: terminal) }
  let scale = file?.scale
  guard let formula = scale.map({ ScoreFormula($0) }) ?? loaded.formula else { throw noFormula(loaded) }
  let ground = scale.map { "the scale \($0.name), edition \($0.edition)" } ?? "the weighting of the plan"
  var request = Ranking.Request(
    formula, source: profile.map { "the profile \($0.name) over \(ground)" } ?? ground, scale: scale, profile: profile,
    day: try rankDay(invocation))
  request.scaleOrigin = file?.origin
  request.resampling = Resampling(draws: invocation.integer("draws") ?? 2000, seed: try rankSeed(invocation))
  request.weightDraws = invocation.integer("weights") ?? 2000
  request.hasViews = invocation.flag("views")
  return request
}

/// The bytes of a file of the user's own.
func sourceFile(_ path: String) throws(Failure) -> SourceFile {
  let bytes = try orFail(.usage) { try Files.read(path, limit: 1 << 20) }
  return SourceFile(name: path, bytes: bytes, digest: SHA256.digest(of: bytes))
}

private func profileFile(_ path: String, on terminal: Terminal) throws(Failure) -> BuyerProfile {
  let (profile, diagnostics) = readProfile(from: try sourceFile(path), .current)
  report(diagnostics, on: terminal)
  guard let profile else { throw Failure(.usage, "profile-invalid", "the profile \(quoted(path)) cannot be read") }
  return profile
}

func factsFile(_ path: String, on terminal: Terminal) throws(Failure) -> FactSheet {
  let (facts, diagnostics) = readFacts(from: try sourceFile(path), .current)
  report(diagnostics, on: terminal)
  guard let facts else { throw Failure(.usage, "facts-invalid", "the facts \(quoted(path)) cannot be read") }
  return facts
}

func rankSeed(_ invocation: Invocation) throws(Failure) -> UInt64 {
  guard let seed = UInt64(invocation.string("seed") ?? "1") else { throw Failure(.usage, "usage", "`--seed` is a whole number from 0 on") }
  return seed
}

/// The day in UTC, YYYY-MM-DD.
func today() -> String { String(Timestamp(secondsSince1970: time(nil)).recordText.prefix(10)) }

/// The day to judge by: the one asked for, or today in UTC.
func rankDay(_ invocation: Invocation) throws(Failure) -> String {
  guard let text = invocation.string("day") else { return today() }
  guard Timestamp(recordText: text + "T00:00:00Z") != nil else {
    throw Failure(.usage, "usage", "`--day \(printable(text))` is not a day", help: "for example --day 2026-11-30")
  }
  return text
}

/// The policy that `--policy` names, or the user's own.
func rankPolicy(_ invocation: Invocation) throws(Failure) -> Policy? {
  guard let path = invocation.string("policy") else { return try PolicyFile.read(UserFolders.current.policy) }
  guard let policy = try PolicyFile.read(path) else { throw Failure(.usage, "no-such-file", "there is no policy at \(quoted(path))") }
  return policy
}

func noFormula(_ loaded: RankedBundles) -> Failure {
  let isSplit = loaded.weightings > 1
  let reason = isSplit ? "the plans have different weightings" : "no plan has a weighting"
  return Failure(
    .usage, "rank-no-formula", "\(reason), so nothing says how metrics become a score",
    help: (isSplit ? "rank each by itself, or" : "give the spec a `weighting`, or")
      + " name a scale with `--scale FILE`; `etalon explain rank-no-formula` shows one")
}

internal import Attest
internal import CommandTree
internal import Interpreter
internal import Ranking
internal import Record
internal import Report
internal import Text

/// `etalon site BUNDLE… -o DIR`: prints the path of the index.
func writeSite(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let policy = try rankPolicy(invocation)
  let material = try SiteMaterial(invocation, policy: policy, on: terminal)
  let input = try material.input(invocation, policy: policy)
  let languages = invocation.string("lang").flatMap(PageLanguage.init).map { [$0] } ?? PageLanguage.allCases
  let files = try orFail { try renderSite(input, in: languages) { SHA256.digest(of: $0) } }
  let folder = invocation.string("output") ?? "."
  for file in files {
    let path = "\(folder)/\(file.path)"
    try orFail(.usage) {
      if let slash = path.lastIndex(of: "/") { try Files.makeFolders(String(path[..<slash])) }
      try Files.replace(path, file.bytes, durable: false)
    }
  }
  for obstacle in input.ranking.obstacles where obstacle.isRefusal {
    let systems = obstacle.systems.isEmpty ? "" : listed(obstacle.systems.map(printable), limit: 3) + ": "
    let word = [.expired, .scope].contains(obstacle.code) ? "not graded" : "not ranked"
    terminal.talk(terminal.talkStyle.warning(word) + ": \(systems)\(printable(obstacle.reason))")
  }
  if let scale = input.ranking.scale, scale.expires < today(), !input.ranking.obstacles.contains(where: { $0.code == .expired }) {
    terminal.talk(
      terminal.talkStyle.warning("warning[scale-expired]")
        + ": the scale grades nothing after \(scale.expires), which has passed; the page grades as of the newest run (`--day` says another day)"
    )
  }
  terminal.talk("\(counted(input.ranking.systems.count, "system")), \(counted(files.count, "file"))")
  terminal.print("\(folder)/index.html")
  return .ok
}

/// What a site is made of, before it is ranked.
private struct SiteMaterial {
  private let loaded: RankedBundles
  private let scale: GradeScale?
  private let origin: Ranking.ScaleOrigin?
  private let formula: ScoreFormula

  init(_ invocation: Invocation, policy: Policy?, on terminal: Terminal) throws(Failure) {
    let file = try invocation.string("scale").map { (path) throws(Failure) in try ScaleFile(path, policy: policy, on: terminal) }
    (scale, origin) = (file?.scale, file?.origin)
    let foreign = try ForeignTables(invocation.strings("table"))
    var loaded = try RankedBundles(invocation.strings("bundle"), policy: policy, beside: foreign)
    for path in invocation.strings("facts") { loaded.declare(try factsFile(path, on: terminal)) }
    guard let formula = scale.map({ ScoreFormula($0) }) ?? loaded.formula else { throw noFormula(loaded) }
    (self.loaded, self.formula) = (loaded, formula)
  }

  /// The systems that have bundles, by name.
  private var bundled: [String] { loaded.table.systems.map(\.name).filter { loaded.runs[$0] != nil } }

  /// The ranking and what stands beside it, under names without the folders that all bundles share.
  func input(_ invocation: Invocation, policy: Policy?) throws(Failure) -> SiteInput {
    let names = shortNames(bundled.filter { loaded.runs[$0]?.first?.path == $0 })
    var renamed = loaded.table
    for index in renamed.systems.indices { renamed.systems[index].name = names[renamed.systems[index].name] ?? renamed.systems[index].name }
    let known = loaded.obstacles.map { obstacle in
      var obstacle = obstacle
      obstacle.systems = obstacle.systems.map { names[$0] ?? $0 }
      return obstacle
    }
    var request = Ranking.Request(
      formula, source: scale.map { "the scale \($0.name), edition \($0.edition)" } ?? "the weighting of the plan", scale: scale,
      day: invocation.string("day") == nil ? newestDay : try rankDay(invocation))
    request.scaleOrigin = origin
    request.resampling = Resampling(draws: invocation.integer("draws") ?? 2000, seed: try rankSeed(invocation))
    request.weightDraws = 0
    let ranking: Ranking
    do throws(RankingFault) { ranking = try Ranking(renamed, request, obstacles: known) } catch {
      throw Failure(.usage, error.code.rawValue, printable(error.reason))
    }
    let reference = try reference(invocation, ranking, names)
    var details: [String: SiteSystem] = [:]
    for name in bundled {
      guard let run = loaded.runs[name]?.last else { continue }
      details[names[name] ?? name] = SiteSystem(run.records, run.report, beside: reference.flatMap { loaded.runs[$0]?.last?.records })
    }
    return SiteInput(
      title: invocation.string("title") ?? scale?.title ?? "Etalon", ranking: ranking, details: details,
      openPlans: try openPlans(invocation), reference: reference.map { names[$0] ?? $0 })
  }

  private var newestDay: String? { loaded.allRuns.map { String($0.records.run.ended.recordText.prefix(10)) }.max() }

  /// The bundle that was named, or the best system in the class of the reference, or the best.
  private func reference(_ invocation: Invocation, _ ranking: Ranking, _ names: [String: String]) throws(Failure) -> String? {
    if let named = invocation.string("reference") {
      guard let name = bundled.first(where: { $0 == named || names[$0] == named || loaded.runs[$0]?.contains { $0.path == named } == true })
      else {
        throw Failure(.usage, "usage", "the reference \(quoted(named)) is not among the bundles", help: "name one of them by its path")
      }
      return name
    }
    let own = Dictionary(bundled.map { (names[$0] ?? $0, $0) }) { first, _ in first }
    let ranked = ranking.systems.filter { own[$0.name] != nil }
    let chosen = ranked.first { $0.grade?.point == scale?.referenceClass } ?? ranked.first
    return chosen.flatMap { own[$0.name] }
  }

  /// What the log lists without an end, as `etalon log audit` judges it: whoever signed the bundles is asked of the policy, or of the own keys.
  private func openPlans(_ invocation: Invocation) throws(Failure) -> [SiteInput.OpenPlan] {
    guard let folder = invocation.string("log") else { return [] }
    let policy = try policyOrOwn(invocation)
    let log = LogFolder(path: folder)
    let (_, entries) = try orFail { try contents(of: log) }
    let bundles = try loaded.allRuns.map { (run) throws(Failure) in
      try orFail(.usage) { try CommittedBundle(path: run.path, policy: policy) }
    }
    let audit = LogAudit(entries: entries, bundles: bundles, policy: policy)
    return audit.plans.compactMap { plan in
      let doubt: String?
      switch plan.end {
      case .open: doubt = nil
      case .doubtful(let why): doubt = why
      case .result, .void: return nil
      }
      return SiteInput.OpenPlan(
        entry: plan.commitment.number, plan: plan.commitment.plan, builder: plan.commitment.builder, time: plan.commitment.time,
        doubt: doubt)
    }
  }
}

/// Each path without the folders at its beginning that all of them share.
func shortNames(_ paths: [String]) -> [String: String] {
  let parts = paths.map { $0.split(separator: "/").map(String.init) }
  guard let first = parts.first else { return [:] }
  var shared = 0
  while parts.allSatisfy({ $0.count > shared + 1 && $0[shared] == first[shared] }) { shared += 1 }
  return Dictionary(zip(paths, parts.map { $0.dropFirst(shared).joined(separator: "/") })) { first, _ in first }
}

extension SiteSystem {
  /// What a site tells of a bundle.
  fileprivate init(_ records: BundleRecords, _ report: VerificationReport?, beside reference: BundleRecords?) {
    let verdicts = (report?.properties ?? []).filter { !$0.checks.isEmpty || $0.state == .fails || $0.property == .authentic }
    self.init(
      about: records.about, plan: report?.plan, division: records.plan.division.rawValue, started: records.run.started,
      ended: records.run.ended, identity: records.identity,
      verdicts: verdicts.map { Verdict(property: $0.property.rawValue, state: $0.state.rawValue, summary: $0.summary) },
      difference: reference.map { FingerprintDiff(records.environment, $0.environment, for: records.plan).comparison() })
  }
}

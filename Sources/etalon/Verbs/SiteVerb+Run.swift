internal import Attest
internal import CommandTree
internal import Interpreter
internal import Ranking
internal import Record
internal import Report
internal import Text

/// `etalon site BUNDLE… -o DIR`: prints the path of the index.
func writeSite(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let policy = try invocation.string("policy") == nil ? try PolicyFile.read(UserFolders.current.policy) : try policyOrOwn(invocation)
  let material = try SiteMaterial(invocation, policy: policy, on: terminal)
  let input = try material.input(invocation, policy: policy)
  let languages = invocation.string("lang").flatMap(SiteLanguage.init).map { [$0] } ?? SiteLanguage.allCases
  let files = renderSite(input, in: languages) { SHA256.digest(of: $0) }
  let folder = invocation.string("output") ?? "."
  for file in files {
    let path = "\(folder)/\(file.path)"
    try orFail(.usage) {
      if let slash = path.lastIndex(of: "/") { try Files.makeFolders(String(path[..<slash])) }
      try Files.replace(path, file.bytes, durable: false)
    }
  }
  for obstacle in input.ranking.obstacles where obstacle.isRefusal {
    terminal.talk(terminal.talkStyle.warning("not ranked") + ": \(listed(obstacle.systems.map(printable), limit: 3)): \(printable(obstacle.reason))")
  }
  terminal.talk("\(counted(input.ranking.systems.count, "system")), \(counted(files.count, "file"))")
  terminal.print("\(folder)/index.html")
  return .ok
}

/// What a site is made of, before it is ranked.
private struct SiteMaterial {
  private var table = LeafTable()
  private var obstacles: [Ranking.Obstacle] = []
  private var records: [String: BundleRecords] = [:]
  private var reports: [String: VerificationReport] = [:]
  private var paths: [String] = []
  private let scale: GradeScale?
  private let formula: ScoreFormula

  init(_ invocation: Invocation, policy: Policy?, on terminal: Terminal) throws(Failure) {
    scale = try invocation.string("scale").map { (path) throws(Failure) in try scaleFile(path, on: terminal) }
    let (bundles, tables) = (invocation.strings("bundle"), invocation.strings("table"))
    guard !bundles.isEmpty || !tables.isEmpty else {
      throw Failure(.usage, "usage", "there is nothing to show", help: "name bundles, a folder of bundles, or --table FILE")
    }
    var own: ScoreFormula?
    if !bundles.isEmpty {
      let loaded = try RankedBundles(bundles, policy: policy)
      (table, obstacles, reports, own) = (loaded.table, loaded.obstacles, loaded.reports, loaded.formula)
      paths = table.systems.map(\.name)
      for path in paths { records[path] = try? IntactBundle(path).records }
    }
    let foreign = try ForeignTables(tables)
    table.systems += foreign.table.systems
    obstacles += foreign.obstacles
    guard let formula = scale.map({ ScoreFormula($0) }) ?? own else {
      throw Failure(
        .usage, "rank-no-formula", "nothing says how metrics become a score: no plan has a weighting that all share",
        help: "name a scale: --scale specs/scales/ai-server.yaml")
    }
    self.formula = formula
  }

  /// The ranking and what stands beside it, under names without the folders that all bundles share.
  func input(_ invocation: Invocation, policy: Policy?) throws(Failure) -> SiteInput {
    guard let seed = UInt64(invocation.string("seed") ?? "1") else { throw Failure(.usage, "usage", "`--seed` is a whole number from 0 on") }
    let names = shortNames(paths)
    var renamed = table
    for index in renamed.systems.indices { renamed.systems[index].name = names[renamed.systems[index].name] ?? renamed.systems[index].name }
    let ranking = Ranking(
      renamed, by: formula, source: scale.map { "the scale \($0.name), edition \($0.edition)" } ?? "the weighting of the plan", scale: scale,
      day: invocation.string("day") ?? newestDay, resampling: Resampling(draws: invocation.integer("draws") ?? 2000, seed: seed),
      obstacles: obstacles)
    let reference = try referencePath(invocation, ranking, names)
    var details: [String: SiteSystem] = [:]
    for path in paths {
      if let record = records[path] { details[names[path] ?? path] = SiteSystem(record, reports[path], beside: reference.flatMap { records[$0] }) }
    }
    return SiteInput(
      title: invocation.string("title") ?? scale?.title ?? "Etalon", ranking: ranking, details: details,
      openPlans: try openPlans(invocation, policy: policy), reference: reference.flatMap { names[$0] })
  }

  private var newestDay: String? { records.values.map { String($0.run.ended.recordText.prefix(10)) }.max() }

  /// The bundle that was named, or the best system in the class of the reference, or the best.
  private func referencePath(_ invocation: Invocation, _ ranking: Ranking, _ names: [String: String]) throws(Failure) -> String? {
    if let named = invocation.string("reference") {
      guard let path = paths.first(where: { $0 == named || names[$0] == named }) else {
        throw Failure(.usage, "usage", "the reference \(quoted(named)) is not among the bundles", help: "name one of them by its path")
      }
      return path
    }
    let chosen = ranking.systems.first { $0.root != nil && $0.grade?.point == scale?.referenceClass } ?? ranking.systems.first { $0.root != nil }
    return paths.first { names[$0] == chosen?.name }
  }

  private func openPlans(_ invocation: Invocation, policy: Policy?) throws(Failure) -> [SiteInput.OpenPlan] {
    guard let folder = invocation.string("log") else { return [] }
    let log = LogFolder(path: folder)
    let (_, entries) = try orFail { try contents(of: log) }
    let bundles = try paths.map { (path) throws(Failure) in
      try orFail(.usage) { try CommittedBundle(path: path, policy: policy ?? Policy()) }
    }
    let audit = LogAudit(entries: entries, bundles: bundles, policy: policy ?? Policy())
    return audit.plans.compactMap { plan in
      let doubt: String?
      switch plan.end {
      case .open: doubt = nil
      case .doubtful(let why): doubt = why
      case .result, .void: return nil
      }
      return SiteInput.OpenPlan(
        entry: plan.commitment.number, plan: plan.commitment.plan, builder: plan.commitment.builder, time: plan.commitment.time, doubt: doubt)
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

extension BundleRecords {
  /// What was evaluated, on what, and what was put in place of the spec's values.
  fileprivate var about: String {
    let model = environment.fields["cpu.model"]?.value?.text
    let chosen = run.overrides.map { "\($0.path)=\($0.value)" }
    return ([plan.title ?? plan.name, model].compactMap(\.self) + plan.subjects.map(\.name) + chosen).joined(separator: ", ")
  }

  /// The digest of what makes two runs runs of one system: the host as far as it decides results and speed, targets and subjects.
  fileprivate var identity: String {
    let host = environment.fields.filter { $0.value.effect != .informational }.compactMap { name, field in
      field.value.map { JSON.Object.Member(name, $0) }
    }
    let plan = try? plan.json()
    let targets = run.overrides.map { JSON.string("\($0.path)=\($0.value)") }
    let tree: JSON = [
      "host": .object(JSON.Object(host)), "overrides": .array(targets), "spec": .string(self.plan.name), "subjects": plan?["subjects"] ?? .null,
    ]
    return SHA256.digest(of: tree.canonicalBytes).hex
  }
}

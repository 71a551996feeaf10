internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Report
internal import Score
internal import Spec
internal import Text

/// `etalon diff A B`: the answer in words, then the differences by what they affect.
func diffRecords(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let (left, right) = (try Comparand(invocation.path("a"), on: terminal), try Comparand(invocation.path("b"), on: terminal))
  let plan: Plan? = if let path = invocation.path("plan") { try Comparand(path, on: terminal).plan } else { nil }
  let comparison = try compare(left, right, for: plan)
  let bytes = try orFail { try comparison.canonicalBytes() }
  if let path = invocation.path("output") {
    try terminal.deliver(path.isPage ? renderComparison(comparison) : bytes, to: path)
  }
  if invocation.string("format") == "json" {
    terminal.print(bytes: bytes)
  } else {
    terminal.print(comparison.lines(all: invocation.flag("all")).map(printable).joined(separator: "\n"))
  }
  return comparison.isEquivalent ? .ok : isOpen(comparison) ? .undecided : .fails
}

/// Whether two bundles have the same results, and something on record keeps anybody from saying more of their speed.
private func isOpen(_ comparison: Comparison) -> Bool {
  comparison.kind == .bundles && comparison.answers.map(\.answer) == [.yes, .unknown]
}

/// Compares two things by the most that both have: records, then plans, then hosts.
private func compare(_ left: Comparand, _ right: Comparand, for plan: Plan?) throws(Failure) -> Comparison {
  let (a, b) = (left.label, right.label)
  if case .bundle(let mine) = left.content, case .bundle(let theirs) = right.content {
    return BundleDiff(mine, theirs, test: ratioInterval).comparison(a, b, number: shown)
  }
  if let mine = left.fingerprint, let theirs = right.fingerprint {
    return FingerprintDiff(mine, theirs, for: plan ?? left.plan ?? right.plan).comparison(a, b)
  }
  if let mine = left.plan, let theirs = right.plan { return PlanDiff(mine, theirs).comparison(a, b) }
  throw Failure(
    .usage, "nothing-to-compare", "\(quoted(a)) is \(left.kind) and \(quoted(b)) is \(right.kind), which have nothing in common",
    help: "compare two fingerprints, two bundles, or two specs; a bundle goes with each of them")
}

/// The interval of the ratio of two measurements over their invocations.
private func ratioInterval(_ left: MetricValue, _ right: MetricValue, _ tests: Int) -> BundleDiff.RatioInterval? {
  RatioTest(left, right, tests: tests).map { BundleDiff.RatioInterval(low: $0.low, high: $0.high, isDifferent: $0.isDifferent) }
}

/// What can be compared: a fingerprint of a file or of this machine, a plan of a file or of a spec, or a bundle with everything in it.
private struct Comparand {
  let label: String
  let content: Content

  enum Content {
    case fingerprint(Fingerprint)
    case plan(Plan)
    case bundle(BundleRecords)
  }

  init(_ argument: PathArgument?, on terminal: Terminal) throws(Failure) {
    guard case .file(let path) = argument else {
      (label, content) = ("this machine", .fingerprint(Host.probe(.live(opening: Set(HostLibrary.all)))))
      return
    }
    label = path
    if Files.isFolder(path) || path.hasSuffix(".tar") {
      content = .bundle(try orFail { try IntactBundle(path) }.records)
    } else if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
      content = .plan(try Comparand.plan(of: path, on: terminal))
    } else {
      content = try Comparand.record(path)
    }
  }

  private static func plan(of path: String, on terminal: Terminal) throws(Failure) -> Plan {
    let loaded = try loadSpec(.file(path), overrides: [], allowing: [])
    report(loaded.diagnostics, on: terminal)
    guard let planned = loaded.planned, !loaded.hasErrors else {
      throw Failure(
        .usage, "invalid-spec", "\(quoted(path)) is not valid, so it has no plan", help: "`etalon explain ID` says more on each problem")
    }
    return planned.plan
  }

  /// A record from a file that anyone may have written; white space around and inside the JSON is no obstacle.
  private static func record(_ path: String) throws(Failure) -> Content {
    let bytes = try orFail(.usage) { try Files.read(path, limit: 64 << 20) }
    do {
      let json = try JSON(parsing: bytes)
      if json["schema"]?.text == Plan.schemaName { return .plan(try Plan(json: json)) }
      return .fingerprint(try Fingerprint(json: json))
    } catch let fault as RecordFault {
      throw Failure(.usage, fault.code, "\(quoted(path)) is neither a fingerprint nor a plan: \(printable(fault.description))")
    } catch let fault as JSONFault {
      throw Failure(.usage, "not-json", "\(quoted(path)) is neither a fingerprint nor a plan: \(fault.reason) at byte \(fault.offset)")
    } catch {
      throw Failure(.usage, "not-json", "\(quoted(path)) is neither a fingerprint nor a plan")
    }
  }

  var fingerprint: Fingerprint? {
    switch content {
    case .fingerprint(let fingerprint): fingerprint
    case .bundle(let records): records.environment
    case .plan: nil
    }
  }

  var plan: Plan? {
    switch content {
    case .plan(let plan): plan
    case .bundle(let records): records.plan
    case .fingerprint: nil
    }
  }

  var kind: String {
    switch content {
    case .fingerprint: "a fingerprint"
    case .plan: "a plan"
    case .bundle: "a bundle"
    }
  }
}

extension PathArgument {
  /// Whether a page is to be written there, and not JSON.
  var isPage: Bool {
    if case .file(let path) = self { path.hasSuffix(".html") || path.hasSuffix(".htm") } else { false }
  }
}

/// A number in the units that people use for it.
private func shown(_ value: Double, _ unit: String) -> String {
  Format.text(of: value, in: Dimension.allCases.first { $0.baseUnit == unit } ?? .number)
}

internal import Attest
internal import Record

/// A run that a results folder knows: by its journal, by its bundle, or by both.
public struct KnownRun: Sendable {
  /// The name of its spec; absent where another process holds the journal.
  public var evaluation: String?
  /// The name of the run: time, and eight digits of its plan.
  public var name: String
  public var state: State
  /// Its journal, where it has one.
  public var journal: String?
  /// Its latest bundle, where it has one.
  public var bundle: String?
  /// How many of its trials finished as planned, and how many there are; absent where that cannot be told.
  public var finished: (trials: Int, of: Int)?
  /// Why some did not, each once with the first of them.
  public var reasons: [String] = []

  /// What can be done about a run.
  public enum State: String, Sendable {
    /// Its bundle is in place, and nothing is left to do.
    case whole
    /// It was broken off; `--resume` goes on with it.
    case interrupted
    /// It has a bundle and lacks something that `--resume` or `--retry-errors` may complete.
    case incomplete
    /// Everything is on record and its bundle is not written yet.
    case unwritten
    /// Another process executes it.
    case running
    /// Its journal or bundle cannot be read.
    case unreadable
  }

  /// The runs of a results folder, the latest first.
  public static func all(in results: String) -> [KnownRun] {
    var runs: [String: KnownRun] = [:]
    // A run that was gone on with has several bundles, and the last of them counts.
    for bundle in RunName.bundles(in: results) {
      let run = KnownRun(bundle: bundle)
      runs[run.key] = run
    }
    for journal in JournalFolder(results: results).all {
      if let run = KnownRun(journal: journal, results: results) { runs[run.key] = run }
    }
    return runs.values.sorted { RunName($1.name) < RunName($0.name) }
  }

  private var key: String { "\(evaluation ?? "")/\(name)" }

  private init(bundle: String) {
    let parts = bundle.split(separator: "/")
    (evaluation, name) = (parts.dropLast().last.map(String.init), RunName(bundle).run)
    (state, self.bundle) = (.whole, bundle)
    guard let bytes = try? Files.read("\(bundle)/\(BundleFile.trials)", limit: BundleLimits().recordBytes) else {
      state = .unreadable
      return
    }
    let lines = TrialLines.split(bytes).compactMap { try? TrialLine(canonical: $0) }
    tell(lines.map { ($0.status, $0.reason) }, of: lines.count)
  }

  /// `nil` where it holds nothing, and is gone then.
  private init?(journal path: String, results: String) {
    let run = path.split(separator: "/").last?.dropLast(JournalFolder.suffix.count) ?? ""
    (name, state, journal) = (String(run), .unreadable, path)
    do throws(RunFault) {
      let journal = try Journal.open(path)
      evaluation = journal.plan.name
      bundle = RunName.bundles(in: "\(results)/\(journal.plan.name)").last { RunName($0).run == name }
      tell(journal.trials.values.map { ($0.status, $0.reason) }, of: journal.plan.nodes.reduce(0) { $0 + $1.trials })
      guard try journal.ended() != nil else {
        state = .interrupted
        return
      }
      let isLacking = try !(journal.incomplete() + journal.withErrors()).isEmpty
      state = bundle == nil ? .unwritten : isLacking ? .incomplete : .whole
    } catch {
      if error.code == .journalEmpty { return nil }
      state = error.code == .journalBusy ? .running : .unreadable
      reasons = [error.message]
    }
  }

  private mutating func tell(_ trials: [(status: TrialStatus, reason: String?)], of total: Int) {
    finished = (trials.count { $0.status == .ok }, total)
    var seen: Set<String> = []
    reasons = trials.compactMap(\.reason).filter { seen.insert($0).inserted }
  }
}

extension KnownRun {
  /// The bundle of the latest run under a folder; `nil` where there is none.
  public static func latestBundle(under folder: String) -> String? {
    RunName.bundles(in: folder).last
  }

  /// Removes its journal and its bundles; each goes by one rename first, so that no half of it stays.
  ///
  /// - Throws: `journal-busy` where another process executes it.
  public func remove(in results: String, keepingBundles: Bool = false) throws(RunFault) {
    if state == .running { throw RunFault(.journalBusy, "`\(name)` is executed by another process", help: "wait until it has finished") }
    if !keepingBundles, let bundle {
      for path in RunName.bundles(in: parentFolder(of: bundle)) where RunName(path).run == name { try Files.removeFolder(path) }
    }
    if let journal { JournalFolder.remove(journal) }
  }
}

public import Record

/// All records of a bundle, decoded, and the bytes that signatures cover.
@dynamicMemberLookup
public struct BundleRecords: Sendable {
  public var records: RunRecords
  /// The bytes of the trial lines, the leaves of their Merkle tree.
  public var lines: [[UInt8]]

  /// One of the records.
  public subscript<Value>(dynamicMember path: WritableKeyPath<RunRecords, Value>) -> Value {
    get { records[keyPath: path] }
    set { records[keyPath: path] = newValue }
  }
}

/// The files of a bundle that have a fixed name.
public enum BundleFile {
  public static let plan = "data/plan.json"
  public static let inputs = "data/inputs.json"
  public static let environment = "data/environment.json"
  public static let run = "data/run.json"
  public static let trials = "data/trials.jsonl"
  public static let results = "data/results.json"
  public static let bounded = "data/bounded.json"
  public static let measurements = "data/measurements.json"
  public static let scores = "data/scores.json"
  public static let bagIt = "bagit.txt"
  public static let report = "report.html"

  /// Those without which a folder is no bundle.
  static let required = [bagIt, Manifest.name, plan, inputs, environment, run, trials, results, measurements, scores]

  /// Folders under `data/` whose files are named by their digest, with the ending of the name.
  static let named: [(folder: String, ending: String)] = [
    ("data/spec/", ".yaml"), ("data/inputs/", ""), ("data/transcripts/", ""), ("data/items/", ""), ("data/artifacts/", ""),
  ]

  /// The digest that a file's name claims, or `nil` for names of another kind.
  static func digestInName(_ path: String) -> Digest? {
    for (folder, ending) in named where path.utf8.starts(with: folder.utf8) && path.hasSuffix(ending) {
      return Digest(hex: String(path.dropFirst(folder.count).dropLast(ending.count)))
    }
    return nil
  }

  /// Whether a file may stand at a path of a bundle.
  static func isAllowed(_ path: String) -> Bool {
    if required.contains(path) || path == bounded || path == report { return true }
    if path.utf8.starts(with: "attestations/".utf8) { return isEvidence(String(path.dropFirst("attestations/".count))) }
    return digestInName(path) != nil
  }

  /// `run.dsse.json`, `run.KEYID.dsse.json`, `plan.dsse.json`, `verify.KEYID.dsse.json`, `*.tlog-proof`, `*.tsr`.
  private static func isEvidence(_ name: String) -> Bool {
    if name.contains("/") { return false }
    if name == "run.dsse.json" || name == "plan.dsse.json" { return true }
    for prefix in ["run.", "verify."] where name.hasPrefix(prefix) && name.hasSuffix(".dsse.json") {
      return Digest(hex: String(name.dropFirst(prefix.count).dropLast(".dsse.json".count))) != nil
    }
    return name.hasSuffix(".tlog-proof") || name.hasSuffix(".tsr")
  }
}

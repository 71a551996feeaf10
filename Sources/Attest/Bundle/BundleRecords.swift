public import Record

/// All records of a bundle, decoded, and the bytes that signatures cover.
@dynamicMemberLookup
public struct BundleRecords: Sendable {
  /// The records themselves.
  public var records: RunRecords
  /// The digests of the trial lines, the leaves of their Merkle tree.
  public var leaves: [Digest]

  /// One of the records.
  public subscript<Value>(dynamicMember path: WritableKeyPath<RunRecords, Value>) -> Value {
    get { records[keyPath: path] }
    set { records[keyPath: path] = newValue }
  }
}

/// The files of a bundle that have a fixed name.
public enum BundleFile {
  /// The plan.
  public static let plan = "data/plan.json"
  /// Every input, with its digest.
  public static let inputs = "data/inputs.json"
  /// The fingerprint of the host.
  public static let environment = "data/environment.json"
  /// Who ran it, when, and what was out of the ordinary.
  public static let run = "data/run.json"
  /// One line for each planned trial.
  public static let trials = "data/trials.jsonl"
  /// Results that come out again bit for bit.
  public static let results = "data/results.json"
  /// Results that come out again within a bound.
  public static let bounded = "data/bounded.json"
  /// Samples and witnesses.
  public static let measurements = "data/measurements.json"
  /// Metrics, verdicts and scores.
  public static let scores = "data/scores.json"
  /// The two lines that make the folder a BagIt bag.
  public static let bagIt = "bagit.txt"
  /// The page, outside the manifest.
  public static let report = "report.html"

  /// Those without which a folder is no bundle.
  static let required = [bagIt, Manifest.name, plan, inputs, environment, run, trials, results, bounded, measurements, scores]

  /// Folders under `data/` whose files are named by their digest, with the ending of the name.
  static let named: [(folder: String, ending: String)] = [
    ("data/spec/", ".yaml"), ("data/inputs/", ""), ("data/transcripts/", ""), ("data/artifacts/", ""), ("data/items/", ""),
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
    if required.contains(path) || path == report { return true }
    return EvidenceKind.of(path) != nil || digestInName(path) != nil
  }
}

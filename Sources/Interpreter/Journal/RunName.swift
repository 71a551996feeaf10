internal import Attest

/// The name that a path gives a run or its bundle: `TIME-PLAN`, `TIME-PLAN-2` for a further run of that second, and `….2` for a further bundle of
/// one run.
struct RunName: Comparable {
  /// The name of the run.
  let run: String
  /// Which of its bundles, from 1.
  private let attempt: Int
  private let parts: [String]

  init(_ path: String) {
    let name = path.split(separator: "/").last ?? ""
    let point = name.lastIndex(of: ".")
    let number = point.flatMap { Int(name[name.index(after: $0)...]) }
    run = String(number == nil ? name : name[..<(point ?? name.endIndex)])
    attempt = number ?? 1
    parts = run.split(separator: "-").map(String.init)
  }

  static func < (left: RunName, right: RunName) -> Bool { left.rank < right.rank }

  private var rank: (String, Int, String, Int) {
    (parts.first ?? "", parts.count == 3 ? Int(parts[2]) ?? 1 : 1, run, attempt)
  }

  /// The folders of bundles in a folder, in the order of their runs.
  static func bundles(in folder: String) -> [String] {
    BundleShelf(folder).bundles.filter { Files.isFolder($0) }.sorted { RunName($0) < RunName($1) }
  }
}

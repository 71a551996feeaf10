internal import Text

/// Reads a set of questions as another tool or a benchmark lays it out, and says it in Etalon's own form.
///
/// A pure function of the file and what lies near it: the same bytes give the same spec.
public struct Importer: Sendable {
  /// The word of the command line, such as `mmlu`.
  public let word: String
  /// What it reads, in one sentence.
  public let summary: String
  /// Endings of the files that it reads.
  public let endings: [String]
  let read: @Sendable (_ source: ImportSource) throws(ImportFault) -> ImportedTask

  /// Every importer of this release, one line each.
  public static let all = [lmEvaluationHarness, openAIEvals, bigBench, mmlu, cEval, humanEval, gsmSymbolic, orderTest]

  /// The spec and the data that a source becomes.
  ///
  /// - Parameter license: The SPDX id of the data's licence, where the user knows it.
  public func imported(_ source: ImportSource, license: String? = nil) throws(ImportFault) -> Imported {
    var task = try read(source)
    task.license = license ?? task.license
    guard !task.records.isEmpty || task.document != nil else {
      throw ImportFault("\(quoted(source.name)) holds no questions", help: "`etalon import --help` says which layout each KIND reads")
    }
    return Imported(task, from: source, by: word)
  }
}

/// A file to import, and how to read what it names.
public struct ImportSource {
  /// Its path as the user wrote it; messages call it so, and the name of the spec comes from it.
  public let name: String
  /// Its bytes as they lie there, packed or not.
  public let bytes: [UInt8]
  /// The bytes of another file by its path from the folder of this one; `nil` where there is none.
  public let neighbour: (_ path: String) -> [UInt8]?

  /// A file with what lies near it.
  public init(name: String, bytes: [UInt8], neighbour: @escaping (_ path: String) -> [UInt8]? = { _ in nil }) {
    self.name = name
    self.bytes = bytes
    self.neighbour = neighbour
  }

  /// The name of the file without folder and endings.
  var stem: String {
    var stem = name.split(separator: "/").last.map(String.init) ?? name
    for ending in [".gz", ".zst", ".jsonl", ".json", ".csv", ".yaml", ".yml"] where stem.lowercased().hasSuffix(ending) {
      stem.removeLast(ending.count)
    }
    return stem
  }

  /// The bytes of the file unpacked.
  func plain() throws(ImportFault) -> [UInt8] { try ImportSource.plain(bytes, name) }

  static func plain(_ bytes: [UInt8], _ name: String) throws(ImportFault) -> [UInt8] {
    do throws(DataFault) { return try DatasetBytes.plain(bytes) } catch { throw ImportFault(error, in: name) }
  }
}

/// Why a file cannot be imported.
public struct ImportFault: Error, Sendable, Hashable {
  /// What is wrong, with its place.
  public let message: String
  /// What to do next.
  public let help: String?

  init(_ message: String, help: String? = nil) { (self.message, self.help) = (message, help) }

  /// A fault at a place of a file.
  init(_ fault: DataFault, in name: String) {
    let place = fault.place.map { ":\($0.line)" + ($0.column.map { ":\($0)" } ?? "") } ?? ""
    self.init("\(name)\(place): \(fault.message)", help: fault.help)
  }
}

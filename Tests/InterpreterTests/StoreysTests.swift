import TestSupport
import Testing

@testable import Interpreter

/// The folders of the Interpreter, each with the folders below that it may use; beside them everything is closed to it.
private let storeys: [(folder: String, uses: [String])] = [
  ("Contract", []),
  ("Host", ["Contract"]),
  ("Kinds", ["Contract", "Host"]),
  ("Kinds/Sampling", ["Contract", "Host"]),
  ("Kinds/Dataset", ["Contract", "Host"]),
  ("Kinds/Subject", ["Contract", "Host", "Kinds/Dataset", "Kinds/Command"]),
  ("Kinds/Load", ["Contract", "Host", "Kinds/Subject"]),
  ("Kinds/Kernel", ["Contract", "Host", "Kinds", "Kinds/Sampling"]),
  ("Kinds/Train", ["Contract", "Host", "Kinds", "Kinds/Sampling", "Kinds/Dataset"]),
  (
    "Kinds/Infer",
    ["Contract", "Host", "Kinds", "Kinds/Sampling", "Kinds/Dataset", "Kinds/Subject", "Kinds/Load", "Kinds/Train"]
  ),
  ("Kinds/Evaluate", ["Contract", "Host", "Kinds", "Kinds/Sampling", "Kinds/Dataset", "Kinds/Subject", "Kinds/Load"]),
  ("Kinds/Command", ["Contract", "Host", "Kinds", "Kinds/Sampling"]),
  ("Import", ["Contract", "Host", "Kinds/Dataset", "Kinds/Evaluate"]),
  ("Sealed", ["Contract", "Host", "Kinds/Dataset", "Kinds/Evaluate"]),
  ("Store", ["Contract", "Host", "Sealed"]),
  ("Journal", ["Contract", "Host", "Store"]),
  (
    "Engine",
    [
      "Contract", "Host", "Kinds", "Kinds/Sampling", "Kinds/Dataset", "Kinds/Subject", "Kinds/Load", "Kinds/Kernel", "Kinds/Train",
      "Kinds/Infer", "Kinds/Evaluate", "Kinds/Command", "Sealed", "Store", "Journal",
    ]
  ),
]

/// What the files of a folder declare at their top level and name anywhere, by reading the text: good enough to see a wrong direction.
private struct Folder {
  /// Names that others can use.
  var declared: Set<String> = []
  /// All names that are declared here, also inside of types.
  var own: Set<String> = []
  var named: [String: String] = [:]

  /// - Parameter path: The folder; of those inside it only the ones without a storey of their own belong to it.
  init(_ path: String) throws { try read(path) }

  private mutating func read(_ path: String) throws {
    let place = Repository.path("Sources/Interpreter/\(path)")
    for inner in Files.names(in: place).map({ "\(path)/\($0)" }) where Files.isFolder(Repository.path("Sources/Interpreter/\(inner)")) {
      if !storeys.contains(where: { $0.folder == inner }) { try read(inner) }
    }
    for file in Files.names(in: place) where file.hasSuffix(".swift") {
      for line in try Repository.text(of: "\(place)/\(file)").split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//")
      {
        let code = line.replacing(/"(?:[^"\\]|\\.)*"/, with: "\"\"").prefix { $0 != "/" }
        if let match = code.prefixMatch(of: /(?:public |@safe )*(?:final )?(?:struct|enum|class|protocol|func) (\w+)/) {
          declared.insert(String(match.1))
        }
        for match in code.matches(of: /\b(?:struct|enum|class|protocol|func|typealias) (\w+)/) { own.insert(String(match.1)) }
        for word in code.matches(of: /(\.)?\b([A-Z]\w*)/) where word.1 == nil { named[String(word.2)] = file }
        for call in code.matches(of: /(\.|func )?\b([a-z]\w*)\(/) where call.1 == nil { named[String(call.2)] = file }
      }
    }
  }
}

@Suite struct `The storeys of the Interpreter` {
  private static func folders() throws -> [(folder: String, uses: [String], content: Folder)] {
    try storeys.map { ($0.folder, $0.uses, try Folder($0.folder)) }
  }

  @Test func `a folder uses only those below it`() throws {
    let folders = try Self.folders()
    #expect(folders.allSatisfy { !$0.content.declared.isEmpty })
    // A name that two folders have, such as `check`, says nothing.
    let owners = Dictionary(grouping: folders.flatMap { entry in entry.content.declared.map { ($0, entry.folder) } }, by: \.0)
    for (folder, uses, content) in folders {
      for (word, file) in content.named where !content.own.contains(word) {
        guard let owner = owners[word], owner.count == 1, let place = owner.first?.1, place != folder else { continue }
        #expect(uses.contains(place), "\(folder)/\(file) uses `\(word)` of \(place)")
      }
    }
  }

  @Test func `every folder stands in a storey`() throws {
    let root = Repository.path("Sources/Interpreter")
    let top = Files.names(in: root).filter { Files.isFolder("\(root)/\($0)") && !$0.hasSuffix(".docc") }
    // A verification stands above all.
    #expect(Set(top) == Set(storeys.map(\.folder).filter { !$0.contains("/") } + ["Rescoring", "Verification"]))
    let kinds = Files.names(in: "\(root)/Kinds").filter { Files.isFolder("\(root)/Kinds/\($0)") }
    #expect(Set(kinds.map { "Kinds/\($0)" }) == Set(storeys.map(\.folder).filter { $0.hasPrefix("Kinds/") }))
  }
}

internal import Attest
internal import Interpreter
internal import Record
internal import Spec

/// What this program is.
enum Version {
  static let number = "0.1.0"

  /// What `--version` prints: the program, the versions that decide what it does, and what it was built with.
  static var text: String {
    "etalon \(number)\nlanguage 1, catalogue \(Catalogue.currentVersion), Swift \(Host.swiftVersion), \(Host.compiler)"
  }

  /// The program as records name it, with the digest of its own executable.
  static var tool: RunRecord.Tool {
    RunRecord.Tool(name: "etalon", version: number, executable: try? SHA256.digest(ofFile: "/proc/self/exe").digest)
  }
}

import Foundation
import TestSupport

/// The built program, run as a user runs it, in a home of its own.
struct Etalon {
  /// The program that was built beside these tests.
  static let path: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let beside = URL(filePath: CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? tests).deletingLastPathComponent()
    return ProcessInfo.processInfo.environment["ETALON"] ?? beside.appending(path: "etalon").path(percentEncoded: false)
  }()

  let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// Variables that keep the program away from the real user's files.
  var environment: [String: String] {
    [
      "HOME": home.path, "XDG_CONFIG_HOME": home.path("config"), "XDG_DATA_HOME": home.path("data"),
      "XDG_CACHE_HOME": home.path("cache"), "XDG_STATE_HOME": home.path("state"), "NO_COLOR": "1", "ETALON_PASSPHRASE": "",
    ]
  }

  /// Runs one command line in the root of the checkout.
  func callAsFunction(_ words: String..., in folder: String = Repository.root.path(percentEncoded: false)) throws -> Finished {
    try run(Etalon.path, words, in: folder, environment: environment)
  }

  /// Runs one line of shell in which `etalon` is the built program.
  func shell(_ line: String, in folder: String = Repository.root.path(percentEncoded: false)) throws -> Finished {
    try run("/bin/sh", ["-c", "etalon() { '\(Etalon.path)' \"$@\"; }; \(line)"], in: folder, environment: environment)
  }
}

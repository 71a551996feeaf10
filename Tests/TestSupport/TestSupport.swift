public import Foundation

/// Where things are that tests need.
public enum Repository {
  /// The root of the checkout.
  public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file or folder of the checkout.
  public static func path(_ relative: String) -> String { root.appending(path: relative).path(percentEncoded: false) }

  /// The folder with other people's test vectors; `Tests/Vectors/README.md` says where each comes from.
  public static let vectors = path("Tests/Vectors")

  /// The bytes of a file.
  public static func bytes(of path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

  /// The text of a file.
  public static func text(of path: String) throws -> String { String(decoding: try bytes(of: path), as: UTF8.self) }

  /// Whether expected outputs are to be rewritten (`UPDATE=1`).
  public static var updates: Bool { ProcessInfo.processInfo.environment["UPDATE"] == "1" }
}

/// A folder that exists as long as the value does.
public final class TemporaryFolder: Sendable {
  public let path: String

  public init() throws {
    var template = Array((NSTemporaryDirectory() + "/etalon-test-XXXXXX").utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of something inside.
  public func path(_ relative: String) -> String { path + "/" + relative }

  /// Writes a file, making the folders on the way; returns its path.
  @discardableResult
  public func write(_ text: String, to relative: String) throws -> String { try write(Array(text.utf8), to: relative) }

  /// Writes a file, making the folders on the way; returns its path.
  @discardableResult
  public func write(_ bytes: [UInt8], to relative: String) throws -> String {
    let file = URL(filePath: path(relative))
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return path(relative)
  }
}

/// What a finished process left.
public struct Finished: Sendable {
  public let status: Int32
  public let output: String
  public let talk: String
}

/// Runs a program to its end with its standard input empty; environment variables are added to those of the test.
public func run(
  _ program: String, _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:]
) throws -> Finished {
  let process = Process()
  process.executableURL = URL(filePath: program)
  process.arguments = arguments
  if let folder { process.currentDirectoryURL = URL(filePath: folder) }
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  process.standardInput = FileHandle.nullDevice
  // Files, not pipes: a process that says a lot must not wait for its reader.
  let folderOfStreams = try TemporaryFolder()
  for stream in ["out", "err"] { try folderOfStreams.write("", to: stream) }
  process.standardOutput = FileHandle(forWritingAtPath: folderOfStreams.path("out"))
  process.standardError = FileHandle(forWritingAtPath: folderOfStreams.path("err"))
  try process.run()
  process.waitUntilExit()
  return Finished(
    status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
    output: try Repository.text(of: folderOfStreams.path("out")), talk: try Repository.text(of: folderOfStreams.path("err")))
}

/// The path of a program on `PATH`, or `nil`.
public func findProgram(_ name: String) -> String? {
  let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
  return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
}

/// A small generator for properties; its seed is printed by the test, so that a failure can be had again.
///
/// SplitMix64 (Steele, Lea and Flood, 2014).
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

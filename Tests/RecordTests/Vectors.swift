import Foundation

/// Test vectors from outside, which are not part of the repository.
enum Vectors {
  /// The folder of a set of vectors: `ETALON_VECTORS`, or `../shared/vectors` beside the package.
  static func folder(_ name: String) -> URL {
    let root =
      ProcessInfo.processInfo.environment["ETALON_VECTORS"].map { URL(fileURLWithPath: $0) }
      ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("shared/vectors")
    return root.appendingPathComponent(name)
  }

  static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder(path))) }

  static let hasJCS = FileManager.default.fileExists(atPath: folder("jcs/numbers-10000.txt").path)
}

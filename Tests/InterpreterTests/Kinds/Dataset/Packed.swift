import Foundation
import TestSupport

/// Texts as the tools of others pack them.
enum Packed {
  static func gzip(_ text: String) throws -> [UInt8] { try packed(Array(text.utf8), "gzip", "-nc") }
  static func zstd(_ text: String) throws -> [UInt8] { try packed(Array(text.utf8), "zstd", "-qc") }

  /// What a program makes of bytes.
  static func packed(_ bytes: [UInt8], _ program: String...) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path("plain")))
    let done = try run("/bin/sh", ["-c", "\(program.joined(separator: " ")) < '\(folder.path("plain"))' > '\(folder.path("packed"))'"])
    guard done.status == 0 else { throw Missing(program: program[0]) }
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path("packed"))))
  }

  struct Missing: Error { let program: String }
}

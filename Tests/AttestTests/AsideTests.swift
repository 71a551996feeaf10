import Glibc
import TestSupport
import Testing

@testable import Attest

@Suite struct `A folder aside` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func exists(_ name: String) -> Bool { unsafe access("\(folder.path)/\(name)", F_OK) == 0 }

  @Test func `goes with its owner`() throws {
    func make() throws -> String {
      let aside = try Aside(in: folder.path)
      #expect(isFolder(aside.path))
      return aside.path
    }
    #expect(!isFolder(try make()))
  }

  @Test func `of a process that is gone is swept by the next one, and one that is in use is not`() throws {
    try makeFolders("\(folder.path)/.etalon-left/inside")
    try writeNewFile("\(folder.path)/.etalon-left.dsse", [1])
    try writeNewFile("\(folder.path)/kept", [1])
    let first = try Aside(in: folder.path)
    #expect(!exists(".etalon-left") && !exists(".etalon-left.dsse"))
    let second = try Aside(in: folder.path)
    #expect(isFolder(first.path))
    #expect(isFolder(second.path))
    #expect(exists("kept"))
  }

  @Test func `never sweeps through a link`() throws {
    try makeFolders("\(folder.path)/other/inside")
    _ = unsafe symlink("\(folder.path)/other", "\(folder.path)/.etalon-link")
    _ = try Aside(in: folder.path)
    #expect(exists("other/inside"))
  }
}

import TestSupport
import Testing

@testable import Interpreter

@Suite struct FilesTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `what is no regular file is refused, not waited for`() throws {
    #expect(throws: RunFault.self) { try Files.read("/dev/null") }
    #expect(throws: RunFault.self) { try Files.read(folder.path) }
    let fault = #expect(throws: RunFault.self) { try Files.read(folder.path("absent")) }
    #expect(fault?.code == .noSuchFile)
  }

  @Test func `a file that cannot be written says so`() {
    #expect(throws: RunFault.self) { try Files.replace("/dev/full/x", [1]) }
  }
}

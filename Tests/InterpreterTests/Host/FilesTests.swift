import Glibc
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

  @Test func `a pipe is written to, and never replaced`() throws {
    let pipe = folder.path("pipe")
    #expect(unsafe mkfifo(pipe, 0o600) == 0)
    let end = unsafe open(pipe, O_RDWR)
    defer { _ = close(end) }
    try Files.replace(pipe, Array("page".utf8))
    var bytes = [UInt8](repeating: 0, count: 8)
    #expect(unsafe read(end, &bytes, 8) == 4 && bytes.starts(with: Array("page".utf8)))
  }

  @Test func `a file that cannot be written says so`() {
    #expect(throws: RunFault.self) { try Files.replace("/dev/full/x", [1]) }
  }
}

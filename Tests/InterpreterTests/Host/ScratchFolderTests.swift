import TestSupport
import Testing

@testable import Interpreter

@Suite struct ScratchFolderTests {
  @Test func `a scratch folder goes with everything in it, and links are not followed`() throws {
    let outside = try TemporaryFolder()
    try outside.write("precious", to: "file")
    var path = ""
    do {
      let scratch = try ScratchFolder()
      path = scratch.path
      _ = try run("/bin/sh", ["-c", "mkdir -p a/b; echo x > a/b/c; ln -s \(outside.path) link; chmod 0 a/b"], in: scratch.path)
      withExtendedLifetime(scratch) {}
    }
    #expect(!HostFiles(root: "").exists(path))
    #expect(try Repository.text(of: outside.path("file")) == "precious")
  }
}

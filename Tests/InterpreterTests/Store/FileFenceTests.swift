import TestSupport
import Testing

@testable import Interpreter

@Suite struct FileFenceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let files = "mkdir -p specs/data other; echo x > specs/data/a; echo x > other/b; echo x > top"
    let links = "cd specs; ln -s ../other way; ln -s data/a inner; ln -s ../top out; ln -s /nowhere gone"
    _ = try run("/bin/sh", ["-c", "\(files); \(links)"], in: folder.path)
  }

  private func allows(_ path: String, _ allowed: [String] = []) -> Bool {
    (try? FileFence(spec: folder.path("specs/s.yaml"), allowing: allowed).require(path)) != nil
  }

  @Test(arguments: ["data/a", "./data/../data/a", "inner", "absent.csv", "data"])
  func `files of the spec's folder are read`(path: String) { #expect(allows(folder.path("specs/" + path))) }

  @Test(arguments: ["../top", "../other/b", "data/../../top", "out", "way/b", "../absent", "gone", "way/absent/../b", ".."])
  func `what leads out is refused, whether it exists or not`(path: String) { #expect(!allows(folder.path("specs/" + path))) }

  @Test func `absolute paths of elsewhere are refused`() {
    #expect(!allows("/etc/passwd"))
    #expect(!allows(folder.path("specs") + "-twin/a"))
  }

  @Test func `a folder that the user named is open with all below it`() {
    #expect(allows(folder.path("specs/../other/b"), [folder.path("other")]))
    #expect(allows(folder.path("specs/way/b"), [folder.path("other")]))
    #expect(!allows(folder.path("specs/../top"), [folder.path("other")]))
  }

  @Test func `the fault names the option, quoted for a shell`() {
    let fault = #expect(throws: RunFault.self) { try FileFence(spec: "specs/s.yaml").require("specs/../; rm -rf ~/x") }
    #expect(fault?.code == .outsideSpec && fault?.help == "if it is meant, add `--allow 'files=specs/../; rm -rf ~'`")
  }
}

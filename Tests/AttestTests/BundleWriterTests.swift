import Attest
import Foundation
import Record
import TestSupport
import Testing

@Suite struct `Writing a bundle` {
  private func draft() throws -> BundleDraft {
    var draft = BundleDraft()
    try draft.add("data/plan.json", Array("{}".utf8))
    try draft.add("data/spec/a.yaml", Array("etalon: 1\n".utf8))
    try draft.add(inFolder: "artifacts", [1, 2, 3])
    draft.report = Array("<!doctype html>".utf8)
    return draft
  }

  @Test func `leaves a set that sha256sum checks`() throws {
    let folder = try TemporaryFolder()
    let root = try draft().write(to: folder.path("results/name/run/"))
    let bundle = folder.path("results/name/run")
    let sum = try run(try #require(findProgram("sha256sum")), ["--strict", "-c", "manifest-sha256.txt"], in: bundle)
    #expect(sum.status == 0)
    #expect(sum.output.split(separator: "\n").count == 3)
    #expect(SHA256.digest(of: try Repository.bytes(of: bundle + "/manifest-sha256.txt")) == root)
    #expect(try Repository.text(of: bundle + "/bagit.txt") == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("results/name")) == ["run"])
  }

  @Test func `refuses a target that exists, whatever it is`() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "file")
    try folder.write("mine", to: "folder/file")
    for target in ["file", "folder"] {
      let fault = #expect(throws: AttestFault.self) { try draft().write(to: folder.path(target)) }
      #expect(fault?.code == "bundle-exists")
    }
    #expect(try Repository.text(of: folder.path("folder/file")) == "mine")
  }

  @Test func `says that a folder cannot be made, and where`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "file")
    let fault = #expect(throws: AttestFault.self) { try draft().write(to: folder.path("file/name/run")) }
    #expect(fault?.message == "cannot make the folder `\(folder.path("file/name"))`: not a folder")
  }

  @Test(arguments: ["data/../x", "data//x", "plan.json", "data/", "data/.hidden", "data/a b", "data/-x", "data/ä", "/data/x", "data/x/"])
  func `refuses a path that no bundle may hold`(path: String) throws {
    var draft = BundleDraft()
    let fault = #expect(throws: AttestFault.self) { try draft.add(path, []) }
    #expect(fault?.code == "bundle-path")
  }

  @Test func `sorts the manifest by bytes, and gives the same root for the same files`() throws {
    var one = BundleDraft()
    var two = BundleDraft()
    let names = ["data/b", "data/B", "data/a_", "data/a-", "data/a.", "data/a/x", "data/a0"]
    for name in names { try one.add(name, Array(name.utf8)) }
    for name in names.reversed() { try two.add(name, Array(name.utf8)) }
    #expect(one.manifest == two.manifest)
    #expect(one.manifest.entries.map(\.path) == ["data/B", "data/a-", "data/a.", "data/a/x", "data/a0", "data/a_", "data/b"])
  }
}

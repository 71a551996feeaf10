import Attest
import Glibc
import TestSupport
import Testing

@testable import Interpreter

@Suite struct FolderArchiveTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("print(1)\n", to: "tree/lib/module.py")
    try folder.write("#!/bin/sh\n", to: "tree/bin/tool")
    try folder.write("", to: "tree/empty")
    try folder.write("long", to: "tree/\(String(repeating: "d", count: 90))/\(String(repeating: "f", count: 90))")
    #expect(unsafe chmod(folder.path("tree/bin/tool"), 0o755) == 0)
    #expect(unsafe symlink("/usr/bin/env", folder.path("tree/bin/env")) == 0)
  }

  @Test func `a folder comes out as it was, and its archive is the same from a copy of it`() throws {
    let archive = try FolderArchive(packing: folder.path("tree"))
    try folder.write("", to: "copy/.keep")
    Files.remove(folder.path("copy/.keep"))
    try FolderArchive.unpack(archive.bytes, into: folder.path("copy"))
    #expect(try Repository.text(of: folder.path("copy/lib/module.py")) == "print(1)\n")
    #expect(unsafe access(folder.path("copy/bin/tool"), X_OK) == 0)
    #expect(try FolderArchive(packing: folder.path("copy")).bytes == archive.bytes)
  }

  @Test func `tar reads it`() throws {
    try folder.write(try FolderArchive(packing: folder.path("tree")).bytes, to: "tree.tar")
    let listed = try run("/bin/tar", ["-tvf", folder.path("tree.tar")])
    #expect(listed.status == 0 && listed.output.contains("bin/env -> /usr/bin/env") && listed.output.contains("lib/module.py"))
  }

  @Test func `what has no place in an archive is refused by name`() throws {
    #expect(unsafe mkfifo(folder.path("tree/pipe"), 0o600) == 0)
    let fault = #expect(throws: RunFault.self) { try FolderArchive(packing: folder.path("tree")) }
    #expect(fault?.code == .unusableFolder && fault?.message.contains("`pipe`") == true)
  }

  @Test(arguments: ["../out", "/tmp/out", "bin/env/out", "absent/out", "./x", ""])
  func `nothing is written outside, whatever an archive says`(name: String) throws {
    var bytes = try FolderArchive(packing: folder.path("tree")).bytes
    // The first file, with another name and a checksum that fits.
    let place = try #require(stride(from: 0, to: bytes.count, by: 512).first { bytes[$0 + 156] == 0x30 })
    bytes.replaceSubrange(place..<place + 100, with: Array(name.utf8) + [UInt8](repeating: 0, count: 100 - name.utf8.count))
    bytes.replaceSubrange(place + 148..<place + 156, with: Array("        ".utf8))
    let sum = String(bytes[place..<place + 512].reduce(0) { $0 + Int($1) }, radix: 8)
    let text = String(repeating: "0", count: 6 - sum.count) + sum + "\u{0} "
    bytes.replaceSubrange(place + 148..<place + 156, with: Array(text.utf8))
    try folder.write("", to: "target/inner/.keep")
    #expect(throws: RunFault.self) { try FolderArchive.unpack(bytes, into: folder.path("target/inner")) }
    #expect(Files.names(in: folder.path("target")) == ["inner"])
  }
}

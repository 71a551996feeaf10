import Foundation
import TestSupport
import Record
import Testing

@testable import Interpreter

@Suite struct LoadedFilesTests {
  private let host = HostFiles(root: "")

  private func bytes(of path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

  /// The loader itself says what it would load.
  @Test(arguments: ["/bin/true", "/usr/bin/openssl", "/usr/bin/python3", "/usr/bin/curl"])
  func `a program's libraries are those that the loader lists`(path: String) throws {
    guard FileManager.default.fileExists(atPath: path), let loader = ElfFile(try bytes(of: path))?.interpreter else { return }
    let listed = try run(loader, ["--list", path]).output.split(separator: "\n").compactMap { line in
      line.split(separator: " ").first { $0.hasPrefix("/") }.flatMap { host.resolved(String($0)) }
    }
    let found = LoadedFiles(of: try bytes(of: path), host)
    #expect(Set(found.files.compactMap { host.resolved($0.path) }) == Set(listed).union([try #require(host.resolved(loader))]))
    #expect(found.missing.isEmpty && found.interpreter == nil)
    #expect(found.files.allSatisfy { $0.digest?.count == 16 })
  }

  @Test func `a script has the interpreter of its first line, which env finds on the path of the sandbox`() throws {
    let direct = LoadedFiles(of: Array("#!/bin/sh -e\nexit 0\n".utf8), host)
    #expect(direct.interpreter == "/bin/sh" && direct.files.contains { $0.path == "/bin/sh" })
    #expect(direct.files.contains { $0.path.contains("libc.so") })
    let searched = LoadedFiles(of: Array("#!/usr/bin/env -S sh\n".utf8), host)
    #expect(searched.interpreter == "/usr/bin/sh" || searched.interpreter == "/bin/sh")
    #expect(LoadedFiles(of: Array("plain text".utf8), host).files.isEmpty)
  }

  @Test func `nothing outside the folders of the sandbox is read`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("secret", to: "home/me/tool")
    _ = try folder.write("secret", to: "usr/bin/inside")
    let fake = HostFiles(root: folder.path)
    #expect(LoadedFiles(of: Array("#!/home/me/tool\n".utf8), fake).files.isEmpty)
    #expect(LoadedFiles(of: Array("#!/usr/../home/me/tool\n".utf8), fake).files.isEmpty)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/usr/bin/led", withDestinationPath: folder.path + "/home/me/tool")
    let led = LoadedFiles(of: Array("#!/usr/bin/led\n".utf8), fake)
    #expect(led.files == [LoadedFiles.File(path: "/usr/bin/led", digest: nil)])
    #expect(LoadedFiles(of: Array("#!/usr/bin/inside\n".utf8), fake).files.map(\.digest?.count) == [16])
  }

  @Test func `damaged programs are read without harm`() throws {
    let whole = try bytes(of: "/bin/true")
    var random = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      var damaged = Array(whole.prefix(Int.random(in: 0...4096, using: &random)))
      for _ in 0..<8 where !damaged.isEmpty {
        damaged[Int.random(in: damaged.indices, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
      }
      _ = ElfFile(damaged)
      _ = LoaderCache(damaged)
    }
    #expect(ElfFile(Array("#!/bin/sh".utf8)) == nil)
  }

  @Test func `the fingerprint names each program's files, and a difference bears on its output`() throws {
    var fingerprint = Host.probe(HostSources(root: "/nowhere", environment: [:], process: .current()))
    fingerprint.addPrograms([("tool", Array("#!/bin/sh\n".utf8))], host)
    #expect(fingerprint.fields["program.tool.interpreter"]?.value?.text == "/bin/sh")
    #expect((fingerprint.fields["program.tool.files"]?.value?.elements ?? []).count > 1)
    #expect(fingerprint.fields["program.tool.files"]?.effect == .result)
  }
}

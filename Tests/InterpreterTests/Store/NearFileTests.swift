import Foundation
import TestSupport
import Testing

@testable import Interpreter

@Suite struct `A file that is not there` {
  @Test func `may be there under a name of another Unicode form`() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "cafe\u{301}.jsonl")
    let near = try #require(NearFile(folder.path("caf\u{E9}.jsonl"), ofSpec: folder.path("spec.yaml")))
    #expect(near.help.contains("differs only in its Unicode form"))
    #expect(near.help.contains("U+E9") && near.help.contains("U+301"), "what looks alike is spelled out")
  }

  @Test func `may lie beside the target of the link that led to the spec`() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "real/data.jsonl")
    try folder.write("x", to: "real/spec.yaml")
    try FileManager.default.createSymbolicLink(atPath: folder.path("spec.yaml"), withDestinationPath: "real/spec.yaml")
    let near = try #require(NearFile(folder.path("data.jsonl"), ofSpec: folder.path("spec.yaml")))
    #expect(near.help.contains("real/data.jsonl") && near.help.contains("the spec is a link"))
  }

  @Test func `is near nothing where nothing is near`() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "other.jsonl")
    #expect(NearFile(folder.path("data.jsonl"), ofSpec: folder.path("spec.yaml")) == nil)
    #expect(NearFile(folder.path("none/data.jsonl"), ofSpec: "<stdin>") == nil)
  }
}

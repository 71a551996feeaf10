import Attest
import Foundation
import Record
import TestSupport
import Testing

@Suite struct BundleStreamTests {
  private func draft(_ bytes: [UInt8], _ read: @escaping (_ take: ([UInt8]) throws(AttestFault) -> Void) throws(AttestFault) -> Void) throws
    -> BundleDraft
  {
    var draft = BundleDraft()
    try draft.add("data/plan.json", Array("{}".utf8))
    draft.add(inFolder: "items", BundleDraft.Stream(SHA256.digest(of: bytes), read: read))
    return draft
  }

  private let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }

  @Test func `a file that is read in pieces stands in the bundle whole, and in its manifest`() throws {
    let (folder, bytes) = (try TemporaryFolder(), bytes)
    let draft = try draft(bytes) { take throws(AttestFault) in
      for start in stride(from: 0, to: bytes.count, by: 999) { try take(Array(bytes[start..<min(start + 999, bytes.count)])) }
    }
    let path = "data/items/\(SHA256.digest(of: bytes).hex)"
    #expect(draft.manifest.entries.map(\.path) == [path, "data/plan.json"])
    try draft.write(to: folder.path("bundle"))
    #expect(try Repository.bytes(of: folder.path("bundle/\(path)")) == bytes)
  }

  @Test func `an empty file is a file too`() throws {
    let folder = try TemporaryFolder()
    try draft([]) { _ in }.write(to: folder.path("bundle"))
    #expect(try Repository.bytes(of: folder.path("bundle/data/items/\(SHA256.digest(of: []).hex)")).isEmpty)
  }

  @Test func `other bytes than those of the digest leave no bundle`() throws {
    let (folder, bytes) = (try TemporaryFolder(), bytes)
    let draft = try draft(bytes) { take throws(AttestFault) in try take(Array(bytes.dropLast())) }
    let fault = #expect(throws: AttestFault.self) { try draft.write(to: folder.path("bundle")) }
    #expect(fault?.code == "bundle-record" && fault?.help == "suspect the disk")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `what ends the reading ends the bundle, and is told`() throws {
    let folder = try TemporaryFolder()
    let draft = try draft(bytes) { take throws(AttestFault) in
      try take([1, 2, 3])
      throw AttestFault("journal-failed", "the journal broke")
    }
    let fault = #expect(throws: AttestFault.self) { try draft.write(to: folder.path("bundle")) }
    #expect(fault?.code == "journal-failed")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `two streams of one digest are one file`() throws {
    let (folder, bytes) = (try TemporaryFolder(), bytes)
    var draft = try draft(bytes) { take throws(AttestFault) in try take(bytes) }
    draft.add(inFolder: "items", BundleDraft.Stream(SHA256.digest(of: bytes)) { take throws(AttestFault) in try take(bytes) })
    try draft.write(to: folder.path("bundle"))
    #expect(draft.streams.count == 1)
  }
}

import Attest
import Foundation
import Record
import TestSupport
import Testing

@Suite struct `A signed note` {
  /// The example of c2sp.org/signed-note.
  private static let example =
    "This is an example message.\n\n\u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"

  private func key() throws -> NoteKey {
    let blob = try #require(Data(base64Encoded: "AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"))
    let key = try #require(PublicKey(Array(blob.dropFirst())))
    return try #require(NoteKey("example.com/foo", .log, key))
  }

  @Test func `of the specification verifies under its key, whose id is the one of its name`() throws {
    let key = try key()
    #expect(key.id == 0x530d_903a)
    #expect(key.verifierKey == "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
    let note = try SignedNote(reading: Array(Self.example.utf8))
    #expect(note.isSigned(by: key) == true)
    #expect(note.bytes == Array(Self.example.utf8))
    let changed = try SignedNote(reading: Array(Self.example.replacing("an example", with: "no example").utf8))
    #expect(changed.isSigned(by: key) == false)
    let other = try #require(NoteKey("example.com/bar", .log, key.key))
    #expect(note.isSigned(by: other) == nil)
  }

  @Test(arguments: [
    "", "\n", "text\n", "text\n\n", "text\n\nno signature\n", "text\n\n\u{2014} a+b AAAAAAA=\n", "text\n\n\u{2014} a AAAA\n",
    "text\n\n\u{2014} a AAAAAAA=", "text\n\n- a AAAAAAA=\n", "te\u{7}xt\n\n\u{2014} a AAAAAAA=\n", "text\r\n\r\n\u{2014} a AAAAAAA=\n",
    "text\n\n\u{2014} a AAAAAAA= \n", "text\n\n\u{2014}  AAAAAAA=\n", "text\n\u{2014} a AAAAAAA=\n",
    "text\n\n" + String(repeating: "\u{2014} a AAAAAAA=\n", count: 65),
  ])
  func `of another form is refused`(text: String) {
    let fault = #expect(throws: AttestFault.self) { try SignedNote(reading: Array(text.utf8)) }
    #expect(fault?.code == "note-malformed")
  }

  @Test func `that is not text is refused`() {
    #expect(throws: AttestFault.self) { try SignedNote(reading: [0xFF, 0x0A, 0x0A] + Array("\u{2014} a AAAAAAA=\n".utf8)) }
  }
}

@Suite struct `A checkpoint` {
  private static let root = SHA256.digest(of: [1])

  @Test func `is signed under the log's name, and reads back as itself`() throws {
    let key = try SigningKey.generate()
    let checkpoint = Checkpoint(origin: "lab.example/plans", size: 7, root: Self.root)
    let head = try SignedCheckpoint(checkpoint, signedWith: key)
    let again = try SignedCheckpoint(reading: head.note.bytes)
    #expect(again == head && again.checkpoint == checkpoint)
    #expect(throws: Never.self) { try head.demandSignature(of: NoteKey.named("lab.example/plans", .log, key.publicKey)) }
  }

  @Test func `that another key signed is refused, also under the log's name`() throws {
    let key = try SigningKey.generate()
    let other = try SigningKey.generate()
    let head = try SignedCheckpoint(Checkpoint(origin: "log", size: 7, root: Self.root), signedWith: other)
    let foreign = #expect(throws: AttestFault.self) { try head.demandSignature(of: NoteKey.named("log", .log, key.publicKey)) }
    #expect(foreign?.code == "checkpoint-signature")
    #expect(throws: AttestFault.self) { try head.demandSignature(of: NoteKey.named("other", .log, other.publicKey)) }
    let named = #expect(throws: AttestFault.self) { try NoteKey.named("a b", .log, key.publicKey) }
    #expect(named?.code == "log-name")
  }

  @Test(arguments: [
    "log\n7\n", "log\n07\nAAAA\n", "log\n-7\nAAAA\n", "\n7\nAAAA\n", "log\n7\nAAAA\n", "log\n9999999999999999999999\nAAAA\n",
    "log\n4611686018427387904\nS/W+YAgDlVRTe1SESELM3BbH9kX7ngZ9Ruh0D8d2gdY=\n",
  ])
  func `of another form is refused`(text: String) {
    let fault = #expect(throws: AttestFault.self) { try Checkpoint(text: text) }
    #expect(fault?.code == "checkpoint-malformed")
  }

  @Test func `carries the lines of witnesses, each with its time`() throws {
    let key = try SigningKey.generate()
    let witness = try SigningKey.generate()
    var head = try SignedCheckpoint(Checkpoint(origin: "log", size: 7, root: Self.root), signedWith: key)
    try head.note.cosign(as: "w1", at: 1_795_000_000, with: witness)
    try head.note.cosign(as: "w1", at: 1_795_000_100, with: witness)
    let named = try NoteKey.named("w1", .cosignature, witness.publicKey)
    #expect(head.note.cosignatures(of: [named])?.map(\.seconds) == [1_795_000_100])
    #expect(head.note.cosignatures(of: [try NoteKey.named("w2", .cosignature, witness.publicKey)]) == [])
    // The same line over another text does not hold.
    var other = try SignedCheckpoint(Checkpoint(origin: "log", size: 8, root: Self.root), signedWith: key)
    other.note.signatures.append(head.note.signatures[1])
    #expect(other.note.cosignatures(of: [named]) == nil)
  }
}

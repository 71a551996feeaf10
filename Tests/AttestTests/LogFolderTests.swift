import Attest
import Foundation
import Record
import TestSupport
import Testing

/// A log in a folder of its own, with its key.
private final class LogFixture {
  let folder: TemporaryFolder
  let log: LogFolder
  let key: SigningKey

  init() throws {
    folder = try TemporaryFolder()
    log = LogFolder(path: folder.path("log"))
    key = try SigningKey.generate()
    try log.create(origin: "lab.example/plans", key: key)
  }

  func append(_ numbers: Range<Int>) throws { try log.append(numbers.map { Array("entry \($0)".utf8) }, key: key) }

  func checkpoint() throws -> Checkpoint { try log.head().checkpoint }

  func files() -> Set<String> {
    Set((FileManager.default.enumerator(atPath: log.path)?.compactMap { $0 as? String } ?? []).filter { !$0.hasSuffix(".p") })
  }
}

@Suite struct `A log's folder` {
  @Test(arguments: [[1], [1, 1, 1], [255, 1, 1], [256], [300, 212, 1], [600, 70], [65_535, 3]])
  func `grows to the root of all its entries, and proves each`(steps: [Int]) throws {
    let fixture = try LogFixture()
    var size = 0
    for step in steps {
      try fixture.append(size..<(size + step))
      size += step
    }
    let now = try fixture.checkpoint()
    #expect(now.size == UInt64(size))
    if size < 1000 { #expect(now.root == MerkleTree((0..<size).map { Array("entry \($0)".utf8) }).root) }
    try fixture.log.demandWholeness()
    for number in Set([0, size / 2, size - 1]) {
      let proof = try LogProof(reading: try fixture.log.proof(of: UInt64(number)).bytes)
      #expect(proof.includes(Array("entry \(number)".utf8)) && !proof.includes(Array("entry \(number + 1)".utf8)))
    }
  }

  @Test func `is checked alike by a program that shares nothing with it`() throws {
    let python = try #require(findProgram("python3"))
    let fixture = try LogFixture()
    for range in [0..<200, 200..<300, 300..<813] { try fixture.append(range) }
    try fixture.folder.write(try fixture.log.proof(of: 511).bytes, to: "proof")
    try fixture.folder.write("entry 511", to: "entry")
    let script = Repository.path("docs/examples/check_log.py")
    let checked = try run(python, [script, fixture.log.path, fixture.folder.path("proof"), fixture.folder.path("entry")])
    #expect(checked.output == "lab.example/plans: 813 entries, proof holds\n", "\(checked.talk)")
    try fixture.folder.write("entry 512", to: "entry")
    #expect(try run(python, [script, fixture.log.path, fixture.folder.path("proof"), fixture.folder.path("entry")]).status == 1)
  }

  @Test func `keeps a partial tile until the full one is there`() throws {
    let fixture = try LogFixture()
    try fixture.append(0..<3)
    #expect(fixture.files().isSuperset(of: ["checkpoint", "tile/0/000.p/3", "tile/entries/000.p/3"]))
    let early = try fixture.checkpoint()
    try fixture.append(3..<256)
    #expect(fixture.files().contains("tile/0/000") && !fixture.files().contains("tile/0/000.p/3"))
    // What the partial tile said is the beginning of the full one.
    var tree = fixture.log.tree(of: early.size)
    #expect(try tree.root() == early.root)
    try fixture.log.demandConsistency(since: early)
  }

  @Test func `that a crash left half grown goes on as if nothing had been appended`() throws {
    let fixture = try LogFixture()
    try fixture.append(0..<250)
    let head = try Repository.bytes(of: fixture.log.path + "/checkpoint")
    try fixture.append(250..<260)
    // The crash: tiles are there, and the head is still the old one.
    try Data(head).write(to: URL(filePath: fixture.log.path + "/checkpoint"))
    try fixture.log.append((0..<9).map { Array("another \($0)".utf8) }, key: fixture.key)
    #expect(try fixture.checkpoint().size == 259)
    try fixture.log.demandWholeness()
    #expect(try fixture.log.entry(258, of: 259) == Array("another 8".utf8))
  }

  @Test func `takes an entry once, where that is asked for`() throws {
    let fixture = try LogFixture()
    try fixture.append(0..<3)
    let again = try fixture.log.appendOnce(Array("entry 1".utf8), key: fixture.key)
    #expect(again.number == 1 && again.wasThere)
    let new = try fixture.log.appendOnce(Array("entry 9".utf8), key: fixture.key)
    #expect(new.number == 3 && !new.wasThere)
  }

  @Test(arguments: ["tile/0/000.p/5", "tile/entries/000.p/5"]) func `with a changed tile is refused, and nothing is signed on top`(
    tile: String
  ) throws {
    let fixture = try LogFixture()
    try fixture.append(0..<5)
    let head = try fixture.checkpoint()
    let place = URL(filePath: fixture.log.path + "/" + tile)
    var bytes = Array(try Data(contentsOf: place))
    bytes[bytes.count - 1] ^= 1
    try Data(bytes).write(to: place)
    let fault = #expect(throws: AttestFault.self) { try fixture.log.demandWholeness() }
    #expect(fault?.code == "log-damaged")
    if tile.hasPrefix("tile/0") {
      #expect(throws: AttestFault.self) { try fixture.append(5..<6) }
      #expect(try fixture.checkpoint() == head)
    }
  }

  @Test func `is appended to by its own key alone`() throws {
    let fixture = try LogFixture()
    let other = try SigningKey.generate()
    let fault = #expect(throws: AttestFault.self) { try fixture.log.append([[1]], key: other) }
    #expect(fault?.code == "checkpoint-signature")
    let again = #expect(throws: AttestFault.self) { try fixture.log.create(origin: "x", key: other) }
    #expect(again?.code == "log-exists")
    let long = #expect(throws: AttestFault.self) { try fixture.log.append([[UInt8](repeating: 0, count: 65_536)], key: fixture.key) }
    #expect(long?.code == "log-entry")
    let none = #expect(throws: AttestFault.self) { try LogFolder(path: fixture.folder.path("none")).head() }
    #expect(none?.code == "not-a-log")
  }

  @Test func `that was forked is told from one that went on`() throws {
    let fixture = try LogFixture()
    try fixture.append(0..<5)
    let five = try fixture.checkpoint()
    try fixture.append(5..<9)
    let nine = try fixture.checkpoint()
    try fixture.log.demandConsistency(since: five)
    try fixture.log.demandConsistency(since: nine)
    // The owner starts again under the same name and key, with another history.
    let second = LogFolder(path: fixture.folder.path("second"))
    try second.create(origin: "lab.example/plans", key: fixture.key)
    try second.append((0..<7).map { [UInt8($0)] }, key: fixture.key)
    for earlier in [five, nine] {
      let fault = #expect(throws: AttestFault.self) { try second.demandConsistency(since: earlier) }
      #expect(fault?.code == "log-forked")
    }
    let foreign = Checkpoint(origin: "other", size: five.size, root: five.root)
    #expect(throws: AttestFault.self) { try fixture.log.demandConsistency(since: foreign) }
  }

  @Test func `is cosigned by a witness that saw it whole, and its growth takes the line away`() throws {
    let fixture = try LogFixture()
    try fixture.append(0..<5)
    let witness = try SigningKey.generate()
    try fixture.log.cosign(as: "w1", since: nil, at: 1_795_000_000, with: witness)
    let named = try NoteKey.named("w1", .cosignature, witness.publicKey)
    let head = try fixture.log.head()
    #expect(head.note.cosignatures(of: [named])?.count == 1)
    try fixture.append(5..<6)
    #expect(try fixture.log.head().note.cosignatures(of: [named]) == [])
    try fixture.log.cosign(as: "w1", since: head.checkpoint, at: 1_795_000_100, with: witness)
    let fork = Checkpoint(origin: "lab.example/plans", size: 5, root: SHA256.digest(of: [9]))
    #expect(throws: AttestFault.self) { try fixture.log.cosign(as: "w1", since: fork, at: 1_795_000_200, with: witness) }
  }
}

@Suite struct `A proof of a log` {
  @Test func `reads back as itself, with a line that nobody authenticates passed over`() throws {
    let fixture = try LogFixture()
    try fixture.append(0..<11)
    let proof = try fixture.log.proof(of: 4)
    #expect(try LogProof(reading: proof.bytes) == proof)
    let text = String(decoding: proof.bytes, as: UTF8.self)
    #expect(text.hasPrefix("c2sp.org/tlog-proof@v1\nindex 4\n"))
    #expect(try LogProof(reading: Array(text.replacing("@v1\n", with: "@v1\nextra AAAA\n").utf8)) == proof)
  }

  @Test(arguments: [
    ("@v1", "@v2"), ("index 4", "index 04"), ("index 4", "index -4"), ("index 4\n", ""), ("\n\n", "\n"), ("index 4\n", "index 4\nAAAA\n"),
  ])
  func `of another form is refused`(text: String, other: String) throws {
    let fixture = try LogFixture()
    try fixture.append(0..<11)
    let changed = String(decoding: try fixture.log.proof(of: 4).bytes, as: UTF8.self).replacing(text, with: other, maxReplacements: 1)
    #expect(throws: AttestFault.self) { try LogProof(reading: Array(changed.utf8)) }
  }

  @Test func `under an older checkpoint than its entry includes nothing`() throws {
    let fixture = try LogFixture()
    try fixture.append(0..<3)
    let stale = try fixture.log.head()
    try fixture.append(3..<6)
    let proof = try fixture.log.proof(of: 4)
    #expect(proof.includes(Array("entry 4".utf8)))
    #expect(!LogProof(index: proof.index, path: proof.path, checkpoint: stale).includes(Array("entry 4".utf8)))
  }
}

import Attest
import Record
import Testing

@testable import Sealing

/// A sealed set in memory.
final class SealedFixture {
  var files: [[UInt8]]
  let commitment: SealCommitment
  let tree: [UInt8]
  let identities: [AgeIdentity]

  init(_ items: [(id: String, fields: JSON.Object)], holders: Int = 2) throws {
    let identities = try (0..<holders).map { _ in try AgeIdentity.generate() }
    self.identities = identities
    let made = Made(holders + 1)
    var sealing = try SetSealing(
      for: identities.enumerated().map { SetSealing.Holder(name: "holder-\($0)", recipients: [$1.recipient]) }
    ) { made.files[$0] += $1 }
    for item in items { try sealing.add(id: item.id, item.fields) }
    (commitment, tree) = try sealing.finish(name: "bank", sealed: try #require(Timestamp(recordText: "2026-01-05T08:00:00Z")))
    files = made.files
  }

  private final class Made {
    var files: [[UInt8]]
    init(_ count: Int) { files = Array(repeating: [], count: count) }
  }

  static func items(_ count: Int) -> [(id: String, fields: JSON.Object)] {
    (0..<count).map { ("q\($0)", JSON.Object([.init("answer", .number(Double($0))), .init("question", .string("what is \($0)?"))])) }
  }

  func open(_ indices: [Int], holder: Int = 0, fields: [String]? = nil) throws -> Opening {
    let reader = try AgeReader.open(files[holder], with: .identities([identities[holder]]))
    let index = try OpenIndex(try AgeReader.open(files[identities.count], with: .identities([identities[holder]])), items: commitment.count)
    let stored = StoredTree(count: commitment.count) { [tree] in Array(tree[$0.clamped(to: 0..<tree.count)]) }
    let items = try indices.map { place in
      let line = try SealedLine(try reader.bytes(try index.range(of: place)).dropLast())
      let shown = line.disclosures.filter { fields?.contains($0.name) ?? true }
      return Opening.Item(index: place, id: line.id, disclosures: shown, digests: line.digests, proof: try stored.proof(of: place))
    }
    return Opening(commitment: commitment.digest, items: items)
  }
}

struct SetSealingTests {
  @Test("an opened item is checked by the commitment alone", arguments: [1, 2, 3, 7, 100])
  func opening(_ count: Int) throws {
    let set = try SealedFixture(SealedFixture.items(count))
    let opening = try set.open(Array(Set([0, count / 2, count - 1])))
    let read = try Opening(opening.json.canonicalBytes)
    #expect(read == opening)
    try read.check(against: try SealCommitment(set.commitment.bytes))
    #expect(String(decoding: opening.items[0].line, as: UTF8.self).contains("what is"))
  }

  @Test("a single field opens, and the others stay hidden")
  func field() throws {
    let set = try SealedFixture(SealedFixture.items(5))
    let opening = try set.open([3], fields: ["answer"])
    try opening.check(against: set.commitment)
    #expect(String(decoding: opening.items[0].line, as: UTF8.self) == #"{"answer":3}"#)
    #expect(!opening.items[0].isWhole)
  }

  @Test("another value, place, proof or set is refused")
  func forgery() throws {
    let set = try SealedFixture(SealedFixture.items(9))
    let honest = try set.open([4])
    func refuses(_ change: (inout Opening) -> Void) {
      var opening = honest
      change(&opening)
      #expect(throws: AttestFault.self) { try opening.check(against: set.commitment) }
    }
    refuses { $0.items[0].disclosures[0] = Disclosure("answer", .number(5), salt: [UInt8](repeating: 0, count: 16)) }
    refuses { $0.items[0].index = 5 }
    refuses { $0.items[0].proof.removeLast() }
    refuses { $0.items.append($0.items[0]) }
    refuses { $0.items[0].disclosures.append($0.items[0].disclosures[0]) }
    refuses { $0.commitment = SHA256.digest(of: [1]) }
    let other = try SealedFixture(SealedFixture.items(9))
    refuses { $0.items[0].digests = (try? other.open([4]).items[0].digests) ?? $0.items[0].digests }
  }

  @Test("an id finds its item without the others")
  func ids() throws {
    let set = try SealedFixture(SealedFixture.items(300))
    let index = try OpenIndex(try AgeReader.open(set.files[2], with: .identities([set.identities[1]])), items: 300)
    #expect(try index.candidates(for: "q211") == [211])
    #expect(try index.candidates(for: "q300").isEmpty)
  }

  @Test("a leaked line names its copy")
  func canaries() throws {
    let set = try SealedFixture(SealedFixture.items(4))
    for holder in 0..<2 {
      let reader = try AgeReader.open(set.files[holder], with: .identities([set.identities[holder]]))
      let line = try reader.contents().split(separator: 0x0A)[2]
      #expect(Canary.digests(in: Array("some text ".utf8) + line) == [set.commitment.copies[holder].canary])
    }
    #expect(Canary.digests(in: Array("etalon-canary-".utf8)).isEmpty)
  }

  @Test("a holder cannot open the copy of another")
  func copies() throws {
    let set = try SealedFixture(SealedFixture.items(2))
    #expect(throws: AttestFault.self) { _ = try AgeReader.open(set.files[0], with: .identities([set.identities[1]])) }
  }

  @Test("the access log is a chain")
  func log() throws {
    let set = SHA256.digest(of: [7])
    let time = try #require(Timestamp(recordText: "2026-01-05T08:00:00Z"))
    var log = AccessLog(of: set)
    var bytes = log.add(.init(.sealed, at: time, by: "owner"))
    bytes += log.add(.init(.opened, at: time, by: "auditor", items: [3, 5]))
    #expect(try AccessLog(of: set, bytes) == log)
    #expect(log.burned == [3, 5])
    let lines = bytes.split(separator: 0x0A)
    #expect(throws: AttestFault.self) { _ = try AccessLog(of: set, lines[1] + [0x0A]) }
    #expect(throws: AttestFault.self) { _ = try AccessLog(of: SHA256.digest(of: [8]), bytes) }
    #expect(throws: AttestFault.self) { _ = try AccessLog(of: set, bytes.dropLast()) }
  }

  @Test("a secret key as a recipient is refused, and the message does not repeat it")
  func secretRecipient() throws {
    let identity = try AgeIdentity.generate()
    identity.withText { text in
      do throws(AttestFault) {
        _ = try AgeRecipient(text)
        Issue.record("it was taken")
      } catch {
        #expect(error.code == "age-recipient-secret")
        #expect(!error.description.contains(text.dropFirst(15).prefix(12)))
      }
    }
    #expect(throws: AttestFault.self) { _ = try AgeRecipient("age1pq1xyz") }
    #expect(throws: AttestFault.self) { _ = try AgeRecipient(identity.recipient.description.uppercased() + "a") }
    #expect(try AgeRecipient(identity.recipient.description) == identity.recipient)
  }

  @Test("pieces that were cut or re-ordered are refused")
  func payloads() throws {
    let identity = try AgeIdentity.generate()
    let plain = [UInt8](repeating: 7, count: 200_000)
    let file = try AgeWriter.encrypt(plain, to: [identity.recipient])
    #expect(try AgeReader.open(file, with: .identities([identity])).contents() == plain)
    #expect(try AgeReader.open(AgeArmor.encode(file), with: .identities([identity])).contents() == plain)
    let head = try AgeHeader(file).count + 16
    var swapped = file
    let box = 65552
    swapped.replaceSubrange(head..<(head + box), with: file[(head + box)..<(head + 2 * box)])
    swapped.replaceSubrange((head + box)..<(head + 2 * box), with: file[head..<(head + box)])
    for bad in [swapped, Array(file.dropLast()), Array(file.dropLast(file.count - head - box)), file + [0]] {
      #expect(throws: AttestFault.self) { _ = try AgeReader.open(bad, with: .identities([identity])).contents() }
    }
  }
}

import Attest
import Record
import TestSupport
import Testing

@Suite struct `SHA-256` {
  /// The blocks of a NIST response file: the values of `Len`, `Msg`, `MD`, `Seed` by block.
  static func blocks(_ file: String) throws -> [[String: String]] {
    let text = try Repository.text(of: Repository.vectors + "/nist-sha2/" + file)
    var blocks: [[String: String]] = [[:]]
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let parts = line.split(separator: " = ")
      if parts.count == 2 { blocks[blocks.count - 1][String(parts[0])] = String(parts[1]) } else { blocks.append([:]) }
    }
    return blocks.filter { !$0.isEmpty }
  }

  @Test(arguments: ["SHA256ShortMsg.rsp", "SHA256LongMsg.rsp"])
  func `agrees with NIST's known answers`(file: String) throws {
    let cases = try Self.blocks(file).filter { $0["Msg"] != nil }
    #expect(cases.count > 30)
    for known in cases {
      let length = try #require(Int(known["Len"] ?? ""))
      let message = try #require(bytes(hex: known["Msg"] ?? "")).prefix(length / 8)
      #expect(SHA256.digest(of: message).hex == known["MD"])
    }
  }

  @Test
  func `agrees with NIST's Monte Carlo chain`() throws {
    let blocks = try Self.blocks("SHA256Monte.rsp")
    var seed = try #require(blocks.compactMap { $0["Seed"].flatMap(bytes(hex:)) }.first)
    for known in blocks.compactMap({ $0["MD"] }) {
      var chain = [seed, seed, seed]
      for _ in 0..<1000 { chain = [chain[1], chain[2], SHA256.digest(of: chain[0] + chain[1] + chain[2]).bytes] }
      seed = chain[2]
      #expect(hexadecimal(seed) == known)
    }
  }

  @Test func `gives the same digest however the bytes arrive`() {
    let seed: UInt64 = 20_261_123
    var random = SeededGenerator(seed: seed)
    for count in [0, 1, 55, 56, 63, 64, 65, 1000, 300_000] {
      let message = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      var hash = SHA256()
      var rest = message[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 0...(1 + count / 3), using: &random))
        hash.update(piece)
        rest = rest.dropFirst(piece.count)
      }
      #expect(hash.finalize() == SHA256.digest(of: message), "seed \(seed), \(count) bytes")
    }
  }

  @Test func `hashes a file as its bytes, with its size`() throws {
    let folder = try TemporaryFolder()
    let content = [UInt8](repeating: 0x61, count: 1_000_000)
    let path = try folder.write(content, to: "million-a")
    let (digest, count) = try SHA256.digest(ofFile: path)
    #expect(digest.hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    #expect(count == 1_000_000)
  }

  @Test func `refuses a folder and a missing file, naming them`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: AttestFault("not-a-file", "`\(folder.path)` is not a regular file")) { try SHA256.digest(ofFile: folder.path) }
    let fault = #expect(throws: AttestFault.self) { try SHA256.digest(ofFile: folder.path("none")) }
    #expect(fault?.code == "no-such-file")
    #expect(fault?.message == "cannot read `\(folder.path("none"))`: no such file or folder")
  }
}

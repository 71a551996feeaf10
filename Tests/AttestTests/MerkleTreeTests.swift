import Attest
import Foundation
import Record
import TestSupport
import Testing

@Suite struct `Merkle trees` {
  struct Proof: Sendable, CustomTestStringConvertible {
    let path: String
    var testDescription: String { path }
  }

  static let proofs: [Proof] = {
    let root = Repository.vectors + "/rfc6962/inclusion"
    let files = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".json") }.sorted().map { Proof(path: $0) }
  }()

  private func decoded(_ json: JSON?) -> Digest? {
    json?.text.flatMap { Data(base64Encoded: $0) }.flatMap { Digest(Array($0)) }
  }

  @Test(arguments: proofs)
  func `check inclusion proofs as RFC 6962 does`(proof: Proof) throws {
    let json = try vectorJSON("rfc6962/inclusion/" + proof.path)
    let path = (json["proof"]?.elements ?? []).map { decoded($0) }
    // A vector whose digests have another length must be refused; here such a digest cannot even be named.
    let isIncluded =
      if let leaf = decoded(json["leafHash"]), let root = decoded(json["root"]), !path.contains(nil),
        let index = json["leafIdx"]?.number, let size = json["treeSize"]?.number, index < 0x1p63, size < 0x1p63
      {
        MerkleTree.isIncluded(leaf: leaf, at: UInt64(index), of: UInt64(size), proof: path.compactMap(\.self), root: root)
      } else {
        false
      }
    #expect(isIncluded == (json["wantErr"] != .bool(true)), "\(json["desc"]?.text ?? "")")
  }

  @Test
  func `have the roots of Certificate Transparency's own tests`() throws {
    let known = try vectorJSON("inline/rfc6962-hasher.json")
    let leaves = try (known["ctLeavesHex"]?.elements ?? []).map { try #require(bytes(hex: $0.text ?? "-")) }
    #expect(MerkleTree([]).root.hex == known["emptyRoot"]?.text)
    #expect(MerkleTree.leaf([]).hex == known["emptyLeaf"]?.text)
    #expect(MerkleTree.leaf(Array("L123456".utf8)).hex == known["leaf_L123456"]?.text)
    #expect(MerkleTree(leaves).root.hex == known["ctRoot8"]?.text)
  }

  @Test func `prove every entry, and no entry elsewhere`() throws {
    for count in 1...33 {
      let tree = MerkleTree((0..<count).map { [UInt8($0)] })
      let root = tree.root
      for index in 0..<count {
        let leaf = MerkleTree.leaf([UInt8(index)])
        let proof = try #require(tree.inclusionProof(of: index))
        for place in 0..<count {
          let isIncluded = MerkleTree.isIncluded(leaf: leaf, at: UInt64(place), of: UInt64(count), proof: proof, root: root)
          #expect(isIncluded == (place == index), "entry \(index) at \(place) of \(count)")
        }
      }
      #expect(tree.inclusionProof(of: count) == nil)
    }
  }

  /// `ETALON_LEAVES` sets the number of entries.
  @Test func `give a proof of one entry among very many in well under a millisecond`() throws {
    let count = ProcessInfo.processInfo.environment["ETALON_LEAVES"].flatMap(Int.init) ?? 20_000
    let leaves = (0..<count).compactMap { number in Digest((0..<32).map { UInt8(truncatingIfNeeded: number >> ($0 % 8 * 8)) }) }
    let tree = MerkleTree(leaves: leaves)
    let places = (0..<1000).map { $0 * (count - 1) / 999 }
    var proofs: [[Digest]] = []
    let time = ContinuousClock().measure { proofs = places.compactMap(tree.inclusionProof) }
    for (place, proof) in zip(places, proofs) {
      #expect(MerkleTree.isIncluded(leaf: leaves[place], at: UInt64(place), of: UInt64(count), proof: proof, root: tree.root))
    }
    print("a proof among \(count) entries: \(time / 1000)")
    #expect(time < .seconds(1))
  }
}

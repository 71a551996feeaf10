import Record
import Testing

/// Objects of names in any order: right, and of a size at which a quadratic reader would take minutes.
@Suite struct JSONObjectTests {
  private static let count = 200_000

  private static func text(_ names: some Sequence<String>) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    for (index, name) in names.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += "\"\(name)\":\(index)".utf8
    }
    return bytes + [UInt8(ascii: "}")]
  }

  private static func fault(_ bytes: [UInt8]) -> String? {
    do {
      _ = try JSON(parsing: bytes)
      return nil
    } catch {
      return "\(error.reason) @\(error.offset)"
    }
  }

  private static func name(_ number: Int) -> String { String(1_000_000 + number) }

  @Test func `names in descending order are read and sorted`() throws {
    let json = try JSON(parsing: JSONObjectTests.text((0..<JSONObjectTests.count).reversed().map(JSONObjectTests.name)))
    let members = try #require(json.object).members
    #expect(members.count == JSONObjectTests.count)
    #expect(members.first?.name == JSONObjectTests.name(0) && members.last?.name == JSONObjectTests.name(JSONObjectTests.count - 1))
    #expect(json[JSONObjectTests.name(1)] == .number(Double(JSONObjectTests.count - 2)))
  }

  @Test func `names without an order and with a long equal beginning are read and sorted`() throws {
    let prefix = String(repeating: "x", count: 40)
    let names = (0..<JSONObjectTests.count).map { prefix + JSONObjectTests.name($0 * 7919 % JSONObjectTests.count) }
    let members = try #require(try JSON(parsing: JSONObjectTests.text(names)).object).members
    #expect(members.count == JSONObjectTests.count)
    #expect(zip(members, members.dropFirst()).allSatisfy { $0.name < $1.name })
  }

  @Test func `of many names the first that stands twice is reported where it stands again`() throws {
    let names = (0..<JSONObjectTests.count).reversed().map(JSONObjectTests.name)
    let before = JSONObjectTests.text(names).count
    let text = JSONObjectTests.text(names + [JSONObjectTests.name(0), JSONObjectTests.name(7)])
    #expect(JSONObjectTests.fault(text) == "the name `1000000` stands twice @\(before)")
  }

  @Test(arguments: [
    (#"{"b":1,"a":2,"b":3,"a":4}"#, "the name `b` stands twice", 13),
    (#"{"a":1,"b":2,"b":3}"#, "the name `b` stands twice", 13),
    (#"{"b":1,"b":2,"a":[}"#, "not a JSON value", 18),
  ])
  func `the first fault of an object is the one that is reported`(text: String, reason: String, offset: Int) {
    #expect(JSONObjectTests.fault(Array(text.utf8)) == "\(reason) @\(offset)")
  }

  @Test func `a record refuses a large object of names that it does not know`() throws {
    struct Small: Record {
      var a: Int
    }
    let names = (0..<JSONObjectTests.count).reversed().map(JSONObjectTests.name) + ["a"]
    let json = try JSON(parsing: JSONObjectTests.text(names))
    #expect {
      try Small(json: json)
    } throws: {
      ($0 as? RecordFault)?.code == "unknown-field"
    }
  }

  @Test func `a record with a large dictionary comes back the same`() throws {
    struct Wide: Record, Equatable {
      var names: [String: Int]
    }
    let pairs = (0..<JSONObjectTests.count).map { (JSONObjectTests.name($0 * 7919 % JSONObjectTests.count), $0) }
    let record = Wide(names: Dictionary(uniqueKeysWithValues: pairs))
    #expect(try Wide(canonical: try record.canonicalBytes()) == record)
  }

  @Test func `of several members with one name the last counts`() {
    let object = JSON.Object([.init("b", 1), .init("a", 2), .init("b", 3), .init("a", 4)])
    #expect(JSON.object(object) == ["a": 4, "b": 3])
  }

  @Test func `names are sorted by their units of UTF-16 and told apart by their bytes`() {
    let names = ["\u{FF3A}", "\u{1F600}", "\u{E000}", "\u{D7FF}", "z", "", "\u{e9}", "e\u{301}"]
    let object = JSON.Object(names.map { .init($0, true) })
    #expect(object.members.map(\.name.utf8.count) == names.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }.map(\.utf8.count))
    #expect(object.members.count == names.count)
  }
}

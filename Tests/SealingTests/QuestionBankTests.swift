import Attest
import Record
import Sealing
import Testing

@Suite struct `A bank of questions` {
  private static func day(_ text: String) throws -> QuestionBank.Day { try #require(QuestionBank.Day(text)) }

  private static func release(_ name: String, _ date: String, _ items: [String], sealed: Bool = true) throws -> QuestionBank.Release {
    QuestionBank.Release(
      name: name, date: try day(date), dataset: SHA256.digest(of: Array(name.utf8)), isSealed: sealed, items: items)
  }

  /// Two years: `b` and `c` link them, `c` burned in the second summer.
  private static func twoYears() throws -> QuestionBank {
    var bank = QuestionBank(name: "clerks")
    try bank.add(try release("2026", "2026-01-15", ["a", "b", "c"]))
    try bank.end(["a"], as: .retired, on: try day("2026-12-20"))
    try bank.add(try release("2027", "2027-01-15", ["b", "c", "d"]))
    try bank.end(["c"], as: .burned, on: try day("2027-06-01"))
    return bank
  }

  @Test func `leads its items from sealed or live to retired or burned`() throws {
    let bank = try Self.twoYears()
    #expect(bank.states() == ["a": .retired, "b": .sealed, "c": .burned, "d": .sealed])
    #expect(bank.states(on: try Self.day("2026-06-01")) == ["a": .sealed, "b": .sealed, "c": .sealed])
    var open = bank
    try open.add(try Self.release("2028", "2028-01-15", ["b", "e"], sealed: false))
    #expect(open.states()["b"] == .live && open.states()["e"] == .live && open.states()["d"] == .sealed)
  }

  @Test func `links releases by what stands in both and was not burned when they were asked`() throws {
    let bank = try Self.twoYears()
    #expect(bank.linking(bank.releases[0], bank.releases[1]) == ["b"])
    #expect(bank.linking(bank.releases[0], bank.releases[1], until: try Self.day("2027-05-31")) == ["b", "c"])
  }

  @Test func `is read as it was written`() throws {
    let bank = try Self.twoYears()
    #expect(try QuestionBank(bank.bytes) == bank)
    #expect(bank.release(of: SHA256.digest(of: Array("2027".utf8)))?.name == "2027")
  }

  @Test func `refuses releases out of order, twice, empty, or with what ended before`() throws {
    let bank = try Self.twoYears()
    for (release, code) in [
      (try Self.release("2028", "2027-01-15", ["x"]), "bank-release"), (try Self.release("2026", "2028-01-15", ["x"]), "bank-release"),
      (try Self.release("2028", "2028-01-15", []), "bank-release"), (try Self.release("2028", "2028-01-15", ["x", "x"]), "bank-release"),
      (try Self.release("2028", "2028-01-15", ["a"]), "bank-item"), (try Self.release("2028", "2028-01-15", ["c"]), "bank-item"),
    ] {
      let fault = #expect(throws: AttestFault.self) {
        var bank = bank
        try bank.add(release)
      }
      #expect(fault?.code == code)
    }
  }

  @Test func `refuses ends of unknown items, ends that go back, and retirement of what is still asked`() throws {
    let bank = try Self.twoYears()
    for (items, state, date) in [
      (["x"], QuestionBank.State.burned, "2027-07-01"), (["c"], .retired, "2027-07-01"), (["c"], .burned, "2027-07-01"),
      (["d"], .retired, "2027-01-01"), (["d"], .burned, "2027-05-01"),
    ] {
      let fault = #expect(throws: AttestFault.self) {
        var bank = bank
        try bank.end(items, as: state, on: try Self.day(date))
      }
      #expect(fault?.code == "bank-item", "\(items) \(state) \(date)")
    }
    var burned = bank
    try burned.end(["a"], as: .burned, on: try Self.day("2027-07-01"))
    #expect(burned.states()["a"] == .burned)
  }

  @Test(arguments: [
    "{}", "[]", "{\"schema\":\"etalon-bank-2\"}", "{\"events\":[],\"name\":\"x\",\"releases\":[{}],\"schema\":\"etalon-bank-1\"}",
    "{\"events\":[{\"date\":\"2026-13-01\",\"item\":\"a\",\"state\":\"burned\"}],\"name\":\"x\",\"releases\":[],\"schema\":\"etalon-bank-1\"}",
    "{\"events\":[{\"date\":\"2026-12-01\",\"item\":\"a\",\"state\":\"live\"}],\"name\":\"x\",\"releases\":[],\"schema\":\"etalon-bank-1\"}",
  ])
  func `refuses what is none`(text: String) {
    let fault = #expect(throws: AttestFault.self) { try QuestionBank(Array(text.utf8)) }
    #expect(fault?.code == "bank-malformed")
  }
}

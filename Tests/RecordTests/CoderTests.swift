import Record
import TestSupport
import Testing

@Suite struct CoderTests {
  private func fault<Value: Record>(_ type: Value.Type, _ text: String) -> RecordFault? {
    do {
      _ = try Value(canonical: Array(text.utf8))
      return nil
    } catch {
      return error
    }
  }

  private func planText(_ change: (inout JSON.Object) -> Void) throws -> String {
    guard case .object(var object) = try Example.plan().json() else { return "" }
    change(&object)
    return JSON.object(object).canonicalText
  }

  @Test func `an unknown field is named by its JSON pointer`() throws {
    let fault = fault(Plan.self, try planText { $0["extra"] = 1 })
    #expect(fault?.code == "unknown-field")
    #expect(fault?.pointer == "/extra")
  }

  @Test func `an unknown field deep inside is named too`() throws {
    let text = try planText { plan in
      guard case .array(var targets)? = plan["targets"], case .object(var target)? = targets.first else { return }
      target["a/b~c"] = 1
      targets[0] = .object(target)
      plan["targets"] = .array(targets)
    }
    let fault = fault(Plan.self, text)
    #expect(fault?.code == "unknown-field")
    #expect(fault?.pointer == "/targets/0/a~1b~0c")
  }

  @Test func `a missing field is named with its place`() throws {
    let fault = fault(Plan.self, try planText { $0["name"] = nil })
    #expect(fault == RecordFault(code: "wrong-shape", pointer: "", message: "the field `name` is missing"))
  }

  @Test(
    arguments: [
      ("name", .number(1), "/name", "expected a text"), ("language", .string("1"), "/language", "expected an integer within 2^53"),
      ("language", .number(1.5), "/language", "expected an integer within 2^53"),
      ("language", .number(1e300), "/language", "expected an integer within 2^53"),
      ("targets", .object(JSON.Object()), "/targets", "expected an array"), ("seed", .array([]), "/seed", "expected an object"),
      ("seed", ["root": 5, "rule": "etalon-stream/1"], "/seed/root", "expected a text"),
      ("seed", ["root": "05", "rule": "etalon-stream/1"], "/seed/root", "expected an unsigned 64-bit integer as a decimal string"),
      ("spec", ["root": "AB", "parents": []], "/spec/root", "expected 64 lower-case hexadecimal digits"),
    ] as [(String, JSON, String, String)])
  func `a wrong shape is refused with its place and what was expected`(field: String, value: JSON, pointer: String, message: String) throws
  {
    let fault = fault(Plan.self, try planText { $0[field] = value })
    #expect(fault == RecordFault(code: "wrong-shape", pointer: pointer, message: message))
  }

  @Test func `an unknown word of an enumeration is refused`() throws {
    let fault = fault(Plan.self, try planText { $0["division"] = "open" })
    #expect(fault?.code == "wrong-shape")
    #expect(fault?.pointer == "/division")
  }

  @Test func `null is not the same as an absent field`() throws {
    #expect(fault(Plan.self, try planText { $0["title"] = nil }) == nil)
    let fault = fault(Plan.self, try planText { $0["title"] = .null })
    #expect(fault?.code == "unknown-field")
    #expect(fault?.pointer == "/title")
  }

  @Test func `other spellings of the same JSON are refused`() throws {
    let text = try planText { _ in }
    #expect(fault(Plan.self, text) == nil)
    #expect(fault(Plan.self, text + "\n")?.code == "not-canonical")
    #expect(fault(Plan.self, " " + text)?.code == "not-canonical")
    #expect(fault(Plan.self, text.replacing("\"language\":1,", with: "\"language\":1.0,"))?.code == "not-canonical")
    #expect(fault(Plan.self, text.replacing("\"name\":\"example\"", with: "\"name\":\"ex\\u0061mple\""))?.code == "not-canonical")
    #expect(fault(Plan.self, String(text.dropLast()))?.code == "not-json")
  }

  @Test func `numbers that no record can hold are refused when written`() throws {
    #expect(throws: RecordFault.self) { try Holder(value: Double.nan).canonicalBytes() }
    #expect(throws: RecordFault.self) { try Holder(value: -Double.infinity).canonicalBytes() }
    #expect(throws: RecordFault.self) { try Holder(value: Int.max).canonicalBytes() }
    #expect(try Holder(value: 1 << 53).canonicalBytes() == Array("{\"value\":9007199254740992}".utf8))
    #expect(try Holder(value: Float(0.1)).canonicalBytes() == Array("{\"value\":0.10000000149011612}".utf8))
    #expect(try Holder(value: -0.0).canonicalBytes() == Array("{\"value\":0}".utf8))
  }

  @Test func `a number that binary32 does not hold is no Float`() {
    #expect(throws: RecordFault.self) { try JSON.number(0.1).decoded(Float.self) }
  }

  @Test func `a hundred thousand samples are read and written in good time`() throws {
    var generator = SeededGenerator(seed: 51)
    let samples = (0..<100_000).map { _ in U64(generator.next() % 1_000_000_000) }
    let series = SampleSeries(name: "time", nanoseconds: samples)
    let record = Measurements(
      plan: try Example.digest(1),
      trials: [TrialMeasurement(node: "gemm", index: 0, series: [series], warmup: 0, stopped: .max, witnesses: [])])
    let clock = ContinuousClock()
    var bytes: [UInt8] = []
    let writing = try clock.measure { bytes = try record.canonicalBytes() }
    var back: Measurements?
    let reading = try clock.measure { back = try Measurements(canonical: bytes) }
    #expect(back == record)
    print("100,000 samples: written in \(writing), read in \(reading)")
    // Generous, since debug builds on a busy machine are slow; what it catches is anything quadratic.
    #expect(writing < .seconds(20))
    #expect(reading < .seconds(30))
  }
}

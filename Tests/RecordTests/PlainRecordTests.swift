import TestSupport
import Testing

@testable import Record

/// A record with one number, one text and one list, for spellings.
private struct Sheet: PlainRecord, Hashable {
  var list: [Double]
  var text: String
}

@Suite struct `A record that is read without a tree` {
  /// The record by way of a tree, as all others are read.
  private func slow<Value: Record>(_ type: Value.Type, _ bytes: [UInt8]) -> Value? {
    guard let json = try? JSON(parsing: bytes), json.canonicalBytes == bytes else { return nil }
    return try? Value(json: json)
  }

  private func quick<Value: Record>(_ type: Value.Type, _ bytes: [UInt8]) -> Value? { Value.quick(bytes, JSON.Limits()) }

  private func agree<Value: Record & Hashable>(_ type: Value.Type, _ bytes: [UInt8]) -> Bool {
    quick(type, bytes) == slow(type, bytes)
  }

  @Test(
    arguments: [
      "0", "-0", "1", "-1", "01", "1.0", "0.1", ".1", "1.", "1e5", "1E21", "1e21", "1e+21", "1e-7", "0.000001", "1e-6", "9007199254740993",
      "123456789012345", "1234567890123456", "100000000000000000000", "1e400", "-", "+1", "0x1", "NaN", "5e-324", "1.7976931348623157e+308",
    ])
  func `has the spelling of numbers that canonical JSON has`(number: String) {
    let bytes = Array(#"{"list":[\#(number)],"text":""}"#.utf8)
    #expect(agree(Sheet.self, bytes), "\(number)")
  }

  @Test(
    arguments: [
      "", "é", "\u{1F600}", #"\n"#, #"\u000a"#, #"\u001f"#, #"\u001F"#, #"\u0020"#, #"\/"#, #"\\"#, #"\""#, "\u{7F}", "\n", #"\u00e9"#,
      #"\"#,
      #"\ud83d\ude00"#,
    ])
  func `has the spelling of texts that canonical JSON has`(text: String) {
    #expect(agree(Sheet.self, Array(#"{"list":[],"text":"\#(text)"}"#.utf8)), "\(text)")
  }

  @Test(
    arguments: [
      #"{"list":[],"text":""}"#, #"{"text":"","list":[]}"#, #"{"list":[],"list":[],"text":""}"#, #"{"list":[],"text":"","zoo":1}"#,
      #"{"list":[],"more":{},"text":""}"#, #"{"list":[]}"#, #"{"list":null,"text":""}"#, #"{"list":[1,],"text":""}"#,
      #"{"list":[] ,"text":""}"#, #"{"list":[],"text":""}x"#, #"{"list":[],"text":"#, "", "[]", "7", #"{"list":{},"text":""}"#,
      #"{"list":[1 ],"text":""}"#, #"{"list":[true],"text":""}"#,
    ])
  func `has the shape of its type and nothing else`(text: String) { #expect(agree(Sheet.self, Array(text.utf8)), "\(text)") }

  @Test func `comes out as by a tree, whatever happened to its bytes`() throws {
    var random = SeededGenerator(seed: 5)
    let (results, measurements) = (try Example.results().canonicalBytes(), try Example.measurements().canonicalBytes())
    let line = try Example.trialLine().canonicalBytes()
    #expect(quick(Results.self, results) != nil && quick(Measurements.self, measurements) != nil && quick(TrialLine.self, line) != nil)
    func mutated(_ bytes: [UInt8]) -> [UInt8] {
      var bytes = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(bytes[Int.random(in: bytes.indices, using: &random)], at: place)
        default: bytes[place] = Array(#"0123456789",:{}[]\e-."#.utf8).randomElement(using: &random) ?? 0
        }
      }
      return bytes
    }
    for _ in 0..<1500 {
      #expect(agree(Results.self, mutated(results)))
      #expect(agree(Measurements.self, mutated(measurements)))
      #expect(agree(TrialLine.self, mutated(line)))
    }
  }

  @Test func `hands over the bytes of its entries`() throws {
    let results = try Example.results()
    var entries: [[UInt8]] = []
    let read = try Results(canonical: try results.canonicalBytes(), limits: JSON.Limits()) { entries.append(Array($0)) }
    #expect(read == results)
    #expect(entries == (try results.trials.map { try $0.canonicalBytes() }))
  }

  @Test func `is refused with more values or deeper than the limits, and the fault is told as by a tree`() throws {
    let bytes = Array(#"{"list":[1,2,3,4,5,6,7,8],"text":""}"#.utf8)
    #expect(Sheet.quick(bytes, JSON.Limits(nodes: 6)) == nil && Sheet.quick(bytes, JSON.Limits(depth: 1)) == nil)
    let fault = #expect(throws: RecordFault.self) { try Sheet(canonical: Array(#"{"list":[],"text":"","zoo":1}"#.utf8)) }
    #expect(fault?.code == "unknown-field" && fault?.pointer == "/zoo")
  }
}

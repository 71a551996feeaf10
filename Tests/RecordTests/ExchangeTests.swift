import Record
import Testing

@Suite struct ExchangeTests {
  @Test(arguments: [
    (Exchange.probe(0), "probe/0"), (.item(12), "item/12"), (.query(item: 3, number: 1), "item/3/query/1"),
  ])
  func `an exchange has one spelling`(exchange: Exchange, text: String) {
    #expect(exchange.recordText == text)
    #expect(Exchange(recordText: text) == exchange)
  }

  @Test(arguments: ["", "item", "item/-1", "item/x", "item/1/2", "item/1/query", "item/1/query/-2", "probe/1/query/0", "other/1", "item//"])
  func `a text of another form is none`(text: String) {
    #expect(Exchange(recordText: text) == nil)
  }

  @Test func `a second spelling of a number is refused in a record`() throws {
    let canonical = try Example.transcript().canonicalBytes()
    let other = String(decoding: canonical, as: UTF8.self).replacing("item/3", with: "item/03")
    #expect(throws: RecordFault.self) { try Transcript(canonical: Array(other.utf8)) }
  }

  @Test func `exchanges stand in the order in which they are scored`() {
    let inOrder: [Exchange] = [
      .probe(0), .probe(1), .item(0), .query(item: 0, number: 0), .query(item: 0, number: 1), .item(1), .item(2),
      .query(item: 2, number: 0),
    ]
    #expect(inOrder.reversed().sorted() == inOrder)
    #expect(inOrder.map(\.item) == [nil, nil, 0, 0, 0, 1, 2, 2])
  }
}

@Suite struct ItemRecordTests {
  @Test func `a record is one line of canonical JSON`() throws {
    let line = String(decoding: try Example.itemRecord().canonicalBytes(), as: UTF8.self)
    #expect(!line.contains("\n"))
    #expect(
      line.hasPrefix(
        #"{"cluster":"passage-1","extracted":{"end":7,"rule":"whole","start":0,"text":"Zürich"},"id":"q-4","order":[1,0],"outcome":"answer""#
      ))
  }

  @Test func `what the subject did cannot be scored, what extraction found can`() {
    #expect(ItemOutcome.allCases.filter(\.isScored) == [.answer, .several, .none, .refused])
    #expect(ItemOutcome.refused.resultName == "items-refused")
  }

  @Test func `the span of a whole answer counts bytes`() {
    #expect(ItemRecord.Extracted(whole: "Zürich") == ItemRecord.Extracted(rule: "whole", text: "Zürich", start: 0, end: 7))
  }
}

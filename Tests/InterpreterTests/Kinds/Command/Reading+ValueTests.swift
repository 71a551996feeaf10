import Record
import Testing

@testable import Interpreter

@Suite struct `A reading of a command` {
  @Test(arguments: [
    ("x: 12", 12), ("noise\nx: -0.5e2 km\nmore", -50), ("x:\t7", 7), ("x: 1\r\ny: 2", 1),
  ])
  func `a reading is the number after its prefix`(text: String, value: Double) throws {
    #expect(try CommandFixture.reading("x", after: "x:", .result).value(in: Array(text.utf8)) == value)
  }

  @Test(arguments: ["", "y: 1", "x: ", "x: one", "x: inf", "x: nan", "x: 0x10", "x: 1e999", "x: 1\nx: 1", " x: 1", "x: --1", "x: 1,5"])
  func `a reading that is not plainly there is refused`(text: String) {
    #expect(throws: RunFault.self) { try CommandFixture.reading("x", after: "x:", .result).value(in: Array(text.utf8)) }
  }
}

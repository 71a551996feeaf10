import Testing

@testable import Interpreter

@Suite struct MeterLogTests {
  @Test func `energy is the area under the readings`() throws {
    let log = try MeterLog("time,watts\n100,50\n101,50\n102,150\n103,150\n")
    #expect(try log.joules(from: 100, to: 101) == 50)
    #expect(try log.joules(from: 101, to: 102) == 100)
    #expect(try log.joules(from: 100.5, to: 102.5) == 25 + 100 + 75)
    #expect(try log.joules(from: 101.25, to: 101.25) == 0)
  }

  @Test(arguments: [
    "", "100,50\n", "100,50\n100,60\n", "100,50\n99,60\n", "100,50\nx,60\n101,7\n", "100,50\n101,-1\n", "100,50\n101,nan\n",
  ])
  func `a log that cannot be one is refused`(text: String) {
    #expect(throws: MeterLog.Fault.self) { try MeterLog(text) }
  }

  @Test func `a span outside the log, or with a gap in it, has no energy`() throws {
    let log = try MeterLog("100,50\n101,50\n110,50\n111,50\n")
    #expect(throws: MeterLog.Fault.self) { try log.joules(from: 99, to: 101) }
    #expect(throws: MeterLog.Fault.self) { try log.joules(from: 110, to: 112) }
    #expect(throws: MeterLog.Fault.self) { try log.joules(from: 100, to: 111) }
    #expect(try log.joules(from: 110, to: 111) == 50)
  }
}

import Testing

@testable import Attest

@Suite struct CostMeterTests {
  @Test func `pays for bytes until they are spent, and then for none`() {
    let meter = CostMeter(bytes: 100, seconds: 3600)
    #expect(meter.charge(60))
    #expect(!meter.charge(60))
    #expect(!meter.charge(1), "what ran out stays spent")
    #expect(meter.reason?.contains("100 bytes of the budget") == true)
    #expect(meter.bytesRead == 60)
  }

  @Test func `pays for nothing once the process holds more memory than it may`() {
    let meter = CostMeter(bytes: 100, seconds: 3600, memory: -1)
    #expect(!meter.charge(1))
    #expect(meter.reason?.contains("bytes of memory of the budget") == true)
  }
}

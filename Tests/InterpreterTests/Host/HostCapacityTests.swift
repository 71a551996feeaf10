import Record
import Testing

@testable import Interpreter

@Suite struct HostCapacityTests {
  @Test func `a target is resolved by what the process has`() throws {
    let host = HostCapacity(cores: 6, memory: 8 << 30, instructionSets: ["sse2", "avx2"])
    #expect(try host.resolve(TargetPlan(id: "t", device: .cpu, threads: .all)) == HostResolution(threads: 6, isa: "avx2"))
    #expect(try host.resolve(TargetPlan(id: "t", device: .cpu, threads: .count(3), isa: "sse2")) == HostResolution(threads: 3, isa: "sse2"))
    let greedy = TargetPlan(
      id: "t", device: .cpu, threads: .all, isa: "avx512", require: .init(memory: U64(16 << 30), cores: 8, isa: ["neon"]))
    let fault = #expect(throws: RunFault.self) { try host.resolve(greedy) }
    for part in ["avx512", "neon", "6 of 8 cores", "bytes of memory"] { #expect(fault?.message.contains(part) == true) }
  }
}

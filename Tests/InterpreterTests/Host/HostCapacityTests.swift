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

  @Test func `CPUs that the process may not run on are told before a run`() throws {
    let host = HostCapacity(cores: 2, cpus: [0, 2], memory: 1 << 30, instructionSets: ["sse2"])
    var plan = SamplePlan.plan(threads: .count(1), isa: nil, nodes: [SamplePlan.gemm()])
    plan.targets[0].conditions = TargetConditions(cpus: [0, 2])
    #expect(Preflight(plan, search: InputSearch(store: nil)).unmetTargets(on: host).isEmpty)
    plan.targets[0].conditions = TargetConditions(cpus: [0, 1, 4, 5])
    let unmet = try #require(Preflight(plan, search: InputSearch(store: nil)).unmetTargets(on: host).first)
    #expect(unmet.fault.code == .targetNotMet && unmet.cells == [plan.nodes[0].id])
    #expect(unmet.fault.message.hasSuffix("this process may not run on the CPUs 1,4-5 (it may on 0,2)"))
  }
}

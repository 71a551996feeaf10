import CSystem
import Kernels
import Record
import Testing

@testable import Interpreter

@Suite(.serialized) struct HeldConditionsTests {
  private var affinity: [Int] { ProcessFacts.current().affinity }

  @Test func `threads are held to CPUs, and let go afterwards`() throws {
    let before = affinity
    let first = try #require(before.first)
    do {
      let held = try HeldConditions(TargetConditions(cpus: [first]), of: "one")
      #expect(affinity == [first])
      held.end()
    }
    #expect(affinity == before)
  }

  @Test func `CPUs that the process may not use are refused, and nothing changes`() throws {
    let before = affinity
    let error = #expect(throws: RunFault.self) { _ = try HeldConditions(TargetConditions(cpus: [before[0], 65_000]), of: "one") }
    #expect(error?.code == .targetNotMet && affinity == before)
  }

  @Test func `a nice value is taken back, or refused where it could not be`() throws {
    let before = csystem_nice()
    do throws(RunFault) {
      let held = try HeldConditions(TargetConditions(nice: 15), of: "one")
      #expect(csystem_nice() == 15)
      held.end()
    } catch {
      #expect(error.code == .targetNotMet)
    }
    #expect(csystem_nice() == before)
  }

  @Test(arguments: [TargetConditions(caches: .cold), TargetConditions(hugePages: .never), TargetConditions(cpus: [0], caches: .warm)])
  func `conditions change no result of a kernel`(conditions: TargetConditions) throws {
    guard conditions.cpus.map({ Set($0).isSubset(of: affinity) }) ?? true else { return }
    func results(_ conditions: TargetConditions?) throws -> [ResultValue] {
      let store = MemoryStore()
      var plan = SamplePlan.plan(threads: .count(1), isa: nil, nodes: [SamplePlan.gemm()])
      plan.targets[0].conditions = conditions
      try GraphRun.inMemory(plan, store: store, search: InputSearch(store: nil), purpose: .run).execute()
      let trial = try #require(store.trials.first)
      #expect(trial.status == .ok, "\(trial.reason ?? "")")
      return trial.results
    }
    #expect(try results(conditions) == results(nil))
  }
}

import Kernels
import Record
import TestSupport
import Testing

@testable import Interpreter

/// Kernel workloads over the instruction sets that a target can force.
@Suite struct `Kernels over instruction sets` {
  private static let cases = Operation.all.flatMap { operation in operation.types.map { (operation.name, $0.rawValue) } }

  private func trial(_ work: KernelWork, isa: String?, threads: Int) throws -> FinishedTrial {
    let store = MemoryStore()
    let node = SamplePlan.node("kernel", .kernel(work), sampling: Sampling(warmup: 0, min: 1, max: 1))
    let plan = SamplePlan.plan(threads: .count(threads), isa: isa, nodes: [node])
    try GraphRun.inMemory(plan, store: store, search: InputSearch(store: nil), purpose: .reproduce).execute()
    return try #require(store.trials.first)
  }

  @Test(arguments: cases)
  func `an operation gives the same digest on each, with any number of threads`(name: String, type: String) throws {
    let operation = try Operation.named(name)
    let work = KernelWork(
      operation: name, type: type, parameters: operation.goldenParameters, revision: operation.revision, tier: .portable, flops: 0,
      bytes: 0)
    let reference = try trial(work, isa: nil, threads: 1)
    #expect(reference.status == .ok, "\(reference.reason ?? "")")
    for isa in InstructionSet.supported {
      for threads in [1, 3] {
        let trial = try trial(work, isa: isa.rawValue, threads: threads)
        #expect(trial.results == reference.results && !trial.results.isEmpty, "\(name) of \(type), \(isa), \(threads) threads")
        #expect(trial.host == HostResolution(threads: threads, isa: isa.rawValue))
      }
    }
  }

  @Test func `an instruction set that this host lacks refuses the cell by name`() throws {
    let missing = InstructionSet.allCases.first { !InstructionSet.supported.contains($0) }
    guard let missing, case .kernel(let work) = SamplePlan.gemm().work else { return }
    let trial = try trial(work, isa: missing.rawValue, threads: 1)
    #expect(trial.status == .refused && trial.results.isEmpty)
    #expect(trial.reason?.contains("no \(missing.rawValue)") == true, "\(trial.reason ?? "")")
  }
}

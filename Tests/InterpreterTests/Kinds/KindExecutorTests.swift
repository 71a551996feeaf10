import Record
import Testing

@testable import Interpreter

@Suite struct KindExecutorTests {
  private func vendor() -> Work {
    .kernel(
      KernelWork(
        operation: "gemm", type: "f32", parameters: ["m": 8, "n": 8, "k": 8], revision: 1, tier: .vendor, flops: 0, bytes: 0))
  }

  @Test func `only kernels can be judged by an error bound`() {
    #expect(vendor().executor.errorRatio != nil)
    #expect(SamplePlan.training().work.executor.errorRatio == nil)
    #expect(EvaluationFixture(url: "http://localhost/").node.work.executor.errorRatio == nil)
  }

  @Test func `a fingerprint names the libraries that the cells open, and no others`() {
    var plan = SamplePlan.plan()
    #expect(plan.openedLibraries.isEmpty)
    plan.nodes.append(SamplePlan.node("fast", vendor()))
    #expect(plan.openedLibraries == [.openblas])
    plan.nodes.append(EvaluationFixture(url: "http://localhost/").node)
    #expect(plan.openedLibraries == [.openblas, .curl])
  }

  @Test func `an evaluation says what it leaves out and what nobody can prove of it`() {
    var fixture = EvaluationFixture(url: "http://localhost/")
    #expect(fixture.node.work.executor.omission == nil)
    fixture.items = 3
    #expect(fixture.node.work.executor.omission == "puts only the first 3 items")
    #expect(fixture.node.work.executor.unproven?.hasPrefix("that an endpoint gave these answers, served") == true)
  }

  @Test func `only a program needs to be allowed, and only a training may come from the cache`() {
    let nodes = SamplePlan.plan().nodes + [EvaluationFixture(url: "http://localhost/").node]
    #expect(nodes.filter { $0.work.executor.isCacheable }.map(\.id) == ["training"])
    #expect(!nodes.contains { $0.work.executor.runsPrograms })
    let command = Work.command(CommandWork(program: "tool", arguments: [], environment: [:], outputs: [], readings: []))
    #expect(command.executor.runsPrograms && !command.executor.isCacheable)
  }
}

import Attest
import Record
import Testing

@Suite struct `Comparing plans` {
  private func changed(_ change: (inout Plan) -> Void) -> PlanDiff {
    var plan = BundleFixture.plan
    change(&plan)
    return PlanDiff(BundleFixture.plan, plan)
  }

  @Test func `of one spec finds nothing, whatever its comments`() {
    let diff = changed { $0.spec = SpecPins(root: SHA256.digest(of: [1])) }
    #expect(diff.isSame)
    #expect(diff.comparison().isEquivalent)
    #expect(diff.headline == "the plans are the same")
  }

  @Test func `names the override before everything else`() {
    let diff = changed {
      $0.seed = Seed(root: 1)
      $0.nodes[1].trials = 5
      $0.overrides = [Override(path: "workloads.second.trials", value: "5")]
    }
    #expect(diff.headline == "`workloads.second.trials` is 1 here and 5 there, and 1 more key differs")
    #expect(diff.changes[0].setBy == ["B"])
  }

  @Test func `names a parameter of the spec`() {
    var (left, right) = (BundleFixture.plan, BundleFixture.plan)
    (left.parameters["rows"], right.parameters["rows"]) = ("512", "1024")
    #expect(PlanDiff(left, right).headline == "`parameters.rows` is 512 here and 1024 there")
  }

  @Test func `names a setting of a kernel by its key, once for all its cells`() {
    func plan(_ rows: Int) -> Plan {
      var plan = BundleFixture.plan
      for index in plan.nodes.indices {
        plan.nodes[index].workload = "gemm"
        plan.nodes[index].work = .kernel(
          KernelWork(
            operation: "gemm", type: "f32", parameters: ["rows": rows], revision: 1, tier: .portable, flops: U64(UInt64(rows)), bytes: 8))
      }
      return plan
    }
    let diff = PlanDiff(plan(512), plan(1024))
    #expect(diff.changes.map(\.phrase) == ["`workloads.gemm.with.rows` is 512 here and 1024 there"])
    let comparison = diff.comparison("old.yaml", "new.yaml")
    #expect(comparison.answers.map(\.answer) == [.no])
    #expect(comparison.lines().contains("  workloads.gemm.with.rows  512  |  1024"))
  }

  @Test func `tells what changes the work from what changes names and judgement`() {
    let titled = changed { $0.title = "another title" }
    #expect(!titled.isSame)
    #expect(!titled.isMaterial)
    #expect(titled.comparison().answers.map(\.answer) == [.yes])
    #expect(!titled.comparison().isEquivalent)
    #expect(changed { $0.targets[0].threads = .all }.headline == "`targets.one-core.threads` is 1 here and all there")
    #expect(changed { $0.targets[0].isa = "avx2" }.headline == "`targets.one-core.isa` is avx2 there, and not here at all")
  }

  @Test func `says which cells only one side has`() {
    let diff = changed { $0.nodes.removeLast() }
    #expect(diff.onlyLeft == ["third"])
    #expect(diff.headline == "`workloads.third` is a workload here, and not there at all")
    #expect(diff.isMaterial)
  }

  @Test func `never says that the same results are expected`() {
    let lines = changed { $0.nodes[0].trials = 9 }.comparison().lines(all: true)
    #expect(!lines.contains { $0.contains("same results") })
  }
}

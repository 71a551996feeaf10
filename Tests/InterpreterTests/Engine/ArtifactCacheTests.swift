import Record
import TestSupport
import Testing

@testable import Interpreter

@Suite struct ArtifactCacheTests {
  private let sample: SampleRun
  private let trained = SamplePlan.plan(nodes: [SamplePlan.training(), SamplePlan.offline()])

  init() throws { sample = try SampleRun() }

  private func run(_ plan: Plan, policy: CachePolicy, purpose: TrialContext.Purpose = .run) throws -> [FinishedTrial] {
    let cache = policy == .none ? nil : ArtifactCache(folder: sample.folder.path("cache"), policy: policy)
    return try sample.store(plan, purpose: purpose, cache: cache).trials
  }

  @Test func `a training that nothing measures is taken from the cache, with equal results`() throws {
    let first = try run(trained, policy: .unmeasured)
    let second = try run(trained, policy: .unmeasured)
    #expect(first.map(\.cached) == [false, false])
    #expect(second.map(\.cached) == [true, false])
    #expect(first.map(\.results) == second.map(\.results))
    #expect(second[0].measurement == nil)
  }

  @Test func `another seed, another setting or another data set is another entry`() throws {
    _ = try run(trained, policy: .unmeasured)
    var seeded = trained
    seeded.seed = Seed(root: 8)
    #expect(try run(seeded, policy: .unmeasured)[0].cached == false)
    let faster = SamplePlan.plan(nodes: [SamplePlan.training(learningRate: 6)])
    #expect(try run(faster, policy: .unmeasured)[0].cached == false)
  }

  @Test func `a training with a metric of a measurement is always executed`() throws {
    let time = Metric(
      name: "time", dimension: .time, direction: .lower, origin: .measurement, derivation: .time("time"), selection: .median)
    let plan = SamplePlan.plan(nodes: [SamplePlan.training(metrics: [time])])
    _ = try run(plan, policy: .unmeasured)
    #expect(try run(plan, policy: .unmeasured)[0].cached == false)
    #expect(try run(plan, policy: .unjudged)[0].cached == true)
    var claimed = plan
    let reference = MetricReference(text: "training.time", cells: ["training"], metric: "time", dimension: .time, direction: .lower)
    claimed.claims = [Claim(id: "claim-1", text: "training.time < 1 s", expression: .metric(reference))]
    #expect(try run(claimed, policy: .unjudged)[0].cached == false)
  }

  @Test func `a poisoned cache changes nothing in a re-execution, and a damaged one nothing at all`() throws {
    let honest = try run(trained, policy: .none, purpose: .reproduce).map(\.results)
    _ = try run(trained, policy: .unmeasured)
    for name in Files.names(in: sample.folder.path("cache")) { try sample.folder.write("poison", to: "cache/\(name)") }
    #expect(try run(trained, policy: .unmeasured).map(\.results) == honest)

    // An entry that is well formed and wrong: another training's weights under this one's key.
    let cache = ArtifactCache(folder: sample.folder.path("cache"), policy: .unmeasured)
    let other = SamplePlan.plan(nodes: [SamplePlan.training(learningRate: 9), SamplePlan.offline()])
    _ = try run(other, policy: .unmeasured)
    let planted = try Repository.bytes(
      of: sample.folder.path("cache/\(cache.key(TrialID(node: "training", index: 0), of: other.nodes[0], other).hex)"))
    try sample.folder.write(planted, to: "cache/\(cache.key(TrialID(node: "training", index: 0), of: trained.nodes[0], trained).hex)")
    #expect(try run(trained, policy: .unmeasured).map(\.results) != honest, "the attack works where the cache is used")
    #expect(try sample.store(trained, purpose: .reproduce).trials.map(\.results) == honest)
  }

  @Test func `an entry that lacks one of its files is no entry`() throws {
    _ = try run(trained, policy: .unmeasured)
    let cache = ArtifactCache(folder: sample.folder.path("cache"), policy: .unmeasured)
    let path = sample.folder.path("cache/\(cache.key(TrialID(node: "training", index: 0), of: trained.nodes[0], trained).hex)")
    var entry = try FinishedTrial(canonical: try Repository.bytes(of: path))
    entry.artifacts = []
    try Files.replace(path, try entry.canonicalBytes())
    #expect(try run(trained, policy: .unmeasured).map(\.cached) == [false, false])
  }
}

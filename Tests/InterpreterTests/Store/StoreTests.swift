import Attest
import Record
import TestSupport
import Testing

@testable import Interpreter

@Suite struct StoreTests {
  let folder: TemporaryFolder
  let digest = SHA256.digest(of: Array(SamplePlan.csv.utf8))

  init() throws { folder = try TemporaryFolder() }

  private func find(_ search: InputSearch) throws -> String {
    try search.find(try #require(SamplePlan.plan().inputs.first)).path
  }

  @Test func `the user's folders follow the XDG base directory specification`() {
    let standard = UserFolders(environment: ["HOME": "/home/ada"])
    #expect(
      standard == UserFolders(data: "/home/ada/.local/share/etalon", cache: "/home/ada/.cache/etalon", config: "/home/ada/.config/etalon"))
    let named = UserFolders(environment: ["HOME": "/home/ada", "XDG_DATA_HOME": "/data", "XDG_CACHE_HOME": "relative"])
    #expect(named.inputs == "/data/etalon/inputs")
    #expect(named.cache == "/home/ada/.cache/etalon", "a relative folder does not count")
  }

  @Test func `an input is found in the spec's place, in a given folder, and in the store`() throws {
    let place = try folder.write(SamplePlan.csv, to: "spec/points.csv")
    let other = try folder.write(SamplePlan.csv, to: "elsewhere/any-name")
    let store = InputStore(folder: folder.path("store"))
    #expect(try store.add(place) == (digest, false))
    #expect(try store.add(other) == (digest, true))
    #expect(try find(InputSearch(paths: ["points": place], store: store)) == place)
    #expect(try find(InputSearch(folders: [folder.path("elsewhere")], store: nil)) == other)
    #expect(try find(InputSearch(folders: [folder.path("absent")], store: store)) == store.path(of: digest))
  }

  @Test func `a store entry whose bytes were changed is not used, and adding repairs it`() throws {
    let place = try folder.write(SamplePlan.csv, to: "points.csv")
    let store = InputStore(folder: folder.path("store"))
    try folder.write("other", to: "store/\(digest.hex)")
    #expect(throws: RunFault.self) { try find(InputSearch(store: store)) }
    #expect(try store.add(place) == (digest, false))
    #expect(try find(InputSearch(store: store)) == store.path(of: digest))
  }

  @Test func `what is no regular file is refused, not waited for`() throws {
    #expect(throws: RunFault.self) { try Files.read("/dev/null") }
    #expect(throws: RunFault.self) { try Files.read(folder.path) }
    let fault = #expect(throws: RunFault.self) { try Files.read(folder.path("absent")) }
    #expect(fault?.code == "no-such-file")
  }

  @Test func `a full disk is told apart, and nothing is left half written`() throws {
    let fault = #expect(throws: RunFault.self) { try Files.replace("/dev/full/x", [1]) }
    #expect(fault != nil)
    #expect(Database.fault(13, 0, "j").code == "disk-full")
    #expect(Database.fault(10, 28, "j").code == "disk-full")
    #expect(Database.fault(5, 0, "j").code == "journal-busy")
    #expect(Database.fault(14, 13, "j").message.contains("permission denied"))
  }

  // MARK: The cache

  private func run(_ plan: Plan, policy: CachePolicy, purpose: TrialContext.Purpose = .run) throws -> [FinishedTrial] {
    let place = try folder.write(SamplePlan.csv, to: "points.csv")
    let store = MemoryStore()
    let cache = policy == .none ? nil : ArtifactCache(folder: folder.path("cache"), policy: policy)
    try GraphRun.inMemory(plan, store: store, search: InputSearch(paths: ["points": place], store: nil), purpose: purpose, cache: cache)
      .execute()
    return store.trials
  }

  private let trained = SamplePlan.plan(nodes: [SamplePlan.training(), SamplePlan.offline()])

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
    for name in Files.names(in: folder.path("cache")) { try folder.write("poison", to: "cache/\(name)") }
    #expect(try run(trained, policy: .unmeasured).map(\.results) == honest)

    // An entry that is well formed and wrong: another training's weights under this one's key.
    let cache = ArtifactCache(folder: folder.path("cache"), policy: .unmeasured)
    let other = SamplePlan.plan(nodes: [SamplePlan.training(learningRate: 9), SamplePlan.offline()])
    _ = try run(other, policy: .unmeasured)
    let planted = try Repository.bytes(of: folder.path("cache/\(cache.key(other.nodes[0], 0, other).hex)"))
    try folder.write(planted, to: "cache/\(cache.key(trained.nodes[0], 0, trained).hex)")
    #expect(try run(trained, policy: .unmeasured).map(\.results) != honest, "the attack works where the cache is used")
    let place = folder.path("points.csv")
    let again = MemoryStore()
    try GraphRun.inMemory(trained, store: again, search: InputSearch(paths: ["points": place], store: nil), purpose: .reproduce).execute()
    #expect(again.trials.map(\.results) == honest)
  }
}

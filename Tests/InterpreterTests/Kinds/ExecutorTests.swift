import Attest
import Record
import TestSupport
import Testing

@testable import Interpreter

@Suite struct ExecutorTests {
  let folder: TemporaryFolder
  let search: InputSearch

  init() throws {
    folder = try TemporaryFolder()
    search = InputSearch(paths: ["points": try folder.write(SamplePlan.csv, to: "points.csv")], store: nil)
  }

  private func trials(_ nodes: Node..., bench: Bench = FakeClock().bench) throws -> [FinishedTrial] {
    let store = MemoryStore()
    try GraphRun.inMemory(SamplePlan.plan(nodes: nodes), store: store, search: search, bench: bench).execute()
    return store.trials
  }

  private func value(_ name: String, of trial: FinishedTrial) -> ResultValue.Value? { trial.result.value(name) }

  @Test func `streams have the keys that the rule says`() {
    // printf '["7","gemm",1,"inputs"]' | sha256sum
    #expect(
      Seed(root: 7).streamKey(node: "gemm", trial: 1, purpose: "inputs").hex
        == "bafc7b1608710d224e9e4b61c300ffe71b81963aea3763888ebb00f38eba6b09")
  }

  @Test func `a stop rule ends the training in the epoch in which it holds`() throws {
    let epoch = Expression.binary(.greaterOrEqual, .variable("epoch"), .quantity(Quantity(Rational(2))))
    let trial = try trials(SamplePlan.training(stop: epoch))[0]
    #expect(value("epochs", of: trial) == .count(2))
    #expect(value("reached", of: trial) == .flag(true))
    let never = Expression.binary(.greater, .variable("accuracy"), .quantity(Quantity(Rational(1))))
    let whole = try trials(SamplePlan.training(stop: never))[0]
    #expect(value("epochs", of: whole) == .count(5))
    #expect(value("reached", of: whole) == .flag(false))
  }

  @Test func `a training that diverges fails, and what needs it is skipped`() throws {
    let trials = try trials(SamplePlan.training(learningRate: 100_000_000, layers: [4, 32, 32, 32, 32, 32, 32, 3]), SamplePlan.offline())
    #expect(trials.map(\.status) == [.failed, .skipped])
    #expect(trials[0].reason?.contains("loss") == true || trials[0].reason?.contains("weight") == true)
  }

  @Test func `a revision that this release does not carry is not run in another's place`() throws {
    guard case .kernel(var work) = SamplePlan.gemm().work else { return }
    work.revision = 99
    let trial = try trials(SamplePlan.node("gemm", .kernel(work)))[0]
    #expect(trial.status == .failed)
    #expect(trial.reason?.contains("revision 99") == true)
  }

  @Test func `a kernel that does not exist, or is too large, fails alone`() throws {
    guard case .kernel(let work) = SamplePlan.gemm().work else { return }
    var unknown = work
    unknown.operation = "nothing"
    var large = work
    large.parameters = ["m": 16_000_000, "n": 16_000_000, "k": 16_000_000]
    let trials = try trials(SamplePlan.node("a", .kernel(unknown)), SamplePlan.node("b", .kernel(large)), SamplePlan.gemm(trials: 1))
    #expect(trials.map(\.status) == [.failed, .failed, .ok])
  }

  @Test func `a time limit cuts a trial, and leaves nothing of it`() throws {
    let trial = try trials(SamplePlan.gemm(trials: 1, limits: Limits(time: 1_500_000)))[0]
    #expect(trial.status == .cut)
    #expect(trial.results.isEmpty && trial.measurement == nil)
  }

  @Test func `more samples than a record holds become a file of little-endian nanoseconds`() throws {
    let count = SampleSeries.inlineLimit + 5
    let store = MemoryStore()
    let node = SamplePlan.gemm(trials: 1, sampling: Sampling(warmup: 0, min: count, max: count))
    try GraphRun.inMemory(SamplePlan.plan(nodes: [node]), store: store, search: search).execute()
    let series = try #require(store.trials.first?.measurement?.series.first)
    #expect(series.nanoseconds == nil && series.count == count)
    let bytes = try store.file(try #require(series.artifact))
    #expect(bytes.count == 8 * count)
    #expect(Array(bytes.prefix(8)) == [0x40, 0x42, 0x0F, 0, 0, 0, 0, 0], "a million nanoseconds")
  }

  @Test func `the latencies of a large evaluation become a file too, and the retries stay readings`() throws {
    let count = SampleSeries.inlineLimit + 5
    var log = EventLog(.closedLoop(1))
    for item in 0..<count {
      let times = QueryTimes(scheduled: 5, sent: 5, end: 5 + UInt64(item))
      log.add(EventLog.Event(exchange: .item(item), times: times, retries: item % 2, isAnswered: true))
    }
    let (trial, files) = FinishedTrial.sealing(
      TrialOutcome(series: Questioning.series(log)), SamplePlan.gemm(trials: 1), 0, host: HostResolution(threads: 1, isa: "sse2"))
    let series = try #require(trial.measurement?.series)
    #expect(series.map(\.name) == ["latency", "retries"] && series.map(\.count) == [count, count])
    #expect(series[0].artifact == files.first?.digest && series[0].nanoseconds == nil)
    #expect(files.first.flatMap { series[0].nanoseconds(inFile: $0.bytes) } == (0..<UInt64(count)).map { $0 })
    #expect(files.first.flatMap { series[0].nanoseconds(inFile: $0.bytes.dropLast()) } == nil)
    #expect(series[1].numbers?.count == count)
  }

  @Test func `a target is resolved by what the process has`() throws {
    let host = HostCapacity(cores: 6, memory: 8 << 30, instructionSets: ["sse2", "avx2"])
    #expect(try host.resolve(TargetPlan(id: "t", device: .cpu, threads: .all)) == HostResolution(threads: 6, isa: "avx2"))
    #expect(try host.resolve(TargetPlan(id: "t", device: .cpu, threads: .count(3), isa: "sse2")) == HostResolution(threads: 3, isa: "sse2"))
    let greedy = TargetPlan(
      id: "t", device: .cpu, threads: .all, isa: "avx512", require: .init(memory: U64(16 << 30), cores: 8, isa: ["neon"]))
    let fault = #expect(throws: RunFault.self) { try host.resolve(greedy) }
    for part in ["avx512", "neon", "6 of 8 cores", "bytes of memory"] { #expect(fault?.message.contains(part) == true) }
  }

  @Test func `a program is not run unless that was allowed`() throws {
    let work = CommandWork(program: "points", arguments: [], environment: [:], outputs: [], readings: [])
    let trial = try trials(SamplePlan.node("tool", .command(work)))[0]
    #expect(trial.status == .refused)
    #expect(trial.reason?.contains("--allow command") == true)
  }
}

import Record
import Testing

@testable import Interpreter

@Suite struct FinishedTrialTests {
  @Test func `more samples than a record holds become a file of little-endian nanoseconds`() throws {
    let count = SampleSeries.inlineLimit + 5
    let node = SamplePlan.gemm(trials: 1, sampling: Sampling(warmup: 0, min: count, max: count))
    let store = try SampleRun().store(SamplePlan.plan(nodes: [node]))
    let series = try #require(store.trials.first?.measurement?.series.first)
    #expect(series.nanoseconds == nil && series.count == count)
    let bytes = try store.file(try #require(series.artifact))
    #expect(bytes.count == 8 * count)
    #expect(Array(bytes.prefix(8)) == [0x40, 0x42, 0x0F, 0, 0, 0, 0, 0], "a million nanoseconds")
  }

  @Test func `the latencies and retries of a large evaluation become files too`() throws {
    let count = SampleSeries.inlineLimit + 5
    let latencies = SampleSeries(name: "latency", nanoseconds: (0..<UInt64(count)).map { U64($0) })
    let retries = SampleSeries(name: "retries", unit: "1", numbers: (0..<count).map { Double($0 % 2) })
    let (trial, files) = FinishedTrial.sealing(
      TrialOutcome(series: [latencies, retries]), of: TrialID(node: "ask", index: 0), on: HostResolution(threads: 1, isa: "sse2"))
    let series = try #require(trial.measurement?.series)
    #expect(series.map(\.name) == ["latency", "retries"] && series.map(\.count) == [count, count])
    #expect(series[0].artifact == files.first?.digest && series[0].nanoseconds == nil)
    #expect(files.first.flatMap { series[0].nanoseconds(inFile: $0.bytes) } == (0..<UInt64(count)).map { $0 })
    #expect(files.first.flatMap { series[0].nanoseconds(inFile: $0.bytes.dropLast()) } == nil)
    #expect(series[1].artifact == files.last?.digest && series[1].numbers == nil && series[1].unit == "1")
    #expect(files.last.flatMap { series[1].numbers(inFile: $0.bytes) } == (0..<count).map { Double($0 % 2) })
    #expect(files.last.flatMap { series[1].nanoseconds(inFile: $0.bytes) } == nil)
  }

  @Test(arguments: [Double.nan, .infinity])
  func `a number that is not finite fails the trial, and nothing of it is kept`(number: Double) {
    let outcome = TrialOutcome(results: [ResultValue("x", .exact, .number(number))], artifacts: [("file", [1])])
    let (trial, files) = FinishedTrial.sealing(
      outcome, of: TrialID(node: "a", index: 0), on: HostResolution(threads: 1, isa: "sse2"))
    #expect(trial.status == .failed && trial.results.isEmpty && trial.artifacts.isEmpty && files.isEmpty)
    #expect(trial.reason == "a result or a reading is not a finite number")
  }

  @Test func `a trial that failed keeps nothing but its reason, its answers and what it wrote`() {
    var outcome = TrialOutcome.ended(.cut, "too slow")
    outcome.results = [ResultValue("x", .exact, .number(1))]
    outcome.artifacts = [("file", [1])]
    let (trial, files) = FinishedTrial.sealing(
      outcome, of: TrialID(node: "a", index: 0), on: HostResolution(threads: 1, isa: "sse2"))
    #expect(trial.reason == "too slow" && trial.results.isEmpty && trial.measurement == nil)
    #expect(trial.artifacts.map(\.name) == ["file"] && files.count == 1)
  }
}

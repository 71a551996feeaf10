import Foundation
import TestSupport
import Testing

@testable import Score

@Suite struct LoadGenScheduleTests {
  @Test func `the Mersenne Twister gives the 10,000th number that C++ demands`() {
    var generator = MersenneTwister(seed: 5489)
    for _ in 1..<10_000 { _ = generator.next() }
    #expect(generator.next() == 4_123_659_995)
  }

  @Test func `seeds give the order in which LoadGen 6.0 asks, and its Poisson arrivals`() {
    // Recorded from the wheel mlcommons-loadgen 6.0.17: server scenario, 50 samples, 1,000 queries a second.
    let schedule = LoadGenSchedule(.init(library: 1, samples: 2, schedule: 3), queries: 30, library: 50, rate: 1000)
    #expect(
      schedule.samples == [
        9, 26, 7, 7, 4, 45, 7, 26, 40, 17, 16, 11, 48, 16, 34, 34, 46, 29, 1, 38, 36, 44, 29, 39, 9, 4, 17, 41, 37, 32,
      ])
    // Its summary says: 1153.07 scheduled samples per second.
    let last = schedule.arrivals.last ?? 0
    #expect(last == 25_150_269, "29 queries in this time are 1153.07 a second")
    #expect(schedule.arrivals.prefix(4) == [0, 73_350, 1_905_613, 2_034_957])
  }

  @Test(.enabled(if: OutsidePython.isThere, OutsidePython.reason), arguments: [(1, 2, 3, 50), (6_023_615_788, 15_036_839, 9_933, 31)])
  func `LoadGen itself asks in this order`(library: Int, samples: Int, schedule: Int, count: Int) throws {
    let asked = try OutsidePython.run("check_loadgen.py", [library, samples, schedule, count, 200, 5_000].map(String.init))
    guard asked.status != 77 else { return withKnownIssue("the wheel mlcommons-loadgen is not installed") { Issue.record("skipped") } }
    let order = try JSONDecoder().decode([Int].self, from: Data(asked.output.utf8))
    let seeds = LoadGenSchedule.Seeds(library: UInt64(library), samples: UInt64(samples), schedule: UInt64(schedule))
    #expect(LoadGenSchedule(seeds, queries: 200, library: count).samples == order)
  }

  @Test func `nothing is asked of no samples`() {
    let schedule = LoadGenSchedule(.init(library: 1, samples: 2, schedule: 3), queries: 5, library: 0)
    #expect(schedule.samples.isEmpty && schedule.arrivals.isEmpty)
  }
}

import Testing

@testable import Score

@Suite struct EarlyStoppingTests {
  @Test(
    "the fewest queries with one over the limit are those of LoadGen's table",
    arguments: [
      (0.5, 11), (0.75, 24), (0.8, 31), (0.9, 64), (0.95, 130), (0.97, 219), (0.99, 662), (0.999, 6_636), (0.9999, 66_381),
    ])
  func table(share: Double, queries: Int) {
    let stopping = EarlyStopping(share: share)
    #expect(stopping.leastQueries(misses: 1) == queries)
    #expect(stopping.shows(misses: 1, of: queries))
    #expect(!stopping.shows(misses: 1, of: queries - 1))
  }

  @Test func `without a miss 459 queries show 99 per cent, and each further miss takes more`() {
    let stopping = EarlyStopping(share: 0.99)
    #expect(stopping.leastQueries(misses: 0) == 459)
    #expect(stopping.leastQueries(misses: 2) == 838)
    #expect(stopping.mostMisses(of: 458) == nil)
    #expect(stopping.mostMisses(of: 661) == 0)
    #expect(stopping.mostMisses(of: 838) == 2)
  }

  @Test func `few misses show nothing, many refute`() {
    let stopping = EarlyStopping(share: 0.9)
    #expect(!stopping.shows(misses: 8, of: 100) && !stopping.refutes(misses: 8, of: 100))
    #expect(stopping.refutes(misses: 25, of: 100))
    #expect(!stopping.shows(misses: 0, of: 0) && !stopping.refutes(misses: 0, of: 0))
  }
}

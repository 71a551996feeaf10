import Testing

@testable import Score

@Suite struct RateSearchTests {
  /// Searches a server that keeps the objectives up to a rate, and answers one query at a time at another.
  private func search(upTo most: Double, alone: Double, windows: Int = 30) -> (bracket: (low: Double?, high: Double?), count: Int) {
    let search = RateSearch(precision: 0.05, windows: windows)
    var tried: [RateSearch.Window] = []
    while let rate = search.next(after: tried) {
      tried.append(RateSearch.Window(rate: rate, isKept: rate > 0 && rate <= most, measured: rate == 0 ? alone : 0))
    }
    return (search.bracket(of: tried), tried.count)
  }

  @Test("the highest rate lies in a bracket of the precision, and nobody had to guess", arguments: [2, 3, 97, 12_345])
  func finds(most: Double) {
    let (bracket, count) = search(upTo: most, alone: 50)
    let (low, high) = (bracket.low ?? 0, bracket.high ?? 0)
    #expect(low <= most && most < high)
    #expect(high <= low * 1.06)
    #expect(count < 30)
  }

  @Test func `a server that keeps no rate gives no lower end, one without an end stops at the fastest driver`() {
    #expect(search(upTo: 0, alone: 50).bracket.low == nil)
    let endless = search(upTo: .infinity, alone: 100_000).bracket
    #expect(endless.low == 1_000_000 && endless.high == nil)
  }

  @Test func `a server that answers nothing alone ends the search after the first window`() {
    #expect(search(upTo: 10, alone: 0).count == 1)
  }

  @Test func `a search has no more windows than it may`() {
    #expect(search(upTo: 97, alone: 1, windows: 4).count == 4)
  }
}

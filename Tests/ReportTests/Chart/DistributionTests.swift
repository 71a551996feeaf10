import Score
import TestSupport
import Testing

@testable import Report

@Test func `outliers are the ones that the statistics flag`() throws {
  let seed = UInt64.random(in: .min ... .max)
  var random = SeededGenerator(seed: seed)
  for _ in 0..<200 {
    let samples = (0..<Int(random.next() % 60 + 1)).map { _ in 1000 + random.next() % 100 + (random.next() % 9 == 0 ? 900 : 0) }
    let drawn = try #require(Distribution(samples.map { Double($0) }))
    #expect(samples.indices.filter { drawn.isOutlier(Double(samples[$0])) } == outliers(in: samples), "seed \(seed)")
  }
}

@Test func `drift is seen between the first and the last third`() throws {
  let steady = try #require(Distribution((0..<30).map { 1 + Double($0 % 2) * 0.001 }))
  let slower = try #require(Distribution((0..<30).map { 1 + Double($0) * 0.01 }))
  #expect(abs(steady.drift ?? 1) < 0.002)
  #expect((slower.drift ?? 0) > 0.1)
  #expect(Distribution([1, 2, 3])?.drift == nil)
}

import TestSupport
import Testing

@testable import Attest

@Suite struct SeriesCopiesTests {
  /// Times of honest processes: a base, a placement of their own, noise with a tail, read from a clock with steps.
  private func processes(
    _ count: Int, samples: Int, step: UInt64, noise: UInt64, _ generator: inout SeededGenerator
  ) -> [[UInt64]] {
    (0..<count).map { _ in
      let base = 10_000 + generator.next() % 300
      return (0..<samples).map { _ in
        let tail = generator.next() % 20 == 0 ? generator.next() % 5_000 : 0
        return (base + generator.next() % noise + tail) / step * step
      }
    }
  }

  private func isBeyondChance(_ series: [[UInt64]]) -> Bool {
    var copies = SeriesCopies()
    for samples in series { copies.add(samples) }
    return copies.isBeyondChance
  }

  @Test(arguments: [UInt64(1), 10, 42, 280, 10_000], [UInt64(3), 40, 2_000])
  func `honest processes raise no alarm, on clocks with coarse steps too`(step: UInt64, noise: UInt64) {
    var generator = SeededGenerator(seed: 20_261_128)
    var alarms = 0
    for samples in [3, 5, 10, 30] {
      for _ in 0..<60 { alarms += isBeyondChance(processes(10, samples: samples, step: step, noise: noise, &generator)) ? 1 : 0 }
    }
    #expect(alarms == 0, "\(alarms) of 240, seed 20261128")
  }

  @Test func `copies are found, as they are, in another order, moved, or stretched`() {
    var generator = SeededGenerator(seed: 20_261_128)
    for _ in 0..<50 {
      let honest = processes(5, samples: 10, step: 1, noise: 800, &generator)
      #expect(isBeyondChance(honest + [honest[3]]))
      #expect(isBeyondChance(honest + [honest[4].map { $0 + 77 }]))
      #expect(isBeyondChance(honest + [honest[0].map { $0 * 1013 / 1000 }]))
      #expect(isBeyondChance([honest[0]] + (0..<4).map { _ in honest[0].shuffled(using: &generator) }))
    }
  }
}

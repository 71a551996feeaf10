import Record
import TestSupport
import Testing

@Suite struct MannKendallTests {
  @Test func `counts the pairs that rise less those that fall`() {
    #expect(MannKendall([1, 2, 3, 4]).excess == 6)
    #expect(MannKendall([4, 3, 2, 1]).excess == -6)
    #expect(MannKendall([1, 3, 2, 2]).excess == 1)
    #expect(MannKendall([5, 5, 5]).excess == 0)
    #expect(MannKendall([Int]()).deviations == 0 && MannKendall([7]).share == 0)
    #expect(MannKendall(Array(0..<10)).share == 1)
  }

  @Test func `agrees with the pairs counted one by one`() {
    var generator = SeededGenerator(seed: 20_261_128)
    for count in [2, 7, 40] {
      let numbers = (0..<count).map { _ in Int(generator.next() % 12) }
      let pairs = numbers.indices.flatMap { later in (0..<later).map { (numbers[later] - numbers[$0]).signum() } }
      #expect(MannKendall(numbers).excess == pairs.reduce(0, +))
    }
  }

  @Test func `numbers in no order lie as far off as the normal distribution says`() {
    var generator = SeededGenerator(seed: 20_261_128)
    let runs = 2_000
    let far = (0..<runs).count { _ in MannKendall((0..<20).map { _ in generator.next() }).deviations.magnitude > 1.96 }
    #expect((60...140).contains(far), "\(far) of \(runs), seed 20261128")
  }
}

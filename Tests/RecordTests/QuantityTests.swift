import Record
import Testing

@Suite struct QuantityTests {
  @Test(
    arguments: [
      ("ms", Dimension.time, 1, 1_000), ("µs", .time, 1, 1_000_000), ("us", .time, 1, 1_000_000), ("ns", .time, 1, 1_000_000_000),
      ("h", .time, 3600, 1), ("%", .number, 1, 100), ("KiB", .information, 1024, 1), ("MiB", .information, 1_048_576, 1),
      ("kB", .information, 1000, 1), ("GiB", .information, 1_073_741_824, 1), ("Gflop/s", .computing, 1_000_000_000, 1),
      ("GB/s", .bandwidth, 1_000_000_000, 1), ("/s", .rate, 1, 1), ("/min", .rate, 1, 60), ("kWh", .energy, 3_600_000, 1),
      ("mW", .power, 1, 1000),
    ] as [(String, Dimension, Int, Int)])
  func `a unit has its exact size`(symbol: String, dimension: Dimension, above: Int, below: Int) throws {
    let unit = try #require(Unit.named(symbol))
    #expect(unit.dimension == dimension)
    #expect(unit.factor == Rational(Int128(above), over: Int128(below)))
  }

  @Test func `every symbol is there once`() {
    #expect(Set(Unit.all.map(\.symbol)).count == Unit.all.count)
  }

  @Test(arguments: ["", "MS", "Ms", "KB", "mib", "m s", "μs", "s "])
  func `other symbols are unknown`(symbol: String) {
    #expect(Unit.named(symbol) == nil)
  }

  @Test(arguments: Dimension.allCases)
  func `every dimension has a noun and a base unit of size one`(dimension: Dimension) {
    #expect(!dimension.noun.isEmpty)
    if let unit = Unit.named(dimension.baseUnit) {
      #expect(unit.factor == Rational(1))
      #expect(unit.dimension == dimension)
    }
  }
}

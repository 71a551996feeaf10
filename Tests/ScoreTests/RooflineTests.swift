import Record
import Score
import Testing

@Suite struct RooflineTests {
  /// A cell of a kernel on a target, with the rate that it reached.
  private func cell(
    _ id: String, _ operation: String, _ target: String = "one", type: String = "f32", flops: UInt64, bytes: UInt64, rate: Double
  ) -> (Node, MetricValue) {
    let work = KernelWork(
      operation: operation, type: type, parameters: [:], revision: 1, tier: .portable, flops: U64(flops), bytes: U64(bytes))
    var node = Sample.node(id, metrics: [], work: .kernel(work))
    node.target = target
    let value = MetricValue(
      node: id, metric: "throughput", unit: "flop/s", direction: .higher, origin: .measurement,
      estimate: Estimate(value: rate, low: rate, high: rate), exact: nil, count: 9)
    return (node, value)
  }

  private func rooflines(_ cells: [(Node, MetricValue)]) throws -> [MeasuredRoofline] {
    Score.rooflines(of: try Sample.plan(cells.map(\.0)), cells.map(\.1))
  }

  @Test func `the ridge is the peak by the bandwidth, and a kernel has its share of the lesser bound`() throws {
    let found = try #require(
      try rooflines([
        cell("p", "gemm", flops: 200, bytes: 2, rate: 100), cell("slow", "gemm", flops: 200, bytes: 2, rate: 60),
        cell("s", "stream-triad", type: "f64", flops: 0, bytes: 24, rate: 10), cell("e", "exp", flops: 4, bytes: 2, rate: 15),
      ]).first)
    #expect(found.ridge == 10 && found.peak.node == "p" && found.bandwidth.node == "s")
    #expect(found.points.map(\.node) == ["p", "slow", "e"])
    #expect(found.points.map(\.share) == [1, 0.6, 0.75])
    #expect(found.points.map(\.isBoundedByMemory) == [false, false, true])
    #expect(found.bound(at: 2) == 20 && found.bound(at: 1000) == 100)
  }

  @Test func `targets and types have rooflines of their own, and none without both bounds`() throws {
    let product = cell("a", "gemm", flops: 9, bytes: 1, rate: 5)
    let stream = cell("s", "stream-copy", flops: 0, bytes: 1, rate: 5)
    #expect(try rooflines([product]).isEmpty)
    #expect(try rooflines([stream]).isEmpty)
    #expect(try rooflines([cell("e", "exp", flops: 9, bytes: 1, rate: 5), stream]).isEmpty)
    let both = try rooflines([
      product, stream, cell("b", "gemm", type: "f64", flops: 9, bytes: 1, rate: 3),
      cell("c", "gemm", "other", flops: 9, bytes: 1, rate: 3),
    ])
    #expect(both.map(\.target) == ["one", "one"] && both.map(\.type) == ["f32", "f64"])
  }
}

import Record
import Testing

@Suite struct `What a finished trial leaves` {
  private func leaves(_ work: Work, _ numerics: Numerics = Numerics("portable-f32/1", .bits)) throws -> TrialLeaves {
    var node = try Example.node("cell", work, metrics: [])
    node.numerics = numerics
    return node.leaves
  }

  private func command(result: Bool, reading: MetricOrigin? = nil) -> Work {
    let readings = reading.map {
      [CommandWork.Reading(name: "speed", place: .line(.init(after: "speed:")), dimension: .number, direction: .higher, origin: $0)]
    }
    return .command(
      CommandWork(
        program: "tool", arguments: [], environment: [:], outputs: [CommandWork.Output(name: "log", file: "stdout", isResult: result)],
        readings: readings ?? []))
  }

  @Test func `depends on what its numerics promise`() throws {
    let product = Work.kernel(
      KernelWork(operation: "gemm", type: "f32", parameters: [:], revision: 1, tier: .portable, flops: 1, bytes: 1))
    #expect(try leaves(product) == TrialLeaves(result: true, bounded: false, files: .none, series: [TrialLeaves.Series("time")]))
    #expect(try leaves(product, .vendor) == TrialLeaves(result: false, bounded: true, files: .some, series: [TrialLeaves.Series("time")]))
  }

  @Test func `of a program is what the spec asks it for`() throws {
    #expect(
      try leaves(command(result: true), .program)
        == TrialLeaves(result: true, bounded: false, files: .eachAndMore, series: ["time", "sandbox"].map { TrialLeaves.Series($0) }))
    #expect(try !leaves(command(result: false), .program).result)
    #expect(try leaves(command(result: false, reading: .result), .program).result)
    let measured = try leaves(command(result: false, reading: .measurement), .program)
    #expect(!measured.result && measured.series.map(\.name) == ["time", "sandbox", "speed"])
  }

  @Test func `of every kind in the example has a way`() throws {
    for node in try Example.nodes() { #expect(node.leaves.result != node.leaves.bounded, "\(node.id)") }
  }
}

import Kernels
import Testing

/// Every engine that this machine can build from the instruction sets and a few thread counts.
func everyEngine(threads: [Int] = [1, 2, 3, 7]) throws -> [Engine] {
  try InstructionSet.supported.flatMap { set in try threads.map { try Engine(instructionSet: set, threads: $0) } }
}

@Suite struct GoldenTests {
  @Test(arguments: NumericProbe.all.map(\.name))
  func `every numeric probe gives its known answer on every engine`(name: String) throws {
    let probe = try #require(NumericProbe.all.first { $0.name == name })
    for engine in try everyEngine() {
      let found = try probe.run(on: engine)
      #expect(found == probe.expected, "\(name) on \(engine.instructionSet), \(engine.threads) threads")
    }
  }
}

import Kernels
import Testing

@Suite struct NumericProbeTests {
  @Test(arguments: NumericProbe.all.map(\.name))
  func `every numeric probe gives its known answer on every engine`(name: String) throws {
    let probe = try #require(NumericProbe.all.first { $0.name == name })
    for engine in try everyEngine() {
      let found = try probe.run(on: engine)
      #expect(found == probe.expected, "\(name) on \(engine.instructionSet), \(engine.threads) threads")
    }
  }
}

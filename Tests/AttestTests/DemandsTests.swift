import Attest
import Record
import TestSupport
import Testing

@Suite struct `A policy's demands on a run` {
  private func bundle(overrides: [String], interrupted: Int) throws -> (BundleFixture, Policy) {
    let bundle = try BundleFixture()
    let time = Timestamp(secondsSince1970: 1_795_000_000)
    let policy = try bundle.forge { records in
      records.run.overrides = overrides.map { Override(path: $0, value: "1") }
      let attempts = (0..<interrupted).map { _ in Attempt(started: time, ended: time, outcome: .interrupted) }
      records.trials[0].attempts = attempts + records.trials[0].attempts
    }
    return (bundle, policy)
  }

  private func codes(overrides: [String] = [], interrupted: Int = 0, _ change: (inout Policy) -> Void) throws -> [String] {
    var (bundle, policy) = try bundle(overrides: overrides, interrupted: interrupted)
    change(&policy)
    let verdict = try bundle.reading.authenticity(under: policy)
    #expect((verdict.state == .holds) == verdict.findings.isEmpty)
    return verdict.findings.map(\.code)
  }

  @Test func `bound how many attempts may have been interrupted`() throws {
    #expect(try codes(interrupted: 3) { $0.interruptions = 3 } == [])
    #expect(try codes(interrupted: 3) { $0.interruptions = 2 } == ["interruptions-many"])
    #expect(try codes(interrupted: 3) { _ in } == [])
  }

  @Test func `say which values may have been set`() throws {
    #expect(try codes(overrides: ["a", "b"]) { $0.overrides = ["a", "b", "c"] } == [])
    #expect(try codes(overrides: ["a", "b"]) { $0.overrides = ["a"] } == ["override-unaccepted"])
    #expect(try codes(overrides: ["a"]) { $0.overrides = [] } == ["override-unaccepted"])
    #expect(try codes(overrides: ["a"]) { _ in } == [])
  }

  @Test func `say at which times a builder is believed`() throws {
    let (before, after) = (Timestamp(secondsSince1970: 1_794_000_000), Timestamp(secondsSince1970: 1_796_000_000))
    #expect(try codes { ($0.builders[0].from, $0.builders[0].until) = (before, after) } == [])
    #expect(try codes { $0.builders[0].until = before } == ["builder-time"])
    #expect(try codes { $0.builders[0].from = after } == ["builder-time"])
  }
}

import Record
import Testing

@testable import Interpreter

@Suite struct `The table of properties` {
  @Test func `has each property once, in the order in which they are told`() {
    #expect(PropertyCheck.all.map(\.property) == PropertyVerdict.Property.allCases)
  }

  @Test(arguments: PropertyVerdict.Property.allCases)
  func `gives a verdict with its checks on every property that is demanded`(property: PropertyVerdict.Property) throws {
    let run = try VerifiedRun()
    var request = run.request(reproduces: false)
    request.require = [property]
    let verdict = try #require(try Verifier.verify(request).verdict(property))
    #expect(verdict.state != .notAsked && !verdict.checks.isEmpty)
    #expect(Set(verdict.checks.map(\.name)).count == verdict.checks.count)
    #expect((verdict.state == .holds) == verdict.checks.allSatisfy { $0.state == .done })
  }
}

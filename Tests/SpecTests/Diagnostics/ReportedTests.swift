import Testing

@testable import Spec

/// Nothing is dropped in silence: a value that is missing has an error that says why.
struct ReportedTests {
  private let problems = Problems()
  private let span = Span(SourceText(name: "spec.yaml", bytes: Array("a: 1\n".utf8)), 0..<1)

  private func refuse(_ number: Int) throws(Reported) -> Int {
    guard number.isMultiple(of: 2) else { throw problems.error(.outOfRange, "\(number) is odd", at: span) }
    return number
  }

  @Test func `every element is tried before the first problem is thrown`() {
    #expect(throws: Reported.self) { try [1, 2, 3].mapAll(refuse) }
    #expect(problems.all.map(\.headline) == ["1 is odd", "3 is odd"])
  }

  @Test func `an outcome keeps the value or that it is reported`() throws {
    #expect(try Outcome(try refuse(4)).get() == 4)
    #expect(Outcome(try refuse(5)).value == nil)
    #expect(problems.errors == 1)
  }

  @Test func `what an earlier step left out without a word is a fault`() {
    _ = problems.reported(earlier: "the plan", at: span)
    #expect(problems.all.map(\.id) == ["internal-fault"])
    #expect(problems.all.first?.help?.contains("report it") == true)
  }

  @Test func `what an earlier step reported is not reported again`() {
    problems.error(.outOfRange, "too large", at: span)
    _ = problems.reported(earlier: "the plan", at: span)
    #expect(problems.all.map(\.id) == ["out-of-range"])
  }
}

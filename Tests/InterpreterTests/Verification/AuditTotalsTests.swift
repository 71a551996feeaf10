import Testing

@testable import Interpreter

@Suite struct `The totals of an audited run` {
  private func p(_ openedRight: Int, of opened: Int, _ right: Int, of all: Int) -> Double {
    AuditTotals.Total(name: "accuracy", right: right, all: all, openedRight: openedRight, opened: opened).p
  }

  @Test func `agree where the opened verdicts could be drawn from them`() {
    #expect(p(38, of: 40, 950, of: 1000) > 0.5 && p(40, of: 40, 950, of: 1000) > 0.1 && p(2, of: 2, 2, of: 2) == 1)
  }

  @Test func `are refused where no completion of the opened verdicts gives them`() {
    #expect(p(3, of: 5, 2, of: 10) == 0 && p(1, of: 5, 9, of: 10) == 0)
  }

  @Test func `are refused where such a sample hardly ever comes`() {
    #expect(p(30, of: 40, 950, of: 1000) < AuditTotals.level && p(35, of: 40, 500, of: 1000) < AuditTotals.level)
    #expect(p(33, of: 40, 950, of: 1000) > 1e-4 / 2)
  }
}

import Attest
import Record
import Sealing
import TestSupport
import Testing

@testable import Interpreter

@Suite struct `The rule of an audit` {
  private static let root = SHA256.digest(of: [1])

  private static func time(_ text: String) throws -> Timestamp { try #require(Timestamp(recordText: text)) }

  /// The published pulse of 2018-08-30 at 17:44, with the rule of a run that ended an hour before.
  private func bench(dated: String? = "2018-08-30T17:43:30Z", planned: Int? = 3) throws -> (AuditRule, Pulse) {
    let rule = AuditRule(
      planned: planned, total: 20, sealed: try Self.time("2018-08-01T00:00:00Z"), started: try Self.time("2018-08-30T16:00:00Z"),
      ended: try Self.time("2018-08-30T16:30:00Z"), dated: try dated.map { try Self.time($0) })
    return (rule, try Pulse(reading: try TestBeacon.published()))
  }

  private func outcome(_ rule: AuditRule, _ pulse: Pulse, count: Int = 3) -> CheckOutcome {
    rule.outcome(Audit.chosen(count, of: rule.total, bundle: Self.root, pulse: pulse), bundle: Self.root, pulse: pulse)
  }

  @Test func `is met by the planned number of items, and by the first pulse behind the date`() throws {
    let (rule, pulse) = try bench()
    #expect(pulse.period == 60)
    #expect(outcome(rule, pulse).state == .done, "\(pulse.time) \(outcome(rule, pulse).check)")
  }

  @Test(arguments: [1, 2, 4, 20]) func `refuses another number of items than the plan wants`(count: Int) throws {
    let (rule, pulse) = try bench()
    let outcome = outcome(rule, pulse, count: count)
    #expect(outcome.state == .failed && outcome.findings.map(\.code) == ["audit-choice"])
  }

  @Test func `takes all items where the plan wants more than there are`() throws {
    let (rule, pulse) = try bench(planned: 100)
    #expect(outcome(rule, pulse, count: 20).state == .done && outcome(rule, pulse, count: 19).state == .failed)
  }

  @Test(arguments: ["2018-08-30T17:42:59Z", "2018-08-30T16:50:00Z", "2018-08-30T17:44:00Z", "2018-08-30T18:00:00Z"])
  func `refuses a later pulse than the first one, and one that was known`(dated: String) throws {
    let (rule, pulse) = try bench(dated: dated)
    #expect(outcome(rule, pulse).state == .failed, "\(pulse.time)")
  }

  @Test func `cannot be checked without a date of somebody else, or without a number in the plan`() throws {
    let (undated, pulse) = try bench(dated: nil)
    #expect(outcome(undated, pulse).state == .notDone && "\(outcome(undated, pulse).check)".contains("nobody else says"))
    let (open, _) = try bench(planned: nil)
    #expect(outcome(open, pulse).state == .notDone && "\(outcome(open, pulse).check)".contains("how many items"))
    #expect(outcome(undated, pulse, count: 2).state == .failed)
  }

  @Test func `refuses items that the pulse does not choose, and a set that was sealed after the run began`() throws {
    let (rule, pulse) = try bench()
    let others = (0..<20).filter { !Audit.chosen(3, of: 20, bundle: Self.root, pulse: pulse).contains($0) }
    #expect(rule.outcome(Array(others.prefix(3)), bundle: Self.root, pulse: pulse).state == .failed)
    var late = rule
    late.sealed = try Self.time("2018-08-30T16:10:00Z")
    #expect(outcome(late, pulse).state == .failed)
  }
}

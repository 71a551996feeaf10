import Record
import TestSupport
import Testing

@testable import Report

@Test func `a division is put into words, with the number of changed rules`() {
  var plan = SampleInput().input.plan
  #expect(plan.divisionWords.name == "standard" && plan.divisionWords.tone == "plain")
  plan.division = .none
  #expect(plan.divisionWords.sentence == "The spec locks no rule and extends none that does." && plan.divisionWords.tone == "plain")
  plan.division = .custom
  plan.deviations = [Deviation(path: "rules.seed", inherited: "1", here: "2")]
  #expect(
    plan.divisionWords.sentence == "The spec changed 1 locked rule of its standard; see the trials." && plan.divisionWords.tone == "warn")
}

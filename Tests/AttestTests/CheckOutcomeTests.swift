import Attest
import Record
import Testing

@Suite struct `A check` {
  private let failure = Finding("x", path: "data/plan.json", "is wrong")
  private let unchecked = Finding("y", .unchecked, path: "data/run.json", "was not looked at")
  private let note = Finding("z", .note, path: ".", "worth knowing")

  @Test func `is done where nothing is wrong and nothing was left out`() {
    #expect(CheckOutcome("plan", done: "from its spec", findings: [note]).check == Check("plan", .done, "from its spec"))
  }

  @Test func `cannot claim to be done while something was not looked at`() {
    let check = CheckOutcome("plan", done: "from its spec", findings: [note, unchecked]).check
    #expect(check == Check("plan", .notDone, "data/run.json: was not looked at"))
    #expect(CheckOutcome("plan", notDone: "no spec", findings: [note]).check == Check("plan", .notDone, "no spec"))
  }

  @Test func `fails where anything is wrong, and says how much more there is`() {
    let check = CheckOutcome("plan", notDone: "no spec", findings: [unchecked, failure, failure]).check
    #expect(check == Check("plan", .failed, "data/plan.json: is wrong, and 1 more"))
  }

  @Test func `that fails fails its property, and one that was not done leaves it open`() {
    let done = CheckOutcome("files", done: "3 files")
    let open = CheckOutcome("plan", notDone: "no spec")
    let failed = CheckOutcome("scores", done: "", findings: [failure])
    #expect(PropertyVerdict(.intact, [done], holding: "all is well").state == .holds)
    #expect(PropertyVerdict(.intact, [done], holding: "all is well").summary == "all is well")
    let undecided = PropertyVerdict(.intact, [done, open], holding: "all is well")
    #expect(undecided.state == .notCheckable && undecided.summary == "no spec" && undecided.checks.map(\.state) == [.done, .notDone])
    let broken = PropertyVerdict(.intact, [done, open, failed, failed], holding: "all is well")
    #expect(broken.state == .fails)
    #expect(broken.summary == "scores: data/plan.json: is wrong; scores: data/plan.json: is wrong")
    #expect(PropertyVerdict(.intact, [], holding: "all is well").state == .notCheckable)
  }
}

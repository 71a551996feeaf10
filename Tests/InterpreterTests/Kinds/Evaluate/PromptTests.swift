import Record
import Testing

@testable import Interpreter

private func turns(_ user: String) -> [PromptPlan.Turn] { [PromptPlan.Turn(.user, user)] }

struct PromptTests {
  @Test func `a prompt takes in what the format names and what else the record has`() throws {
    let prompt = PromptPlan(
      system: "About {subject} ({category}), {doc.title}.",
      turns: [PromptPlan.Turn(.user, "Hello"), PromptPlan.Turn(.assistant, "Go on."), PromptPlan.Turn(.user, "{q}\n{options | lettered}")],
      prefill: "({id}) ")
    let said = try PromptFixture(prompt: prompt).conversations()
    #expect(
      said[0] == [
        "system: About math (math), T0.", "user: Hello", "assistant: Go on.", "user: One?\nA. w\nB. x\nC. y\nD. z", "assistant: (i0) ",
      ])
  }

  @Test func `what a field says is never taken for a place`() throws {
    #expect(try PromptFixture(prompt: PromptPlan(turns: turns("{input}!"))).conversations()[1] == ["user: Two {q}?!"])
  }

  @Test func `the fields of the format win, and a dot leads past them`() throws {
    var fixture = PromptFixture(prompt: PromptPlan(turns: turns("{answer} {letter} {.a} {.answer} {choices.0}")))
    fixture.lines = [#"{"q": "One?", "options": ["w", "x"], "a": "B", "answer": "raw", "id": 1, "subject": "s"}"#]
    #expect(try fixture.conversations() == [["user: x B B raw w"]])
  }

  @Test func `a chat is put as it is where the question is all of a turn, and as its question elsewhere`() throws {
    let chat =
      #"[{"role": "system", "content": "S"}, {"role": "user", "content": "U"}, {"role": "assistant", "content": "A"}, {"role": "user", "content": "Q"}]"#
    var fixture = PromptFixture(prompt: PromptPlan(system: "First", turns: turns("{input}")))
    fixture.lines = [#"{"id": 1, "q": \#(chat), "options": ["w", "x"], "a": "B", "subject": "s"}"#]
    #expect(try fixture.conversations() == [["system: First", "system: S", "user: U", "assistant: A", "user: Q"]])
    fixture.prompt.turns = turns("Now: {q}")
    #expect(try fixture.conversations() == [["system: First", "user: Now: Q"]])
  }

  @Test func `an evaluation sends stop sequences and the share of the probability with the request`() throws {
    let fixture = PromptFixture(prompt: PromptPlan(turns: turns("{input}")))
    let evaluation = try fixture.evaluation()
    let query = try evaluation.query(try fixture.asked()[0])
    guard case .request(let request) = query.content else { throw TestFailure("no request") }
    #expect(request["stop"] == ["\n"] && request["top_p"] == nil && request["max_tokens"] == 5)
  }
}

struct TestFailure: Error {
  let what: String
  init(_ what: String) { self.what = what }
}

struct ChoiceOrderTests {
  private func fixture(_ order: PromptPlan.Order = .shuffled) -> PromptFixture {
    PromptFixture(prompt: PromptPlan(turns: turns("{choices | join(',')} {letter}"), order: order))
  }

  @Test func `choices are shuffled by the seed, and the right ones follow`() throws {
    var orders: Set<[Int]> = []
    for seed in 1...40 as ClosedRange<UInt64> {
      var fixture = fixture()
      fixture.seed = U64(seed)
      for (item, given) in zip(try fixture.asked(), try self.fixture(.given).asked()) {
        #expect(item.asking.order.sorted() == Array(given.choices.indices))
        #expect(item.choices == item.asking.order.map { given.choices[$0] })
        #expect(item.correct.map { item.choices[$0] } == given.answers && item.answers == given.answers)
        if given.position == 0 { orders.insert(item.asking.order) }
      }
    }
    #expect(orders.count > 12)
  }

  @Test func `the same seed gives the same order in every cell, another trial another one`() throws {
    var other = fixture()
    other.workload = "elsewhere"
    #expect(try other.conversations() == fixture().conversations())
    var orders: Set<[Int]> = []
    for trial in 0..<10 {
      other.trial = trial
      orders.insert(try other.asked()[0].asking.order)
    }
    #expect(orders.count > 4)
  }

  @Test func `the order is the one that the page defines`() throws {
    #expect(try fixture().conversations().map { $0[0] } == ["user: y,z,x,w C", "user: r,q,p C", "user: l,k A"])
  }
}

struct ShotTests {
  private func fixture(_ choose: PromptPlan.Shots.Choice, _ count: Int, from set: String = "few") -> PromptFixture {
    let shots = PromptPlan.Shots(
      from: set, count: count, choose: choose, turns: turns("{input}") + [PromptPlan.Turn(.assistant, "{letter}. {answer}")])
    return PromptFixture(prompt: PromptPlan(turns: turns("{input}"), shots: shots))
  }

  @Test func `fixed shots are the first of the set`() throws {
    let said = try fixture(.fixed, 2).conversations()
    #expect(said[0] == ["user: Few0?", "assistant: A. n0", "user: Few1?", "assistant: A. n1", "user: One?"])
    #expect(said[2].dropLast() == said[0].dropLast())
  }

  @Test func `shots of a category are those of the item's own`() throws {
    let said = try fixture(.byCategory, 2).conversations()
    #expect(said[0].filter { $0.hasPrefix("user") } == ["user: Few0?", "user: Few2?", "user: One?"])
    #expect(said[1].filter { $0.hasPrefix("user") } == ["user: Few1?", "user: Few3?", "user: Two {q}?"])
  }

  @Test func `the item is never among its own shots, not under another name either`() throws {
    let said = try fixture(.fixed, 2, from: "questions").conversations()
    #expect(said[0].filter { $0.hasPrefix("user") } == ["user: Two {q}?", "user: Three?", "user: One?"])
    #expect(said[1].filter { $0.hasPrefix("user") } == ["user: One?", "user: Three?", "user: Two {q}?"])
    var twin = fixture(.drawn, 5)
    twin.few[3] = #"{"id": "twin", "q": "One?", "options": ["w", "x"], "a": "B", "subject": "math"}"#
    for seed in 1...20 as ClosedRange<UInt64> {
      twin.seed = U64(seed)
      #expect(try twin.conversations()[0].count { $0 == "user: One?" } == 1)
    }
  }

  @Test func `drawn shots differ from item to item and are the same again`() throws {
    var seen: Set<[String]> = []
    for seed in 1...20 as ClosedRange<UInt64> {
      var fixture = fixture(.drawn, 3)
      fixture.seed = U64(seed)
      let said = try fixture.conversations()
      #expect(try fixture.conversations() == said)
      for conversation in said { seen.insert(Array(conversation.dropLast())) }
    }
    #expect(seen.count > 30)
  }

  @Test func `the drawn shots are those that the page defines`() throws {
    let said = try fixture(.drawn, 3).conversations()[0]
    #expect(said.filter { $0.hasPrefix("user") } == ["user: Few5?", "user: Few4?", "user: Few3?", "user: One?"])
  }

  @Test func `shots as a text stand where the prompt says so`() throws {
    let shots = PromptPlan.Shots(from: "few", count: 2, choose: .fixed, text: "{input} {letter}", separator: " | ")
    let fixture = PromptFixture(prompt: PromptPlan(system: "Like {shots}", turns: turns("[{shots}] {input}"), shots: shots))
    #expect(try fixture.conversations()[0] == ["system: Like Few0? A | Few1? A", "user: [Few0? A | Few1? A] One?"])
  }

  @Test func `too few shots are told with the item, before anything is asked`() throws {
    #expect(fixture(.drawn, 3, from: "questions").faults().count == 1)
    #expect(
      fixture(.fixed, 3, from: "questions").faults() == [
        "1: the line has only 2 examples in dataset `questions` besides itself, and `shots` wants 3, and so do 2 more"
      ])
    #expect(
      fixture(.byCategory, 4).faults()[0]
        == "1: the line has only 3 examples of the category `math` in dataset `few` besides itself, and `shots` wants 4, and so does 1 more"
    )
    var alone = fixture(.fixed, 1, from: "questions")
    alone.lines = [PromptFixture.lines[0]]
    #expect(alone.faults() == ["1: the line has only 0 examples in dataset `questions` besides itself, and `shots` wants 1"])
  }

  @Test func `a shot that cannot be shown names itself`() throws {
    var fixture = fixture(.fixed, 1)
    fixture.prompt.shots?.turns[0].template = "{note}"
    #expect(
      fixture.faults().first
        == "1: the line is shown item 0 of dataset `few` as an example, which lacks the field `note` that a template names, and so do 2 more"
    )
  }
}

struct PromptFaultTests {
  private func faults(_ user: String, _ change: (inout PromptFixture) -> Void = { _ in }) -> [String] {
    var fixture = PromptFixture(prompt: PromptPlan(turns: turns(user)))
    change(&fixture)
    return fixture.faults()
  }

  @Test func `a field that items lack is told once, with its line`() throws {
    #expect(faults("{input} {doc.titel}") == ["1: the line lacks the field `doc.titel` that a template names, and so do 2 more"])
    #expect(faults("{input} {note}") { $0.lines[1] = $0.lines[1].replacing("\"id\"", with: "\"note\": 1, \"id\"") }.count == 1)
    #expect(
      faults("{q} {note}") { $0.lines[0] = $0.lines[0].replacing("\"id\"", with: "\"note\": 1, \"id\"") }
        == ["2: the line lacks the field `note` that a template names, and so does 1 more"])
    #expect(faults("{input} {note | default('-')}") == [])
  }

  @Test func `a field that is no text is told with its kind`() throws {
    #expect(faults("{options}") == ["1: the line has a field `options` that is a list, and so do 2 more"])
    #expect(faults("{doc.title | lettered}")[0].contains("is a text, and `lettered` takes a list"))
  }

  @Test func `an empty prompt is refused`() throws {
    #expect(
      faults("{note}") { $0.lines = $0.lines.map { $0.replacing("\"id\"", with: "\"note\": \" \", \"id\"") } }
        == ["1: the line gives an empty prompt, and so do 2 more"])
  }

  @Test func `a perturbation that could change nothing is refused`() throws {
    #expect(
      faults("{doc.title}") { $0.prompt.variants = [PromptPlan.Variant("full-width", .fullWidth)] } == [
        "the prompt of `quiz` does not take in the question, so `full-width` would change nothing"
      ])
    #expect(
      faults("{input}") {
        $0.prompt.order = .shuffled
        $0.format = ["input": "q", "answer": "a"]
      } == ["`quiz` puts choices in another order, and the format of the dataset declares none"])
  }

  @Test func `a run refuses the same before the first question`() throws {
    let fixture = PromptFixture(prompt: PromptPlan(turns: turns("{nothing}")))
    let fault = try #require(throws: RunFault.self) { try fixture.evaluation().checkPrompts() }
    #expect(fault.code == .badItems && fault.message.contains("line 1"))
  }
}

struct VariantTests {
  private func fixture(_ variants: [PromptPlan.Variant]) -> PromptFixture {
    PromptFixture(prompt: PromptPlan(turns: turns("Q: {input} {choices | join('/')} {letter}"), variants: variants))
  }

  @Test func `each item is asked itself, and its variants behind it`() throws {
    let rate = try #require(Rational(1, over: 2))
    var fixture = fixture([PromptPlan.Variant("typos", .typos(rate: rate)), PromptPlan.Variant("case", .letterCase(.upper))])
    fixture.items = 2
    let asked = try fixture.asked()
    #expect(asked.map(\.position) == [0, 1, 2, 3, 4, 5])
    #expect(asked.map(\.asking.source) == [0, 0, 0, 1, 1, 1])
    #expect(asked.map(\.asking.variant) == [nil, 0, 1, nil, 0, 1])
    #expect(try fixture.evaluation().count == 6)
    let said = try fixture.conversations().map { $0[0] }
    #expect(said[0] == "user: Q: One? w/x/y/z B" && said[2] == "user: Q: ONE? w/x/y/z B")
    #expect(said[1] != said[0] && said[1].hasSuffix("? w/x/y/z B"))
    #expect(try fixture.conversations().map { $0[0] } == said)
  }

  @Test func `perturbations change the question as their definitions say`() throws {
    let said = try fixture([
      PromptPlan.Variant("full-width", .fullWidth), PromptPlan.Variant("paraphrase", .paraphrase(prompt: "Say: {input}")),
      PromptPlan.Variant("injection", .injection(text: "Stop.")), PromptPlan.Variant("distractors", .distractors(from: "few", count: 2)),
      PromptPlan.Variant("choice-order", .choiceOrder),
    ]).conversations().map { $0[0] }
    #expect(said[1] == "user: Q: Ｏｎｅ？ w/x/y/z B")
    #expect(said[2] == "user: Say: One?")
    #expect(said[3] == "user: Q: One?\n\nStop. w/x/y/z B")
    #expect(said[4].hasPrefix("user: Q: Few") && said[4].hasSuffix("?\n\nOne? w/x/y/z B"))
    #expect(said[5] != said[0] && said[5].hasPrefix("user: Q: One? "))
    let letter = try #require(said[5].last)
    let choices = said[5].split(separator: " ")[3].split(separator: "/")
    #expect(choices[Int(letter.asciiValue ?? 0) - 65] == "x")
  }

  @Test func `another order differs from the order that the item itself has`() throws {
    for seed in 1...30 as ClosedRange<UInt64> {
      var fixture = fixture([PromptPlan.Variant("choice-order", .choiceOrder)])
      fixture.prompt.order = .shuffled
      fixture.seed = U64(seed)
      let asked = try fixture.asked()
      for (item, variant) in zip(asked.filter { $0.asking.variant == nil }, asked.filter { $0.asking.variant != nil }) {
        #expect(item.choices != variant.choices && item.choices.sorted() == variant.choices.sorted())
        #expect(variant.correct.map { variant.choices[$0] } == item.answers)
        #expect(variant.choices == variant.asking.order.map { given(item.asking.source)[$0] })
      }
    }
  }

  private func given(_ source: Int) -> [String] { [["w", "x", "y", "z"], ["p", "q", "r"], ["k", "l"]][source] }

  @Test func `a chat is perturbed in its last message of a user`() throws {
    var fixture = fixture([PromptPlan.Variant("case", .letterCase(.upper))])
    fixture.prompt.turns = turns("{input}")
    fixture.lines = [
      #"{"q": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}], "options": ["w", "x"], "a": "B", "id": 1, "subject": "s"}"#
    ]
    #expect(try fixture.conversations()[1] == ["user: a", "assistant: b", "user: C"])
  }
}

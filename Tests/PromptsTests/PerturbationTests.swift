import Kernels
import Record
import Testing

@testable import Prompts

private func stream(_ number: UInt64 = 1) -> RandomStream { RandomStream(StreamKey(key: number, high: 0)) }

@Suite struct TyposTests {
  private func slipped(_ text: String, _ rate: Rational, _ number: UInt64 = 1) -> String {
    var stream = stream(number)
    return Typos.slipped(text, rate: rate, by: &stream)
  }

  /// Made by an implementation of the page in another language (Tests/Outside/check_prompts.py).
  @Test(
    arguments: [
      (1, "How many legs has a spider? 8 or 6?", 1, 5, "How manyy kegs hs a spideer? 8 or 6?"), (2, "法国的首都是哪里？", 1, 4, "法国首都是哪里？"),
      (3, "Ab", 1, 1, "bA"), (4, "Привет, Welt ß 12", 1, 2, "Приввет, WWle  12"), (5, "x", 1, 100, "xx"),
      (6, "12 + 34 = ?", 1, 1, "12 + 34 = ?"),
    ] as [(UInt64, String, Int, Int, String)])
  func slipsAsThePageDefines(key: UInt64, text: String, above: Int, below: Int, expected: String) throws {
    let rate = try #require(Rational(Int128(above), over: Int128(below)))
    #expect(slipped(text, rate, key) == expected)
  }

  @Test func leavesDigitsAndSignsAlone() throws {
    let all = try #require(Rational(1, over: 1))
    for number in 1...50 as ClosedRange<UInt64> {
      let text = slipped("12 + 34 = ? (5%)", all, number)
      #expect(text == "12 + 34 = ? (5%)")
      #expect(slipped("a1b2c3", all, number).filter(\.isNumber) == "123")
    }
  }

  @Test func slipsAtLeastOnceWhereThereIsALetter() throws {
    let rare = try #require(Rational(1, over: 1_000_000))
    for number in 1...50 as ClosedRange<UInt64> {
      #expect(slipped("法国的首都是哪里？", rare, number) != "法国的首都是哪里？")
      #expect(!slipped("x", rare, number).isEmpty && slipped("x", rare, number) != "x")
    }
  }

  @Test func slipsAboutAsOftenAsItIsTold() throws {
    let text = String(repeating: "abcdefgh ", count: 2000)
    let changed = slipped(text, try #require(Rational(1, over: 20)))
    #expect(changed != text && abs(changed.count - text.count) < 200)
  }
}

@Suite struct LetterFormsTests {
  @Test func writesInAnotherCase() {
    #expect(LetterForms.text("Straße 1a", in: .upper) == "STRASSE 1A")
    #expect(LetterForms.text("ÉA İ", in: .lower) == "éa i\u{307}")
    #expect(LetterForms.text("What is 1+1?", in: .alternating) == "wHaT iS 1+1?")
  }

  @Test func writesInFullWidth() {
    #expect(LetterForms.fullWidth("A b~!1 中") == "Ａ\u{3000}ｂ～！１\u{3000}中")
  }
}

@Suite struct ChoiceOrderTests {
  @Test func everyOrderComesAboutAsOften() {
    var counts: [[Int]: Int] = [:]
    var stream = stream()
    for _ in 0..<6000 { counts[ChoiceOrder.shuffled(3, by: &stream), default: 0] += 1 }
    #expect(counts.count == 6 && counts.values.allSatisfy { (850...1150).contains($0) })
  }

  @Test func anotherOrderIsAnotherOrder() {
    var stream = stream()
    for _ in 0..<200 {
      let order = ChoiceOrder.shuffled(4, by: &stream)
      let other = ChoiceOrder.shuffled(order, differingBy: &stream)
      #expect(other != order && other.sorted() == [0, 1, 2, 3])
    }
    #expect(ChoiceOrder.shuffled([0], differingBy: &stream) == [0])
    #expect(ChoiceOrder.shuffled([], differingBy: &stream) == [])
  }
}

@Suite struct ShotChoiceTests {
  @Test func takesTheFirstThatAreAllowed() {
    #expect(ShotChoice.first(2, of: [0, 1, 2, 3]) { $0 == 1 } == [0, 2])
    #expect(ShotChoice.first(4, of: [0, 1, 2, 3]) { $0 == 1 } == nil)
    #expect(ShotChoice.first(0, of: []) { _ in true } == [])
  }

  @Test func drawsEachOnceAndNeverTheItemItself() {
    var stream = stream()
    for _ in 0..<200 {
      let drawn = ShotChoice.drawn(4, of: [2, 3, 5, 7, 11, 13], excluding: [5, 13], by: &stream)
      #expect(drawn?.sorted() == [2, 3, 7, 11])
    }
    #expect(ShotChoice.drawn(5, of: [2, 3, 5, 7, 11, 13], excluding: [5, 13], by: &stream) == nil)
  }

  @Test func drawsEachAsOften() {
    var stream = stream()
    var counts: [Int: Int] = [:]
    for _ in 0..<4000 {
      for one in ShotChoice.drawn(2, of: Array(0..<8), excluding: [], by: &stream) ?? [] { counts[one, default: 0] += 1 }
    }
    #expect(counts.count == 8 && counts.values.allSatisfy { (900...1100).contains($0) })
  }
}

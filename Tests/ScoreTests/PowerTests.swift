import Testing

@testable import Score

@Suite struct PowerTests {
  @Test func `two hundred items each tell 12.8 points apart at 0.7`() {
    #expect(Format.number(100 * Power.detectableDifference(items: 200, near: 0.7), significant: 3) == "12.8")
  }

  @Test func `a bound is out of reach for few items, and the least number of items reaches it`() throws {
    #expect(Power.extremes(units: 100).allRight < 0.99)
    let needed = try #require(Power.itemsNeeded(toShowAtLeast: 0.99))
    #expect(needed == 381)
    #expect(Power.extremes(units: needed).allRight >= 0.99 && Power.extremes(units: needed - 1).allRight < 0.99)
    #expect(Power.itemsNeeded(toShowAtLeast: 1) == nil)
  }
}

import Testing

@testable import Report

@Test func `ticks are round numbers inside the axis`() throws {
  let axis = try #require(Axis(from: 0.021_3, to: 0.048_9, scale: Scale(unit: "s", around: 0.0489)))
  #expect(axis.ticks.map(axis.tickText) == ["30", "40"])
  #expect(axis.position(0.0213) == 2 && axis.position(0.0489) == 98 && axis.position(9) == 98)
  let decades = try #require(Axis(logarithmicFrom: 0.000_2, to: 0.2, scale: Scale(unit: "s", around: 0.0005)))
  #expect(decades.ticks.map(decades.tickText) == ["1000", "10\u{202F}000", "100\u{202F}000"])
  #expect(abs(decades.share(0.002) - 1.0 / 3) < 1e-12)
}

@Test func `an axis refuses what has no finite range`() {
  let scale = Scale(unit: "1", around: 1)
  #expect(Axis(from: 1, to: .infinity, scale: scale) == nil)
  #expect(Axis(from: .nan, to: 1, scale: scale) == nil)
  #expect(Axis(from: -.greatestFiniteMagnitude, to: .greatestFiniteMagnitude, scale: scale) == nil)
  #expect(Axis(from: 1e300, to: (1e300).nextUp, scale: scale) == nil)
  #expect(Axis(logarithmicFrom: 0, to: 1, scale: scale) == nil)
  #expect(Axis(logarithmicFrom: 1, to: 1.5, scale: scale) == nil)
}

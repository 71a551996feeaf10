import Testing

@testable import Report

@Test func `the widest and the narrowest intervals are written with digits that mean something`() {
  func line(_ value: Double, _ low: Double, _ high: Double, _ unit: String) -> String {
    let text = EstimateText(value: value, low: low, high: high, in: Scale(unit: unit, around: value))
    return "\(text.value) \(text.unit) \(text.interval ?? "exact")"
  }
  #expect(line(91.57e9, 91.26e9, 91.88e9, "flop/s") == "91.57 Gflop/s 91.26 – 91.88")
  #expect(line(1.19, 0.4, 3.2, "1") == "1.19  0.40 – 3.20")
  #expect(line(23, 23, 23, "1") == "23  exact")
  #expect(line(0.000_684, 0.000_54, 0.000_828, "s") == "684 µs 540 – 828")
}

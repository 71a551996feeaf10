import Record
import Testing

@testable import Score

@Suite struct FormatTests {
  @Test(
    arguments: [
      (112.4e9, 111.9e9, 112.8e9, Dimension.computing, "112.4 Gflop/s (111.9 to 112.8)"), (0.972222, 0.972222, 0.972222, .number, "0.9722"),
      (0.00804, 0.00801, 0.00812, .time, "8.040 ms (8.010 to 8.120)"), (10, 10, 10, .number, "10.00"),
      (8.04e-7, 8.04e-7, 8.05e-7, .time, "804.0 ns (804.0 to 805.0)"), (100, 99.999, 100.001, .number, "100.000 (99.999 to 100.001)"),
      (1.5e9, 1.4e9, 1.6e9, .bandwidth, "1.500 GB/s (1.400 to 1.600)"), (0, 0, 0, .time, "0 s"),
    ] as [(Double, Double, Double, Dimension, String)])
  func `an estimate is written with a fitting unit and its interval`(
    value: Double, low: Double, high: Double, dimension: Dimension, text: String
  ) {
    #expect(Format.text(of: Estimate(value: value, low: low, high: high), in: dimension) == text)
  }

  @Test(
    arguments: [
      (1.5e9, Dimension.bandwidth, "1.5 GB/s"), (15e-3, .time, "15 ms"), (90, .time, "1.5 min"), (7200, .time, "2 h"),
      (3e-6, .time, "3 µs"),
      (1234567, .number, "1234567"), (0.1, .number, "0.1"), (-2.5, .number, "-2.5"), (999.96e9, .computing, "1000 Gflop/s"),
      (1e-9, .number, "0.000000001"),
      (.infinity, .number, "more than any number"), (2500, .rate, "2.5 k/s"), (500, .rate, "500/s"), (0.25, .energy, "250 mJ"),
      (5e-13, .number, "0.000000000001"),
    ] as [(Double, Dimension, String)])
  func `a value is written without trailing zeros`(value: Double, dimension: Dimension, text: String) {
    #expect(Format.text(of: value, in: dimension) == text)
  }

  @Test func `shares and nanoseconds have forms of their own`() {
    #expect(Format.percent(0.4) == "40 %")
    #expect(Format.percent(1.0 / 3, significant: 3) == "33.3 %")
    #expect(Format.text(ofNanoseconds: 8_040_000) == "8.04 ms")
  }

  @Test func `an interval around zero shows how far it reaches`() {
    #expect(Format.text(of: Estimate(value: 0, low: 0, high: 0.32441), in: .number) == "0.0000 (0.0000 to 0.3244)")
  }
}

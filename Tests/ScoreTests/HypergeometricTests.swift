import Testing

@testable import Score

@Suite struct `The hypergeometric distribution` {
  /// By scipy 1.17: marked among drawn, drawn, marked, all, P(at most), P(at least).
  static let cases: [(Int, Int, Int, Int, Double, Double)] = [
    (3, 10, 20, 50, 0.3649682867768368, 0.860961342619093), (0, 5, 3, 40, 0.6624493927125505, 1),
    (38, 40, 950, 1000, 0.6063211212650041, 0.6770566356938457), (30, 40, 950, 1000, 1.0652378031481487e-05, 0.999998760185908),
    (40, 40, 40, 40, 1, 1), (7, 12, 9, 12, 0, 1), (500, 1000, 5200, 10000, 0.09665387338768903, 0.9142707454411126),
  ]

  @Test(arguments: cases) func `comes out as scipy has it`(wanted: (Int, Int, Int, Int, Double, Double)) {
    let found = Hypergeometric.tails(wanted.0, of: wanted.1, marked: wanted.2, total: wanted.3)
    #expect(abs(found.atMost - wanted.4) <= 1e-9 * max(1e-3, wanted.4) && abs(found.atLeast - wanted.5) <= 1e-9, "\(found)")
  }
}

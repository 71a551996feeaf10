import Foundation
import Testing

@testable import Ranking

/// IO500's public list, derived again from its own phases.
struct IO500RowTests {
  private static let path = ProcessInfo.processInfo.environment["ETALON_VECTORS"].map { $0 + "/ranks/io500.csv" }

  private static func rows() throws -> [[String: String]] {
    let text = try String(contentsOfFile: path ?? "", encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    return lines.dropFirst().map { Dictionary(zip(lines[0], $0)) { first, _ in first } }
  }

  @Test(.enabled(if: path != nil, "ETALON_VECTORS does not say where IO500's list is"))
  func `exactly one row of the public list contradicts itself`() throws {
    let rows = try IO500RowTests.rows()
    #expect(rows.count == 158)
    let verdicts = rows.map { (id: $0["id"] ?? "", verdict: IO500Row($0).verdict) }
    let flagged = verdicts.filter { if case .contradicts = $0.verdict { true } else { false } }
    #expect(flagged.map(\.id) == ["114"], "\(flagged)")
    let open = verdicts.filter { if case .notCheckable = $0.verdict { true } else { false } }
    #expect(open.map(\.id) == (150...158).map { "\($0)" }, "\(open)")
  }

  @Test(.enabled(if: path != nil, "ETALON_VECTORS does not say where IO500's list is"))
  func `a digit that is changed in any total is seen`() throws {
    for row in try IO500RowTests.rows().prefix(100) where IO500Row(row).verdict == .follows {
      for column in ["io500_score", "io500_bw", "io500_md"] {
        var changed = row
        changed[column] = "1" + (row[column] ?? "")
        #expect(IO500Row(changed).verdict != .follows, "\(row["id"] ?? "") \(column)")
      }
    }
  }

  @Test func `a printed number is everything that is rounded to it, and padding is no digit`() throws {
    let number = try #require(PrintedNumber("938.950000"))
    #expect(number.low == Fraction(text: "938.945") && number.high == Fraction(text: "938.955"))
    let whole = try #require(PrintedNumber("102"))
    #expect(whole.low == Fraction(text: "101.5"))
    #expect(PrintedNumber("0.000") .map { $0.low == .zero } == true)
  }

  @Test(arguments: ["", "-1", "1e3", "NULL", "1.2.3", ".5", "1,000", String(repeating: "9", count: 41)])
  func `other text is no printed number`(text: String) { #expect(PrintedNumber(text) == nil) }
}

import Record
import Testing

@testable import Score

/// The file of an external meter, and what it says of a stretch of time.
@Suite struct MeterFileTests {
  private let watts = MeterPlan(time: "time", watts: "power")

  /// A window of seconds since 1970.
  private func window(_ began: Double, _ ended: Double) -> EnergyWindow {
    EnergyWindow(began: U64(UInt64(began * 1e9)), ended: U64(UInt64(ended * 1e9)), repetitions: 1)
  }

  private func joules(_ text: String, _ plan: MeterPlan, _ began: Double, _ ended: Double) throws -> Double {
    Double(try MeterFile(Array(text.utf8), plan).microjoules(in: window(began, ended))) / 1e6
  }

  private func reason(_ text: String, _ plan: MeterPlan, _ began: Double, _ ended: Double) -> String {
    do { return "\(try joules(text, plan, began, ended)) J" } catch let fault as MeterFile.Fault { return fault.reason } catch {
      return "\(error)"
    }
  }

  /// 100 W at first, rising by 10 W a second from second 1000 on.
  private var rising: String {
    "time,power\n" + (0...20).map { "\(1000 + $0),\(100 + 10 * $0)\n" }.joined()
  }

  @Test func `power becomes energy by the trapezoid rule, with both ends between rows`() throws {
    // The integral of 100 + 10 t from 2.5 to 12.5.
    #expect(try joules(rising, watts, 1002.5, 1012.5) == 1000 + 5 * (12.5 * 12.5 - 2.5 * 2.5))
    #expect(try joules(rising, watts, 1000, 1020) == 2000 + 5 * 400)
  }

  @Test func `energy since some moment becomes a difference`() throws {
    let text = "when;,energy\n" + (0...20).map { "\(1000 + $0).5,\(5000 + 200 * $0)\n" }.joined()
    #expect(try joules(text, MeterPlan(time: "when;", joules: "energy"), 1002, 1012.25) == 200 * 10.25)
    let reset = text.replacing("1010.5,7000", with: "1010.5,1")
    #expect(reason(reset, MeterPlan(time: "when;", joules: "energy"), 1002, 1012).contains("falls on line 12"))
  }

  @Test func `times may be UTC as people and tools write it, and the clock of the meter may be another`() throws {
    let rows = (0...20).map { second in
      "2026/11/28 10:00:\(second < 10 ? "0" : "")\(second).250, 123.5 W, idle\r\n"
    }
    let text = "timestamp, power.draw [W], state\r\n" + rows.joined()
    let plan = MeterPlan(time: "timestamp", watts: "power.draw [W]", offset: Rational(-3600))
    let start = Double(try #require(Timestamp(recordText: "2026-11-28T09:00:00Z")).secondsSince1970)
    #expect(try joules(text, plan, start + 1, start + 11) == 1235)
    #expect(reason(text, MeterPlan(time: "timestamp", watts: "power.draw [W]"), start + 1, start + 11).contains("begins after"))
    let quoted = "time,power\n" + (0...20).map { "\"2026-11-28T10:00:\($0 < 10 ? "0" : "")\($0)Z\",\"5\"\n" }.joined()
    #expect(try joules(quoted, watts, start + 3600, start + 3610) == 50)
  }

  @Test func `times that are centuries apart are a gap, and no trap`() {
    let text = "time,power\n1700-01-01T00:00:00Z,1\n9223372000,1\n"
    #expect(reason(text, watts, 1000, 1010).hasPrefix("the meter's file has a gap of "))
  }

  @Test func `gaps, too few rows and what the file does not cover are refused with the reason`() {
    let gap = rising.replacing("1006,160\n", with: "").replacing("1007,170\n", with: "")
    let strict = MeterPlan(time: "time", watts: "power", gap: Rational(2))
    #expect(reason(gap, strict, 1001, 1015) == "the meter's file has a gap of 3 s behind line 7, and at most 2 s is declared")
    #expect(reason(rising, watts, 1001.5, 1004.5).hasPrefix("the meter has 3 rows in the 3 s of the repetitions, and 5 are the fewest"))
    #expect(reason(rising, watts, 1010, 1030) == "the meter's file ends before the repetitions did")
    #expect(reason(rising, watts, 999, 1010) == "the meter's file begins after the repetitions did")
    #expect(reason(rising, watts, 1010, 1010) == "the window has no length")
  }

  @Test(arguments: [
    ("", "no rows"), ("time,power", "no rows"), ("time,load\n1,2\n", "no column `power`: it has `time`, `load`"),
    ("time,power\n1000,5\n1001,-5\n", "line 3 of the meter's file is below 0"),
    ("time,power\n1000,5\n1001,5 kW\n", "line 3 of the meter's file is no row"),
    ("time,power\n1000,5\n1000,5\n", "line 3 of the meter's file is not later"),
    ("time,power\n1000,nan\n", "line 2"), ("time,power\n2026-11-28T10:00:00+01:00,5\n", "line 2"), ("time,power\n1000\n", "line 2"),
  ]) func `a file that is none of a meter is refused with its place`(_ text: String, _ reason: String) {
    #expect(self.reason(text, watts, 1000, 1010).contains(reason))
  }

  @Test func `the rows around the windows say the same alone`() throws {
    let file = try MeterFile(Array(rising.utf8), watts)
    let windows = [window(1002.5, 1007.5), window(1008.5, 1013.5)]
    let excerpt = try #require(file.excerpt(around: windows))
    #expect(String(decoding: excerpt, as: UTF8.self).split(separator: "\n").count == 1 + 13)
    let again = try MeterFile(excerpt, watts)
    for window in windows { #expect(try again.microjoules(in: window) == file.microjoules(in: window)) }
    #expect(file.excerpt(around: [window(999, 1001)]) == nil)
    // A row that is being written is not read.
    #expect(try MeterFile(Array((rising + "1021,3").utf8), watts).lastTime == 1_020_000_000_000)
  }
}

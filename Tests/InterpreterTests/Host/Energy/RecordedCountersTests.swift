import Foundation
import TestSupport
import Testing

@testable import Interpreter

/// Counters as real servers show them (Tests/Corpora/energy/README.md).
@Suite struct RecordedCountersTests {
  /// The files of a recorded machine.
  private func machine(_ name: String) throws -> [String: String] {
    let text = try Repository.text(of: Repository.path("Tests/Corpora/energy/zones.txt"))
    let sections = text.split(separator: "# ").map { $0.split(separator: "\n").map(String.init) }
    let lines = try #require(sections.first { $0.first == name }).dropFirst()
    var files: [String: String] = [:]
    for line in lines {
      let parts = line.split(separator: " ")
      for (file, value) in zip(["name", "energy_uj", "max_energy_range_uj"], parts.dropFirst()) {
        files["sys/class/powercap/\(parts[0])/\(file)"] = "\(value)\n"
      }
    }
    return files
  }

  @Test(arguments: [
    ("amd-4", ["0", "0:1", "1", "1:1", "2", "2:1", "3", "3:1"]), ("intel-4", ["0", "0:0", "1", "1:0", "2", "2:0", "3", "3:0"]),
    ("intel-2", ["0", "1"]), ("intel-desktop", ["0"]),
  ]) func `each part of a machine is counted once`(_ name: String, _ zones: [String]) throws {
    let host = try FakeHost(try machine(name))
    host.read { files in
      let counters = EnergyCounters(files)
      #expect(counters.label == "rapl" && counters.reason.isEmpty)
      #expect(counters.counters.map { $0.path } == zones.map { "/sys/class/powercap/intel-rapl:\($0)/energy_uj" })
    }
  }

  @Test func `a package and its memory that go round have ranges of their own`() throws {
    var files = try machine("intel-4")
    let host = try FakeHost(files)
    try host.read { before in
      let counters = EnergyCounters(before)
      let start = try #require(counters.read())
      // Package 3 goes up to its range and 1 J beyond; its memory too.
      var end = start
      end[0] = 1_000_000
      end[1] = 500_000
      let expected = (262_143_328_850 - 226_618_687_799 + 1 + 1_000_000) + (65_712_999_613 - 60_279_115_781 + 1 + 500_000)
      #expect(counters.microjoules(from: start, to: end, nanoseconds: 20_000_000_000) == UInt64(expected))
      // At 2 kW the memory's counter can go round within 33 s.
      #expect(counters.microjoules(from: start, to: end, nanoseconds: 40_000_000_000) == nil)
    }
    // Since 2020 only root may read the counters: what cannot be read is no energy.
    for zone in ["0", "0:0", "1", "1:0", "2", "2:0", "3", "3:0"] { files["sys/class/powercap/intel-rapl:\(zone)/energy_uj"] = "" }
    try FakeHost(files).read { files in
      let counters = EnergyCounters(files)
      #expect(counters.label == "absent" && counters.reason.contains("root alone") && counters.read() == nil)
    }
  }
}

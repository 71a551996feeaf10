import TestSupport
import Record
import Testing

@testable import Interpreter

@Suite struct EnergyCountersTests {
  /// The powercap tree of a server of two packages, as the kernel shows it, with the parts that must not be added.
  private var server: [String: String] {
    var files: [String: String] = [:]
    func zone(_ name: String, _ title: String, _ microjoules: Int, _ range: Int = 262_143_328_850) {
      files["sys/class/powercap/\(name)/name"] = "\(title)\n"
      files["sys/class/powercap/\(name)/energy_uj"] = "\(microjoules)\n"
      files["sys/class/powercap/\(name)/max_energy_range_uj"] = "\(range)\n"
    }
    zone("intel-rapl:0", "package-0", 1_000_000)
    zone("intel-rapl:0:0", "core", 500_000)
    zone("intel-rapl:0:1", "dram", 200_000, 65_712_999_613)
    zone("intel-rapl:1", "package-1", 262_143_328_000)
    zone("intel-rapl:2", "psys", 9_000_000)
    zone("intel-rapl-mmio:0", "package-0", 1_000_000)
    return files
  }

  private func counters(_ files: [String: String]) throws -> EnergyCounters {
    let host = try FakeHost(files)
    return host.read { files in
      let counters = EnergyCounters(files)
      #expect(counters.read().map { $0.count == counters.counters.count } ?? counters.counters.isEmpty)
      return counters
    }
  }

  @Test func `packages and their memory are added, parts and the whole platform are not`() throws {
    let host = try FakeHost(server)
    host.read { files in
      let counters = EnergyCounters(files)
      #expect(counters.label == "rapl")
      #expect(counters.counters.map { $0.path.split(separator: "/")[3] } == ["intel-rapl:0", "intel-rapl:0:1", "intel-rapl:1"])
      #expect(counters.read() == [1_000_000, 200_000, 262_143_328_000])
    }
  }

  @Test func `a counter that went round is followed, and one that may have gone round twice tells nothing`() throws {
    let counters = try counters(server)
    let (start, end) = ([1_000_000, 200_000, 262_143_328_000] as [UInt64], [3_000_000, 200_100, 149] as [UInt64])
    // 850 up to the highest value, one more to 0, 149 from there.
    #expect(counters.microjoules(from: start, to: end, nanoseconds: 1_000_000_000) == 2_000_000 + 100 + 1000)
    // The memory's counter holds 65.7 kJ: half a minute at 2 kW.
    #expect(counters.microjoules(from: start, to: end, nanoseconds: 60_000_000_000) == nil)
    #expect(counters.microjoules(from: nil, to: end, nanoseconds: 1) == nil)
    #expect(counters.microjoules(from: start, to: [1], nanoseconds: 1) == nil)
  }

  @Test func `a counter beyond its own range tells nothing`() throws {
    let counters = try counters(["sys/class/powercap/intel-rapl:0/name": "package-0", "sys/class/powercap/intel-rapl:0/energy_uj": "5"])
    #expect(counters.microjoules(from: [9], to: [5], nanoseconds: 1) == nil)
    #expect(counters.microjoules(from: [5], to: [9], nanoseconds: 1) == 4)
  }

  @Test func `the sockets of AMD's sensor are added`() throws {
    let counters = try counters([
      "sys/class/hwmon/hwmon0/name": "coretemp", "sys/class/hwmon/hwmon1/name": "amd_energy",
      "sys/class/hwmon/hwmon1/energy1_label": "Ecore000", "sys/class/hwmon/hwmon1/energy1_input": "7",
      "sys/class/hwmon/hwmon1/energy65_label": "Esocket0", "sys/class/hwmon/hwmon1/energy65_input": "70",
    ])
    #expect(counters.label == "rapl" && counters.counters.map(\.path) == ["/sys/class/hwmon/hwmon1/energy65_input"])
  }

  @Test func `what is not there is absent, with the reason`() throws {
    let none = try counters(["proc/cpuinfo": ""])
    #expect(none.label == "absent" && none.reason.contains("/sys/class/powercap") && none.read() == nil)
    // A counter that cannot be read is worse than none: the sum would lack it.
    var closed = server
    closed["sys/class/powercap/intel-rapl:1/energy_uj"] = ""
    let partial = try counters(closed)
    #expect(partial.label == "absent" && partial.reason.contains("root"))
  }

  @Test func `a witness tells the energy of its sample, where the host counts it`() throws {
    let host = try FakeHost(server)
    try host.read { files in
      var probe = WitnessProbe(root: files.root)
      probe.begin()
      _ = try host.folder.write("1500000", to: "sys/class/powercap/intel-rapl:0/energy_uj")
      #expect(probe.end().energy == 500_000)
    }
    var probe = WitnessProbe(root: "/nowhere")
    probe.begin()
    #expect(probe.end().energy == nil)
  }

  @Test func `the fingerprint says who counts energy, or why nobody does`() throws {
    #expect(try FakeHost(FakeHost.small.merging(server) { $1 }).probe().fields["energy.counters"]?.value?.text == "rapl")
    let absent = try FakeHost(FakeHost.small).probe().fields["energy.counters"]
    #expect(absent?.value == nil && absent?.reason?.contains("virtual machine") == true)
  }
}

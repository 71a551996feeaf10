import Glibc
import Kernels
import Record
import Testing
import TestSupport

@testable import Interpreter

struct `This host` {
  @Test func `is described the same by hwloc and by the kernel's files`() throws {
    let sources = HostSources.live(opening: [.hwloc])
    let files = HostFiles(root: "")
    let plain = Topology(sysfs: files)
    let rich = Topology.probed(sources, files)
    try #require(rich.remark == nil || plain == rich, "hwloc is not installed here")
    if rich.source.hasPrefix("hwloc") {
      #expect(rich.source.hasPrefix("hwloc 2."))
      #expect(rich.threads == plain.threads)
      #expect(rich.cores == plain.cores)
      #expect(rich.caches == plain.caches)
    }
  }

  @Test func `fewer processors after taskset are fewer cores`() async {
    await #expect(processExitsWith: .success) {
      let before = Host.probe(.live())
      let pid = String(getpid())
      let first = ProcessFacts.current().affinity.first ?? 0
      _ = try run(findProgram("taskset") ?? "/usr/bin/taskset", ["-apc", "\(first)", pid])
      let after = Host.probe(.live())
      #expect(after.fields["limits.cores"]?.value == 1)
      #expect(after.fields["limits.affinity"]?.value == .string("\(first)"))
      let differing = before.fields.filter { after.fields[$0.key] != $0.value }.keys.sorted()
      let several = before.fields["limits.cores"]?.value != 1
      #expect(differing == (several ? ["limits.affinity", "limits.cores"] : []))
      #expect(after.taints.contains("affinity-restricted") == several)
    }
  }

  @Test func `a memory limit shows`() async {
    await #expect(processExitsWith: .success) {
      var limit = rlimit(rlim_cur: 64 << 30, rlim_max: 64 << 30)
      #expect(unsafe setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0)
      let print = Host.probe(.live())
      #expect(print.fields["limits.address-space"]?.value == .number(Double(64 << 30)))
      #expect(print.taints.contains("memory-limit"))
    }
  }

  @Test func `computes what every sound machine computes`() {
    let print = Host.probe(.live())
    let probes = print.fields.filter { FingerprintRule.rule(for: $0.key)?.causes == [.portableBits] }
    #expect(probes.count == NumericProbe.all.count)
    for probe in NumericProbe.all {
      #expect(
        print.fields["probe.\(probe.name)"] == FingerprintField(.result, probed: .string(probe.expected.description)), "\(probe.name)")
    }
    #expect(!print.taints.contains("numeric-probe-differs"))
  }

  @Test func `there is at least one core, one instruction set and some memory`() {
    let capacity = HostCapacity.current
    #expect(capacity.cores >= 1)
    #expect(!capacity.instructionSets.isEmpty)
    #expect((capacity.memory ?? 0) > 64 << 20)
  }

  @Test func `a witness counts what happened in between`() throws {
    let host = try FakeHost([
      "proc/stat": "cpu  1 2 3 4 5 6 7 100 0 0\n", "proc/pressure/cpu": "some avg10=3.25 avg60=0 avg300=0 total=1\n",
      "sys/devices/system/cpu/cpu0/thermal_throttle/package_throttle_count": "7\n",
      "sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq": "2500000\n",
    ])
    var probe = WitnessProbe(root: host.folder.path)
    probe.begin()
    try host.folder.write("cpu  1 2 3 4 5 6 7 103 0 0\n", to: "proc/stat")
    try host.folder.write("9\n", to: "sys/devices/system/cpu/cpu0/thermal_throttle/package_throttle_count")
    let witness = probe.end()
    #expect(witness.steal == 30_000_000)
    #expect(witness.throttled == 2)
    #expect(witness.cpuPressure == 3.25)
    #expect(witness.megahertz == 2500)
    #expect(witness.involuntarySwitches != nil && witness.majorFaults != nil)
  }

  @Test func `what a host does not tell is absent from its witness`() throws {
    let host = try FakeHost(["x": ""])
    defer { withExtendedLifetime(host) {} }
    var probe = WitnessProbe(root: host.folder.path)
    probe.begin()
    let witness = probe.end()
    #expect(witness.steal == nil && witness.cpuPressure == nil && witness.megahertz == nil && witness.throttled == nil)
  }
}

import Record
import Testing
import TestSupport

@testable import Interpreter

struct `A fingerprint of a described host` {
  @Test func `holds what the files say, and nothing of the second processor`() throws {
    let print = try FakeHost(FakeHost.small).probe()
    #expect(print.fields["cpu.model"]?.value == "Example CPU @ 3.00GHz")
    #expect(print.fields["cpu.family"]?.value == "family 6 model 85 stepping 7")
    #expect(print.fields["cpu.instruction-sets"]?.value == ["sse2", "avx2", "avx512"])
    #expect(print.fields["memory.total"]?.value == .number(8_589_934_592))
    #expect(print.fields["memory.transparent-huge-pages"]?.value == "madvise")
    #expect(print.fields["topology.packages"]?.value == 1)
    #expect(print.fields["topology.cores"]?.value == 2)
    #expect(print.fields["topology.threads"]?.value == 4)
    #expect(print.fields["topology.caches"]?.value == ["2 x L1d 32768 B", "2 x L2 1048576 B", "1 x L3 33554432 B"])
    #expect(print.fields["os.kernel"]?.value == "6.1.0-test")
    #expect(print.fields["os.release"]?.value == "Example Linux 1")
    #expect(print.fields["os.mitigations"]?.value == ["spectre_v2": "Mitigation: Retpolines"])
    #expect(print.fields["cpu.governor"]?.value == "powersave")
    #expect(print.fields["cpu.boost"]?.value == false)
    #expect(print.fields["library.openblas.file"]?.value == "libopenblas.so.0")
    #expect(print.taints.contains("swap-used"))
    #expect(print.taints.contains("frequency-scaling"))
    #expect(print.taints.contains("smt-sibling-shared"))
  }

  @Test func `gives a reason for everything it could not find, and a value for everything else`() throws {
    let print = try FakeHost(["proc/empty": ""]).probe(affinity: [])
    #expect(print.fields["cpu.model"]?.reason == "not in /proc/cpuinfo")
    #expect(print.fields["topology.cores"]?.source == .absent)
    #expect(print.fields["cpu.governor"]?.reason == "no cpufreq driver (usual in a virtual machine)")
    for (name, field) in print.fields {
      #expect((field.value == nil) == (field.source == .absent), "\(name)")
      #expect((field.reason ?? "").isEmpty == (field.source != .absent), "\(name) needs a reason")
    }
  }

  @Test func `keeps what changes by the minute out of the fields`() throws {
    let host = try FakeHost(FakeHost.small)
    let before = host.probe()
    try host.folder.write("9.00 8.00 7.00 1/1 1\n", to: "proc/loadavg")
    try host.folder.write(FakeHost.small["proc/cpuinfo"]?.replacing("2999.5", with: "1200.0") ?? "", to: "proc/cpuinfo")
    try host.folder.write("cpu  1 2 3 4 5 6 7 999 0 0\n", to: "proc/stat")
    let after = host.probe()
    #expect(before.fields == after.fields)
    #expect(before.evidence["load"] == [0.5, 0.25, 0.1])
    #expect(after.evidence["load"] == [9, 8, 7])
    #expect(after.evidence["cpu.megahertz"] == 1200)
    #expect(before.evidence["pressure.cpu"] == 12.5)
    #expect(before.evidence["cpu.steal-ticks"] == 250)
  }

  @Test func `is a record that reads back`() throws {
    let print = try FakeHost(FakeHost.small).probe(environment: ["OPENBLAS_CORETYPE": "Haswell"])
    #expect(try Fingerprint(canonical: print.canonicalBytes()) == print)
  }

  @Test func `two probes of one host agree in every field`() {
    #expect(Host.probe(.live()).fields == Host.probe(.live()).fields)
  }

  @Test func `a preloaded library leaves its mark but not its path`() throws {
    let host = try FakeHost(FakeHost.small)
    let print = host.probe(environment: ["LD_PRELOAD": "/home/jane/secret.so", "USER": "jane", "HOSTNAME": "box"])
    #expect(print.taints.contains("ld-preload-set"))
    #expect(print.fields["environment.LD_PRELOAD"]?.value == "set")
    let text = String(decoding: try print.canonicalBytes(), as: UTF8.self)
    #expect(!text.contains("jane") && !text.contains("box\""))
    #expect(!host.probe().taints.contains("ld-preload-set"))
  }

  @Test func `variables that steer numerical libraries are result facts`() throws {
    let print = try FakeHost(FakeHost.small).probe(
      environment: ["OMP_NUM_THREADS": "1", "OPENBLAS_CORETYPE": "Zen", "API_KEY": "x", "TZ": "UTC"])
    #expect(print.fields["environment.OMP_NUM_THREADS"] == FingerprintField(.result, probed: "1"))
    #expect(print.fields["environment.OPENBLAS_CORETYPE"] == FingerprintField(.result, probed: "Zen"))
    #expect(print.fields["environment.TZ"] == FingerprintField(.informational, probed: "UTC"))
    #expect(print.fields["environment.API_KEY"] == nil)
    #expect(print.taints.contains("openblas-core-forced"))
  }

  @Test func `an unusual floating-point mode is a taint`() throws {
    let host = try FakeHost(FakeHost.small)
    #expect(!host.probe().taints.contains("floating-point-mode"))
    #expect(host.probe(control: 0x9FC0).taints.contains("floating-point-mode"))
  }

  @Test func `a container inside a virtual machine is both`() throws {
    let host = try FakeHost(FakeHost.small.merging([".dockerenv": ""]) { $1 })
    let print = host.probe(hypervisor: "KVMKVMKVM")
    #expect(print.fields["virtualisation.hypervisor"]?.value == "kvm")
    #expect(print.fields["virtualisation.container"]?.value == "docker")
    #expect(print.taints.contains("virtualised") && print.taints.contains("container"))
    #expect(try FakeHost(FakeHost.small).probe().fields["virtualisation.hypervisor"]?.value == "none")
  }

  @Test func `no file of the host can put control characters into the record`() throws {
    var files = FakeHost.small
    files["proc/sys/kernel/osrelease"] = "6.1\u{1B}[2Jx" + String(repeating: "y", count: 500)
    let value = try FakeHost(files).probe().fields["os.kernel"]?.value?.text ?? ""
    #expect(value.unicodeScalars.allSatisfy { $0.value >= 0x20 } && value.unicodeScalars.count <= 256)
  }
}

struct `Limits around a process` {
  private func limits(_ files: [String: String]) throws -> CgroupLimits { try FakeHost(files).read { CgroupLimits($0) } }

  @Test func `the unified hierarchy counts with all groups above`() throws {
    let found = try limits([
      "proc/self/mountinfo": "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n", "proc/self/cgroup": "0::/slice/run\n",
      "sys/fs/cgroup/slice/cpu.max": "150000 100000\n", "sys/fs/cgroup/slice/run/cpu.max": "max 100000\n",
      "sys/fs/cgroup/slice/run/memory.max": "268435456\n", "sys/fs/cgroup/slice/memory.max": "max\n",
      "sys/fs/cgroup/slice/run/cpu.stat": "nr_periods 9\nnr_throttled 4\n",
    ])
    #expect(found.cpus == 1.5)
    #expect(found.memory == 268_435_456)
    #expect(found.version == "v2")
    #expect(found.throttledPeriods == 4)
  }

  @Test func `the first version has a hierarchy for each controller`() throws {
    let found = try limits([
      "proc/self/mountinfo":
        "32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n35 31 0:32 /docker/x /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n",
      "proc/self/cgroup": "4:memory:/docker/x/run\n1:cpu:/run\n", "sys/fs/cgroup/cpu/run/cpu.cfs_quota_us": "50000\n",
      "sys/fs/cgroup/cpu/run/cpu.cfs_period_us": "100000\n", "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n",
      "sys/fs/cgroup/memory/run/memory.limit_in_bytes": "1073741824\n",
      "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
    ])
    #expect(found.cpus == 0.5)
    #expect(found.memory == 1_073_741_824)
    #expect(found.version == "v1")
  }

  @Test func `a host without control groups has no limits`() throws {
    #expect(try limits(["proc/self/mountinfo": "1 2 3\n - cgroup\nx\n"]) == CgroupLimits())
  }

  @Test(arguments: [(4, nil, 4), (4, 2.0, 2), (4, 1.5, 1), (4, 0.25, 1), (2, 8.0, 2), (0, nil, 1)] as [(Int, Double?, Int)])
  func `a quota pays for whole cores`(affinity: Int, quota: Double?, cores: Int) {
    #expect(HostCapacity.usableCores(affinity: Array(0..<affinity), quota: quota) == cores)
  }

  @Test func `limits show in the fingerprint and in what targets are checked against`() throws {
    var files = FakeHost.small
    files["proc/self/mountinfo"] = "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n"
    files["proc/self/cgroup"] = "0::/\n"
    files["sys/fs/cgroup/cpu.max"] = "200000 100000\n"
    files["sys/fs/cgroup/memory.max"] = "1073741824\n"
    let host = try FakeHost(files)
    defer { withExtendedLifetime(host) {} }
    let sources = host.sources(affinity: [0, 1, 3], limits: [("address-space", 4 << 30)])
    let print = Host.probe(sources)
    #expect(print.fields["limits.cores"]?.value == 2)
    #expect(print.fields["limits.affinity"]?.value == "0-1,3")
    #expect(print.fields["limits.address-space"]?.value == .number(4_294_967_296))
    for tag in ["cpu-quota", "memory-limit", "affinity-restricted", "smt-sibling-shared"] { #expect(print.taints.contains(tag), "\(tag)") }
    let capacity = HostCapacity(sources)
    #expect(capacity.cores == 2)
    #expect(capacity.memory == 1_073_741_824)
    let all = TargetPlan(id: "all", device: .cpu, threads: .all)
    #expect(try capacity.resolve(all).threads == 2, "the quota pays for two of the three CPUs")
    let greedy = TargetPlan(id: "greedy", device: .cpu, threads: .all, require: .init(memory: U64(2 << 30), cores: 3))
    let fault = #expect(throws: RunFault.self) { try capacity.resolve(greedy) }
    for part in ["2 of 3 cores", "1073741824 of 2147483648 bytes"] { #expect(fault?.message.contains(part) == true) }
  }

  @Test(
    arguments: [("0-3,8", [0, 1, 2, 3, 8]), ("5", [5]), ("", []), ("3-1", nil), ("a", nil), ("0-99999999", nil), ("-1", nil)]
      as [(String, [Int]?)])
  func `a list of processors is read or refused`(text: String, cpus: [Int]?) {
    #expect(cpuList(text) == cpus)
  }
}

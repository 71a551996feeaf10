import Record
import TestSupport

@testable import Interpreter

/// A host made of files: what a test says about it is all that is so.
struct FakeHost {
  let folder: TemporaryFolder

  init(_ files: [String: String]) throws {
    folder = try TemporaryFolder()
    for (path, text) in files { try folder.write(text, to: path) }
  }

  func sources(
    environment: [String: String] = [:], affinity: [Int] = [0, 1, 2, 3], control: UInt64 = 0x1F80,
    limits: [(name: String, soft: UInt64?)] = [("address-space", nil)], hypervisor: String? = nil
  ) -> HostSources {
    HostSources(
      root: folder.path, environment: environment,
      process: ProcessFacts(
        affinity: affinity, floatingPointControl: control, limits: limits, libc: "glibc 9.9", hypervisor: hypervisor, hasCPUID: true,
        pageSize: 4096))
  }

  /// What is read from this host's files, while they are there.
  func read<Value>(_ body: (HostFiles) throws -> Value) rethrows -> Value {
    try withExtendedLifetime(folder) { try body(HostFiles(root: folder.path)) }
  }

  func probe(
    environment: [String: String] = [:], affinity: [Int] = [0, 1, 2, 3], control: UInt64 = 0x1F80, hypervisor: String? = nil
  ) -> Fingerprint {
    withExtendedLifetime(folder) {
      Host.probe(sources(environment: environment, affinity: affinity, control: control, hypervisor: hypervisor))
    }
  }

  /// One package with two cores of two threads each, and 8 GiB of memory.
  static var small: [String: String] {
    var files = [
      "proc/cpuinfo": """
      processor\t: 0
      vendor_id\t: GenuineIntel
      cpu family\t: 6
      model\t\t: 85
      model name\t: Example CPU @ 3.00GHz
      stepping\t: 7
      microcode\t: 0x5003604
      cpu MHz\t\t: 2999.5
      flags\t\t: fpu sse sse2 ssse3 avx avx2 fma avx512f avx512bw avx512dq avx512vl smep

      processor\t: 1
      model name\t: Another CPU
      """,
      "proc/meminfo": "MemTotal:        8388608 kB\nMemFree: 1024 kB\nMemAvailable: 4096 kB\nSwapTotal: 2048 kB\nSwapFree: 1024 kB\n",
      "proc/loadavg": "0.50 0.25 0.10 1/100 1234\n",
      "proc/stat": "cpu  1 2 3 4 5 6 7 250 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\n",
      "proc/pressure/cpu": "some avg10=12.50 avg60=1.00 avg300=0.10 total=9\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n",
      "proc/sys/kernel/osrelease": "6.1.0-test\n", "proc/sys/kernel/randomize_va_space": "2\n",
      "etc/os-release": "NAME=x\nPRETTY_NAME=\"Example Linux 1\"\n",
      "sys/kernel/mm/transparent_hugepage/enabled": "always [madvise] never\n",
      "sys/devices/system/cpu/online": "0-3\n", "sys/devices/system/node/online": "0\n",
      "sys/devices/system/cpu/vulnerabilities/meltdown": "Not affected\n",
      "sys/devices/system/cpu/vulnerabilities/spectre_v2": "Mitigation: Retpolines\n",
      "sys/devices/system/clocksource/clocksource0/current_clocksource": "tsc\n",
      "sys/devices/system/cpu/cpu0/cpufreq/scaling_governor": "powersave\n",
      "sys/devices/system/cpu/intel_pstate/no_turbo": "1\n",
      "usr/lib/libopenblas.so.0": "",
    ]
    for cpu in 0..<4 {
      let base = "sys/devices/system/cpu/cpu\(cpu)"
      files["\(base)/topology/physical_package_id"] = "0\n"
      files["\(base)/topology/core_cpus_list"] = cpu % 2 == 0 ? "0,2\n" : "1,3\n"
      for (index, cache) in [(1, "Data", "32K"), (2, "Unified", "1M"), (3, "Unified", "32M")].enumerated() {
        let folder = "\(base)/cache/index\(index)"
        files["\(folder)/level"] = "\(cache.0)\n"
        files["\(folder)/type"] = "\(cache.1)\n"
        files["\(folder)/size"] = "\(cache.2)\n"
        files["\(folder)/shared_cpu_list"] = cache.0 == 3 ? "0-3\n" : cpu % 2 == 0 ? "0,2\n" : "1,3\n"
      }
    }
    return files
  }
}

internal import Record

extension FactSheet {
  /// Kernel, operating system, and the kernel's settings that timing depends on.
  mutating func addSystem(_ files: HostFiles, process: ProcessFacts) {
    note("os.kernel", text: files.text("/proc/sys/kernel/osrelease", limit: 256), orAbsent: "no /proc/sys/kernel/osrelease")
    note("os.release", text: release(files), orAbsent: "no /etc/os-release")
    note("os.libc", text: process.libc, orAbsent: "not glibc")
    let clock = files.text("/sys/devices/system/clocksource/clocksource0/current_clocksource", limit: 64)
    note("os.clocksource", text: clock, orAbsent: "the kernel does not tell")
    let randomised = files.integer("/proc/sys/kernel/randomize_va_space")
    note("os.address-randomisation", count: randomised, orAbsent: "the kernel does not tell")
    note("os.kernel-build", text: files.text("/proc/sys/kernel/version", limit: 256), orAbsent: "no /proc/sys/kernel/version")
    let switches = files.text("/proc/cmdline", limit: 8192).map(KernelSwitches.relevant)
    note("os.kernel-switches", texts: switches, orAbsent: "no /proc/cmdline")
    let balancing = files.integer("/proc/sys/kernel/numa_balancing")
    note("os.numa-balancing", count: balancing, orAbsent: "the kernel has none")
    for (name, file) in [
      ("swappiness", "vm/swappiness"), ("overcommit", "vm/overcommit_memory"), ("autogroup", "kernel/sched_autogroup_enabled"),
    ] {
      note("os.\(name)", count: files.integer("/proc/sys/\(file)"), orAbsent: "no /proc/sys/\(file)")
    }
    note("os.mitigations", mitigations(files), orAbsent: "no /sys/devices/system/cpu/vulnerabilities")
    taint("traced", if: files.status["TracerPid"].map { $0 != "0" } ?? false)
  }

  private func release(_ files: HostFiles) -> String? {
    let lines = files.lines("/etc/os-release", limit: 8192) ?? files.lines("/usr/lib/os-release", limit: 8192) ?? []
    let name = lines.first { $0.hasPrefix("PRETTY_NAME=") }?.dropFirst("PRETTY_NAME=".count)
    return name.map { String($0.drop { $0 == "\"" }.reversed().drop { $0 == "\"" }.reversed()) }
  }

  private func mitigations(_ files: HostFiles) -> JSON? {
    let folder = "/sys/devices/system/cpu/vulnerabilities"
    var found = JSON.Object()
    for name in files.names(in: folder) {
      guard let text = files.text("\(folder)/\(name)", limit: 512), text != "Not affected" else { continue }
      found[name] = .string(text)
    }
    return files.exists(folder) ? .object(found) : nil
  }

  /// Governor, boost and multithreading: what decides how fast a core runs now and in an hour.
  mutating func addFrequency(_ files: HostFiles) {
    let base = "/sys/devices/system/cpu"
    let governor = files.text("\(base)/cpu0/cpufreq/scaling_governor", limit: 64)
    note("cpu.governor", text: governor, orAbsent: "no cpufreq driver (usual in a virtual machine)")
    taint("frequency-scaling", if: governor != nil && governor != "performance")
    let unscaled = "no cpufreq driver (usual in a virtual machine)"
    note("cpu.scaling-driver", text: files.text("\(base)/cpu0/cpufreq/scaling_driver", limit: 64), orAbsent: unscaled)
    let preference = files.text("\(base)/cpu0/cpufreq/energy_performance_preference", limit: 64)
    note("cpu.energy-preference", text: preference, orAbsent: "the driver of the clock has none")
    let least = files.integer("\(base)/cpu0/cpufreq/scaling_min_freq").map { Double($0) / 1000 }
    note("cpu.min-megahertz", least.map { .number($0) }, orAbsent: unscaled)
    note("cpu.idle-driver", text: files.text("\(base)/cpuidle/current_driver", limit: 64), orAbsent: "the kernel does not tell")
    let boost =
      files.integer("\(base)/cpufreq/boost").map { $0 == 1 } ?? files.integer("\(base)/intel_pstate/no_turbo").map { $0 == 0 }
    note("cpu.boost", boost.map { .bool($0) }, orAbsent: "no cpufreq driver (usual in a virtual machine)")
    let most = files.integer("\(base)/cpu0/cpufreq/cpuinfo_max_freq").map { Double($0) / 1000 }
    note("cpu.max-megahertz", most.map { .number($0) }, orAbsent: "no cpufreq driver (usual in a virtual machine)")
    note("cpu.smt", text: files.text("\(base)/smt/control", limit: 64), orAbsent: "the kernel does not tell")
  }
}

/// The switches of a kernel's command line that bear on speed; all others may name disks, hosts or people and are never recorded.
enum KernelSwitches {
  /// Names, with `.` or `_` at the end for whole families (Documentation/admin-guide/kernel-parameters.txt).
  private static let names: [String] = [
    "mitigations", "nosmt", "isolcpus", "nohz", "nohz_full", "rcu_nocbs", "intel_pstate", "amd_pstate", "cpufreq.", "cpuidle.",
    "processor.max_cstate", "intel_idle.", "idle", "transparent_hugepage", "hugepages", "hugepagesz", "default_hugepagesz", "numa",
    "numa_balancing", "iommu", "intel_iommu", "amd_iommu", "tsc", "clocksource", "preempt", "pti", "nopti", "kpti", "spectre_v2",
    "spectre_v2_user", "spec_store_bypass_disable", "l1tf", "mds", "tsx", "tsx_async_abort", "retbleed", "srbds", "mmio_stale_data",
    "spec_rstack_overflow", "gather_data_sampling", "reg_file_data_sampling", "nospectre_v1", "nospectre_v2", "nokaslr", "clearcpuid",
    "noxsave", "noxsaveopt", "noxsaves", "maxcpus", "nr_cpus", "possible_cpus", "mem", "audit", "nmi_watchdog", "skew_tick", "threadirqs",
    "irqaffinity", "kthread_cpus", "nowatchdog", "nosoftlockup", "split_lock_detect", "nopcid", "noinvpcid", "cgroup_disable", "psi",
  ]

  /// The switches of a command line that are among them, as they stand there.
  static func relevant(_ line: String) -> [String] {
    line.split(separator: " ").map(String.init).filter { word in
      let name = word.prefix { $0 != "=" }
      return names.contains { $0.hasSuffix(".") ? name.hasPrefix($0) : name.utf8.elementsEqual($0.utf8) }
    }
  }
}

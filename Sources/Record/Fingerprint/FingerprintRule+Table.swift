extension FingerprintRule {
  /// Every rule: what matters most comes first, and of several that cover a name the first counts.
  public static let all: [FingerprintRule] = [
    probes, processor, libraries, environment, limits, memory, system, isolation, tool,
  ].flatMap(\.self)

  private static let anyTool: [Cause] = [.vendorBits, .programBits, .speed]

  private static let probes: [FingerprintRule] = [
    FingerprintRule(
      "probe.vendor.*", [.vendorBits], "digest of a tiny fixed computation by the vendor's library",
      "the vendor's library computes other bits here, so its results agree within a bound only"),
    FingerprintRule(
      "probe.program.*", [.programBits], "digest of tiny fixed computations by the C library's functions",
      "programs that call these functions compute other bits here"),
    FingerprintRule(
      "probe.*", [.portableBits], "digest of a tiny fixed computation in the portable tier",
      "one of the two hosts computes wrongly: compare both with the published known answers (`etalon explain numeric-probe-differs`)"),
    FingerprintRule(
      "numerics.*", anyTool, "control register of the floating-point unit as the process found it",
      "libraries and programs inherit its rounding and denormal mode; kernels of the portable tier set their own"),
  ]

  private static let processor: [FingerprintRule] = [
    FingerprintRule(
      "cpu.architecture", anyTool, "instruction set architecture", "another family of processors: other code runs everywhere"),
    FingerprintRule(
      "cpu.instruction-sets", anyTool, compared: .set, "sets that targets may name and the processor has",
      "kernels run with the widest one, and vendor libraries choose other code"),
    FingerprintRule(
      "cpu.isa", anyTool, compared: .set, "extensions that change which code a numerical library runs",
      "vendor libraries and programs choose other code"),
    FingerprintRule("cpu.model", [.speed], "model name", "another processor: speeds are not comparable"),
    FingerprintRule("cpu.vendor", [.speed], "maker of the processor", "another processor: speeds are not comparable"),
    FingerprintRule("cpu.family", [.speed], "family, model and stepping", "another revision of the processor"),
    FingerprintRule("cpu.microcode", [.speed], "revision of the microcode", "updates of the microcode slow some instructions down"),
    FingerprintRule("cpu.governor", [.speed], "governor of the clock", "the clock follows other rules"),
    FingerprintRule("cpu.energy-preference", [.speed], "preference between speed and energy", "the clock follows other rules"),
    FingerprintRule("cpu.scaling-driver", [.speed], "driver of the clock", "the clock follows other rules"),
    FingerprintRule("cpu.boost", [.speed], "whether the clock may rise above its base", "the clock may rise on one of them only"),
    FingerprintRule("cpu.min-megahertz", [.speed], compared: .within(percent: 1), "least clock that is allowed", "another range of clocks"),
    FingerprintRule(
      "cpu.max-megahertz", [.speed], compared: .within(percent: 1), "highest clock that is allowed", "another range of clocks"),
    FingerprintRule("cpu.idle-driver", [.speed], "driver of the idle states", "cores wake up more or less quickly, which latencies show"),
    FingerprintRule("cpu.smt", [.speed], "whether cores run several threads", "threads share cores on one of them only"),
    FingerprintRule("topology.packages", [.speed], "processor packages", "another number of processors"),
    FingerprintRule("topology.cores", [.speed], "physical cores", "another number of cores"),
    FingerprintRule("topology.threads", [.speed], "hardware threads that are online", "another number of threads"),
    FingerprintRule("topology.memory-nodes", [.speed], "NUMA nodes", "memory is near or far in another way"),
    FingerprintRule("topology.distances", [.speed], "relative cost of memory between NUMA nodes", "memory is near or far in another way"),
    FingerprintRule("topology.caches", [.speed], compared: .set, "caches by kind and size", "working sets fit into other caches"),
    FingerprintRule("energy.counters", [], "what counts the energy of samples: `rapl`, or absent with the reason"),
    FingerprintRule("topology.*", [], "where the topology comes from"),
  ]

  private static let libraries: [FingerprintRule] = [
    FingerprintRule(
      "library.openblas.core", [.vendorBits, .speed], "core that OpenBLAS takes the processor for", "OpenBLAS runs other kernels"),
    FingerprintRule(
      "library.openblas.threads", [.vendorBits, .speed], "threads that OpenBLAS starts with", "sums are split in another way"),
    FingerprintRule("library.openblas.version", [.vendorBits, .speed], "release of OpenBLAS", "another release of OpenBLAS"),
    FingerprintRule("library.openblas.*", [.vendorBits, .speed], "version, build and file of OpenBLAS", "another build of OpenBLAS"),
    FingerprintRule(
      "library.libm.*", [.programBits], "the C library's functions, by digest of the file", "programs call another build of them"),
    FingerprintRule(
      "program.*", [.programBits, .speed], compared: .set,
      "what a program of the plan is loaded with: interpreter, loader, libraries by digest",
      "the program runs with other code"),
    FingerprintRule("library.*", [], "version or file of a library that computes no result"),
  ]

  private static let environment: [FingerprintRule] = [
    FingerprintRule(
      "environment.LD_PRELOAD", anyTool, compared: .variable, "whether libraries are loaded into every program",
      "code from elsewhere may replace any function of a library"),
    FingerprintRule(
      "environment.LD_AUDIT", anyTool, compared: .variable, "whether an auditor is loaded into every program",
      "code from elsewhere watches each call"),
    FingerprintRule(
      "environment.LD_LIBRARY_PATH", anyTool, compared: .variable, "whether libraries may come from other folders",
      "libraries may be other ones"),
    FingerprintRule(
      "environment.GLIBC_TUNABLES", [.programBits, .speed], compared: .variable, "settings of the C library",
      "the C library chooses other code"),
    FingerprintRule(
      "environment.MALLOC_*", [.speed], compared: .variable, "settings of the C library's allocator", "memory is handed out in another way"),
    FingerprintRule(
      "environment.MKL_*", [.programBits, .speed], compared: .variable, "variable that steers Intel MKL in programs",
      "programs that use it compute with other threads, kernels or settings"),
    FingerprintRule(
      "environment.KMP_*", [.programBits, .speed], compared: .variable, "variable that steers Intel's and LLVM's OpenMP in programs",
      "programs that use it compute with other threads, kernels or settings"),
    FingerprintRule(
      "environment.BLIS_*", [.programBits, .speed], compared: .variable, "variable that steers BLIS in programs",
      "programs that use it compute with other threads, kernels or settings"),
    FingerprintRule(
      "environment.ONEDNN_*", [.programBits, .speed], compared: .variable, "variable that steers oneDNN in programs",
      "programs that use it compute with other threads, kernels or settings"),
    FingerprintRule(
      "environment.DNNL_*", [.programBits, .speed], compared: .variable, "variable that steers oneDNN, by its older name in programs",
      "programs that use it compute with other threads, kernels or settings"),
    FingerprintRule(
      "environment.OPENBLAS_*", [.vendorBits, .speed], compared: .variable, "variable that steers OpenBLAS",
      "OpenBLAS uses other threads, kernels or settings"),
    FingerprintRule(
      "environment.GOTO_*", [.vendorBits, .speed], compared: .variable, "variable that steers OpenBLAS",
      "OpenBLAS uses other threads, kernels or settings"),
    FingerprintRule("environment.LANG", [], compared: .variable, "locale"),
    FingerprintRule("environment.LANGUAGE", [], compared: .variable, "locale"),
    FingerprintRule("environment.LC_*", [], compared: .variable, "locale"),
    FingerprintRule("environment.TZ", [], compared: .variable, "time zone"),
    FingerprintRule(
      "environment.*", [.vendorBits, .programBits, .speed], compared: .variable, "variable that steers numerical libraries",
      "libraries use other threads, kernels or settings"),
  ]

  private static let limits: [FingerprintRule] = [
    FingerprintRule("limits.cores", [.speed], "cores that the process may use", "the process computes on another number of cores"),
    FingerprintRule("limits.affinity", [.speed], "CPUs that the process may run on", "the process is pinned in another way"),
    FingerprintRule("limits.cpu-quota", [.speed], "CPU time per wall time that control groups allow", "a quota holds threads back"),
    FingerprintRule("limits.cpu-weight", [.speed], "share of the CPU among control groups", "others get more or less of the CPU"),
    FingerprintRule(
      "limits.memory", [.speed], compared: .within(percent: 1), "memory that control groups allow", "another limit of memory"),
    FingerprintRule("limits.memory-nodes", [.speed], "NUMA nodes that the process may use", "memory comes from other nodes"),
    FingerprintRule("limits.cpu-time", [], "CPU time after which the process is ended, seconds"),
    FingerprintRule("limits.file-size", [], "size of a file that is allowed, bytes"),
    FingerprintRule("limits.locked-memory", [], "memory that may be locked, bytes"),
    FingerprintRule("limits.processes", [], "number of processes that are allowed"),
    FingerprintRule("limits.open-files", [], "number of files that are allowed"),
    FingerprintRule("limits.cgroup", [], "version of the control groups"),
    FingerprintRule("limits.*", [.speed], "a limit of the process", "the process runs under another limit, which may end or slow it"),
    FingerprintRule("process.nice", [.speed], "nice value", "other processes go first, or last"),
    FingerprintRule("process.scheduling", [.speed], "scheduling policy", "the kernel hands out the CPU by another rule"),
    FingerprintRule(
      "process.personality", [.speed], "execution domain (personality), in hexadecimal",
      "addresses are laid out in another way, and with them caches"),
    FingerprintRule("process.system-call-filter", [.speed], "whether system calls are filtered", "system calls take longer under a filter"),
    FingerprintRule("process.*", [], "rights of the process"),
  ]

  private static let memory: [FingerprintRule] = [
    FingerprintRule("memory.total", [.speed], compared: .within(percent: 2), "physical memory, bytes", "another amount of memory"),
    FingerprintRule("memory.modules", [.speed], compared: .set, "kind, speed and number of memory modules", "memory of another speed"),
    FingerprintRule("memory.nodes", [.speed], "memory of each NUMA node, GiB", "memory lies in another way"),
    FingerprintRule("memory.swap", [], compared: .within(percent: 2), "size of the swap space, bytes"),
    FingerprintRule("memory.*", [.speed], "pages of memory and how they are handed out", "address translation costs more or less"),
  ]

  private static let system: [FingerprintRule] = [
    FingerprintRule("os.kernel", [.speed], "release of the kernel", "another kernel"),
    FingerprintRule(
      "os.kernel-switches", [.speed], compared: .set, "switches of the kernel command line that bear on speed",
      "the kernel was started in another way"),
    FingerprintRule(
      "os.mitigations", [.speed], "mitigations of processor flaws that are active", "system calls and context switches cost more or less"),
    FingerprintRule("os.libc", [.programBits, .speed], "the C library", "functions such as `exp` may round in another way in programs"),
    FingerprintRule("os.clocksource", [.speed], "clock that the kernel reads", "reading the clock costs more or less"),
    FingerprintRule(
      "os.address-randomisation", [.speed], "randomisation of addresses",
      "placement, and with it caches, vary from run to run on one of them"),
    FingerprintRule(
      "os.numa-balancing", [.speed], "whether the kernel moves pages between NUMA nodes", "pages move during a run on one of them"),
    FingerprintRule("os.release", [], "the distribution"),
    FingerprintRule("os.kernel-build", [], "build of the kernel"),
    FingerprintRule("os.*", [.speed], "a setting of the kernel", "the kernel works by other settings"),
    FingerprintRule("firmware.version", [.speed], "version of the firmware", "firmware sets clocks, memory and power limits"),
    FingerprintRule("firmware.*", [.speed], "firmware of the machine", "firmware sets clocks, memory and power limits"),
    FingerprintRule("machine.*", [], "product name of the machine"),
  ]

  private static let isolation: [FingerprintRule] = [
    FingerprintRule("virtualisation.hypervisor", [.speed], "hypervisor, or `none`", "a hypervisor adds exits, and other guests"),
    FingerprintRule("virtualisation.container", [.speed], "container, or `none`", "a container brings limits and layers of its own"),
    FingerprintRule("virtualisation.namespaces", [], compared: .set, "namespaces that are not those of the host"),
    FingerprintRule("system.notes", [], "what the owner says of the system"),
    FingerprintRule("system.*", [.speed], "a fact that the owner declares", "the owner declares another system"),
  ]

  private static let tool: [FingerprintRule] = [
    FingerprintRule("build.optimized", [.speed], "whether this build is optimised", "one of the two is a debug build"),
    FingerprintRule("build.*", [], "the program itself: digest and compilers"),
  ]
}

internal import CSystem
internal import Glibc
public import Record

/// Where facts about a host come from: a file tree, the process's own state, and libraries; a test hands in its own.
public struct HostSources: Sendable {
  /// The prefix of `/proc`, `/sys`, `/etc` and `/usr`; empty for the host itself.
  public var root: String
  /// The process's environment.
  public var environment: [String: String]
  /// What only the running process knows about itself.
  public var process: ProcessFacts
  /// The libraries that the fingerprint has fields for.
  var libraries: [HostLibrary] = []
  /// Which of them are opened to ask them for their version.
  ///
  /// Opening takes milliseconds to tens of milliseconds each.
  public var opens: Set<HostLibrary>

  /// What the owner of the host says of it, by the name of the field.
  public var declared: [String: JSON] = [:]

  /// Whether tiny known computations are run on the processor that is described.
  public var runsNumericProbes = false

  /// A host that files and a process describe.
  public init(root: String, environment: [String: String], process: ProcessFacts, opens: Set<HostLibrary> = []) {
    self.root = root
    self.environment = environment
    self.process = process
    self.opens = opens
  }

  /// The files, the environment and the process of this host; no library is opened.
  static var current: HostSources { HostSources(root: "", environment: currentEnvironment(), process: .current()) }

  /// The environment of this process; names and values that are not UTF-8 are repaired.
  static func currentEnvironment() -> [String: String] {
    var variables: [String: String] = [:]
    // The block ends with a null pointer, and this process never changes it.
    guard var entry = unsafe csystem_environment() else { return [:] }
    while let text = unsafe entry.pointee {
      let pair = unsafe String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2 { variables[String(pair[0])] = String(pair[1]) }
      unsafe entry += 1
    }
    return variables
  }
}

/// What a process knows about itself that no file says.
public struct ProcessFacts: Sendable {
  /// The CPUs the process may run on, ascending.
  public var affinity: [Int]
  /// The settings of the floating-point unit (MXCSR, FPCR), without its sticky flags.
  public var floatingPointControl: UInt64
  /// Limits of the process by name; `nil` for unlimited.
  public var limits: [(name: String, soft: UInt64?)]
  /// The C library with its version.
  public var libc: String
  /// The text a hypervisor gives in CPUID leaf 0x40000000, or `nil` on bare metal and where CPUID does not exist.
  public var hypervisor: String?
  /// Whether the processor has the CPUID instruction.
  public var hasCPUID: Bool
  /// Bytes of a page of memory.
  public var pageSize: Int

  /// The process that asks.
  public static func current() -> ProcessFacts {
    ProcessFacts(
      affinity: currentAffinity(), floatingPointControl: csystem_fp_control(), limits: currentLimits(),
      libc: unsafe String(cString: csystem_libc()), hypervisor: currentHypervisor(), hasCPUID: cpuid(0) != nil,
      pageSize: sysconf(Int32(_SC_PAGESIZE)))
  }

  private static func currentAffinity() -> [Int] {
    var cpus = [Int32](repeating: 0, count: 8192)
    let count = unsafe cpus.withUnsafeMutableBufferPointer { unsafe csystem_affinity($0.baseAddress, Int32($0.count)) }
    return cpus.prefix(max(0, Int(count))).map { Int($0) }
  }

  private static func currentLimits() -> [(name: String, soft: UInt64?)] {
    let kinds: [(String, __rlimit_resource)] = [
      ("address-space", RLIMIT_AS), ("data", RLIMIT_DATA), ("stack", RLIMIT_STACK),
      ("open-files", RLIMIT_NOFILE), ("cpu-time", RLIMIT_CPU), ("file-size", RLIMIT_FSIZE), ("locked-memory", __RLIMIT_MEMLOCK),
      ("processes", __RLIMIT_NPROC),
    ]
    return kinds.compactMap { name, kind in
      var limit = rlimit()
      guard unsafe getrlimit(__rlimit_resource_t(kind.rawValue), &limit) == 0 else { return nil }
      return (name, limit.rlim_cur == rlim_t.max ? nil : UInt64(limit.rlim_cur))
    }
  }

  private static func cpuid(_ leaf: UInt32) -> csystem_cpuid_leaf? {
    var registers = csystem_cpuid_leaf()
    return unsafe csystem_cpuid(leaf, 0, &registers) ? registers : nil
  }

  private static func currentHypervisor() -> String? {
    // Leaf 1, ECX bit 31 says whether the hypervisor's leaves mean anything.
    guard let features = cpuid(1), features.ecx >> 31 == 1, let leaf = cpuid(0x4000_0000) else { return nil }
    let bytes = [leaf.ebx, leaf.ecx, leaf.edx].flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
    return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}

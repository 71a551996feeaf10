internal import CSystem
internal import Record

/// What `/proc/cpuinfo` says about the first processor.
///
/// Machines with processors of several kinds say so in their topology.
struct Processor {
  private let entries: [String: String]
  /// Instruction set extensions as the kernel names them, sorted.
  let flags: [String]
  let architecture: String

  /// Reads the first processor's paragraph only: a machine with hundreds of cores writes hundreds of kilobytes.
  init(_ files: HostFiles) {
    var entries: [String: String] = [:]
    for line in (files.text("/proc/cpuinfo", limit: 16 << 10) ?? "").split(separator: "\n", omittingEmptySubsequences: false) {
      let pair = line.split(separator: ":", maxSplits: 1)
      guard pair.count == 2 || entries.isEmpty || !trimmed(line).isEmpty else { break }
      if let name = pair.first, pair.count == 2 { entries[trimmed(name)] = trimmed(pair[1]) }
    }
    self.entries = entries
    flags = (entries["flags"] ?? entries["Features"] ?? "").split(separator: " ").map(String.init)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    architecture = unsafe String(cString: csystem_architecture())
  }

  subscript(name: String) -> String? { entries[name] }

  /// The instruction sets that targets may name and this processor has, each with everything our kernels need of it.
  var instructionSets: [String] {
    let present = Set(flags)
    let sets: [(String, [String])] = [
      ("sse2", ["sse2"]), ("avx2", ["avx2", "fma"]),
      ("avx512", ["avx512f", "avx512bw", "avx512dq", "avx512vl", "fma"]), ("neon", ["asimd"]),
    ]
    return sets.filter { present.isSuperset(of: $0.1) }.map(\.0)
  }

  /// Extensions that change which code a numerical library runs; the rest of the flags matter to operating systems.
  var arithmeticFlags: [String] {
    let exact: Set<String> = [
      "fma", "fma4", "f16c", "popcnt", "pclmulqdq", "vpclmulqdq", "vaes", "aes", "sha_ni", "bmi1", "bmi2", "abm", "gfni",
    ]
    let prefixes = ["sse", "ssse", "avx", "amx", "asimd", "sve", "sme", "fp", "bf16", "i8mm", "sha", "crc32", "atomics"]
    return flags.filter { flag in exact.contains(flag) || prefixes.contains { flag.hasPrefix($0) } || flag == "pni" }
      .filter { !["fpu", "fpu_exception", "smep"].contains($0) }
  }
}

extension FactSheet {
  /// Model and instruction sets of the processor.
  mutating func addProcessor(_ processor: Processor, topology: Topology) {
    let missing = "not in /proc/cpuinfo"
    note("cpu.architecture", text: processor.architecture, orAbsent: missing)
    note("cpu.vendor", text: processor["vendor_id"] ?? processor["CPU implementer"], orAbsent: missing)
    note("cpu.model", text: processor["model name"] ?? processor["CPU part"], orAbsent: missing)
    let family = [
      ("family", "cpu family"), ("model", "model"), ("stepping", "stepping"), ("variant", "CPU variant"), ("revision", "CPU revision"),
    ]
    .compactMap { label, key in processor[key].map { "\(label) \($0)" } }.joined(separator: " ")
    note("cpu.family", text: family, orAbsent: missing)
    note("cpu.microcode", text: processor["microcode"], orAbsent: missing)
    note("cpu.isa", texts: processor.arithmeticFlags.isEmpty ? nil : processor.arithmeticFlags, orAbsent: missing)
    let sets = processor.instructionSets
    note(
      "cpu.instruction-sets", sets.isEmpty ? nil : .array(sets.map { .string($0) }), orAbsent: "none of sse2, avx2, avx512, neon")
  }
}

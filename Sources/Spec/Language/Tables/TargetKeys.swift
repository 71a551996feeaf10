internal import Record

/// Hardware that workloads are measured on.
struct TargetKeys: KeyTable {
  static let noun = "a target"
  static let summary = "Hardware that workloads are measured on; what the host makes of it is recorded with the run."

  /// What people call the devices that this version does not compute on yet.
  static let comingDevices = ComingWords(
    ["gpu", "cuda", "rocm", "opencl", "metal", "mps", "npu", "tpu", "xpu", "ascend", "accelerator"], "accelerators")

  let device: TypedKey<TargetPlan.Device>
  let threads: TypedKey<TargetPlan.Threads>
  let isa: TypedKey<String?>
  let require: TypedKey<TargetPlan.Requirements?>
  let conditions: TypedKey<TargetConditions?>
  let energy: TypedKey<EnergyPlan?>

  init(_ keys: inout TableBuilder) {
    device = keys.standard("device", .word(coming: TargetKeys.comingDevices), "cpu", "The kind of device.")
    threads = keys.standard(
      "threads", Shape.integer(1...1024, or: "all").map { $0.map(TargetPlan.Threads.count) ?? .all }, "all",
      "How many threads compute; `all` is as many as the process has cores.")
    isa = keys.optional("isa", .words(RequirementKeys.instructionSets), "The instruction set to use, instead of the host's widest.")
    require = keys.optional(
      "require", .object(RequirementKeys.self) { fields throws(Reported) in try TargetPlan.Requirements(fields) },
      "What a host must have; one that has not refuses the target's cells.")
    conditions = keys.optional(
      "conditions", .object(ConditionKeys.self) { fields throws(Reported) in try TargetConditions(fields) },
      "How the host is used while the target's cells are measured.")
    energy = keys.optional(
      "energy", .object(EnergyKeys.self) { fields throws(Reported) in try EnergyPlan(fields) },
      "How the energy of the target's cells is counted: they get the metrics `energy` and `efficiency`.")
  }
}

/// How a host is used.
struct ConditionKeys: KeyTable {
  static let noun = "a condition"
  static let summary = "How the host is used while the target's cells are measured; taken back afterwards."

  let cpus: TypedKey<[Int]?>
  let nice: TypedKey<Int?>
  let caches: TypedKey<TargetConditions.Caches?>
  let hugePages: TypedKey<TargetConditions.HugePages?>

  init(_ keys: inout TableBuilder) {
    cpus = keys.optional("cpus", .list(.integer(0...65535)), "The CPUs that the threads are held to; without the key the system chooses.")
    nice = keys.optional("nice", .integer(0...19), "The nice value of the threads, 0 to 19.")
    caches = keys.optional(
      "caches", .word(TargetConditions.Caches.allCases),
      "`cold` empties the caches before each repetition of a kernel; `warm` leaves what the one before left.")
    hugePages = keys.optional(
      "huge-pages", .word(TargetConditions.HugePages.allCases),
      "Whether large arrays ask for huge pages: `advised`, as without the key, or `never`.")
  }
}

extension TargetConditions {
  fileprivate init(_ fields: Fields<ConditionKeys>) throws(Reported) {
    self.init(
      cpus: try TargetConditions.cpus(fields), nice: try fields.nice, caches: try fields.caches, hugePages: try fields.hugePages)
  }

  /// The CPUs in ascending order; none, and one that stands twice, are mistakes.
  private static func cpus(_ fields: Fields<ConditionKeys>) throws(Reported) -> [Int]? {
    guard let cpus = try fields.cpus else { return nil }
    guard !cpus.isEmpty else {
      throw fields.problems.error(
        .outOfRange, "`cpus` is empty", at: fields.place(of: \.cpus), "no CPU can run nothing",
        help: "name CPUs, such as `[0, 1]`, or leave the key out and the system chooses")
    }
    var seen: Set<Int> = []
    for (place, cpu) in cpus.enumerated() where !seen.insert(cpu).inserted {
      let elements = fields.mapping.value.entry("cpus")?.value.elements ?? []
      throw fields.problems.error(
        .outOfRange, "the CPU \(cpu) stands twice in `cpus`",
        at: place < elements.count ? elements[place].span : fields.place(of: \.cpus), "again here",
        help: "name each CPU once; `threads` says how many threads share them")
    }
    return cpus.sorted()
  }
}

/// Lower bounds on a host.
struct RequirementKeys: KeyTable {
  static let noun = "a requirement"
  static let summary = "Lower bounds on a host."
  static let instructionSets = ["sse2", "avx2", "avx512", "neon"]

  let memory: TypedKey<U64?>
  let cores: TypedKey<Int?>
  let isa: TypedKey<[String]?>

  init(_ keys: inout TableBuilder) {
    memory = keys.optional("memory", .atLeastBytes, "Physical memory, such as `>= 4 GiB`.")
    cores = keys.optional("cores", .integer(1...1_048_576), "Cores that the process may use.")
    isa = keys.optional("isa", .list(.words(RequirementKeys.instructionSets)), "Instruction sets that must be present.")
  }
}

extension TargetPlan.Requirements {
  fileprivate init(_ fields: Fields<RequirementKeys>) throws(Reported) {
    let sets = try fields.isa ?? []
    self.init(memory: try fields.memory, cores: try fields.cores, isa: sets.isEmpty ? nil : sets)
  }
}

extension TargetPlan {
  /// The target of a name.
  init(id: String, _ fields: Fields<TargetKeys>) throws(Reported) {
    self.init(
      id: id, device: try fields.device, threads: try fields.threads, isa: try fields.isa, require: try fields.require ?? Requirements(),
      conditions: try fields.conditions, energy: try fields.energy)
  }
}
